// RUN: %check %s
//
// Templates that nothing instantiates: parts of them have no type yet.

#include <coroutine>

template <class T> struct Job {
  Job(T, std::coroutine_handle<> H) : H(H) {}
  std::coroutine_handle<> H;
};
template <class T> std::coroutine_handle<> convert(T);

template <class T> struct byInitializer {
  bool await_ready();
  void await_resume();
  void await_suspend(std::coroutine_handle<>) {
    std::coroutine_handle<> Other(convert(T{}));
    Other.resume();
  }
};
template <class T> struct byJob {
  bool await_ready();
  void await_resume();
  void await_suspend(std::coroutine_handle<> H) {
    auto *Work = new Job<T>(T{}, H);
    Work->H.resume();
    delete Work;
  }
};
