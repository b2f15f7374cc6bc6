// A lazy task.

#ifndef TASK_H
#define TASK_H

#include <coroutine>

class Task {
public:
  struct promise_type {
    Task get_return_object() {
      return Task(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { throw; }
  };

  Task(Task &&Other) noexcept : Handle(Other.Handle) { Other.Handle = nullptr; }
  ~Task() {
    if (Handle)
      Handle.destroy();
  }

  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> Caller) {
    Handle.resume();
    Caller.resume();
  }
  void await_resume() {}

private:
  explicit Task(std::coroutine_handle<promise_type> H) : Handle(H) {}

  std::coroutine_handle<promise_type> Handle;
};

#endif // TASK_H
