// RUN: %check %s
//
// Near misses: members of an awaiter's class that drive a coroutine which is not the one
// that waits. Who resumes it may ask it afterwards.

#include <coroutine>

class stepper {
public:
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> H) noexcept { Waiting = H; }
  void await_resume() const noexcept {}

  void drive(std::coroutine_handle<> H) {
    while (!H.done())
      H.resume();
  }
  void once(std::coroutine_handle<> H) {
    H.resume();
    if (H.done())
      H.destroy();
  }

private:
  std::coroutine_handle<> Waiting;
};
