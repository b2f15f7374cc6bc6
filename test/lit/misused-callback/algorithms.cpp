// RUN: %check %s
//
// Coroutines where an algorithm of the standard library wants a function.

#include "mini/mini.h"

#include <algorithm>
#include <functional>
#include <mutex>
#include <ranges>
#include <vector>

int Sum = 0;

mini::task<> flush(int Id) {
  co_await mini::yield();
  Sum += Id;
}

void throwsAway(std::vector<int> &Ids) {
  std::for_each(Ids.begin(), Ids.end(), [](int Id) -> mini::task<> {
    // expect@-1: coro-misused-callback {{for_each.*never runs}}
    co_await flush(Id);
  });
  std::for_each(Ids.begin(), Ids.end(), [](int Id) { return flush(Id); });
  // expect@-1: coro-misused-callback
  std::for_each(Ids.begin(), Ids.end(), flush); // expect: coro-misused-callback
  std::for_each(Ids.begin(), Ids.end(), &flush); // expect: coro-misused-callback
  std::for_each_n(Ids.begin(), 2, flush); // expect: coro-misused-callback
  std::ranges::for_each(Ids, flush); // expect: coro-misused-callback
}
void byVariable(std::vector<int> &Ids) {
  auto Each = [](int Id) -> mini::task<> { co_await flush(Id); };
  std::for_each(Ids.begin(), Ids.end(), Each); // expect: coro-misused-callback
  std::function<mini::task<>(int)> Any = flush;
  std::for_each(Ids.begin(), Ids.end(), Any); // expect: coro-misused-callback
}
struct flusher {
  mini::task<> operator()(int Id) const { co_await flush(Id); }
};
void byObject(std::vector<int> &Ids) {
  std::for_each(Ids.begin(), Ids.end(), flusher()); // expect: coro-misused-callback
  flusher Each;
  std::ranges::for_each(Ids, Each); // expect: coro-misused-callback
}
std::once_flag Once;
void once() {
  std::call_once(Once, [] { return flush(1); }); // expect: coro-misused-callback
}
template <class Range> void inTemplate(const Range &Ids) {
  std::ranges::for_each(Ids, [](int Id) -> mini::task<> { // expect: coro-misused-callback
    co_await flush(Id);
  });
}
mini::task<> inCoroutine(std::vector<int> Ids) {
  inTemplate(Ids);
  std::for_each(Ids.begin(), Ids.end(), [](int Id) -> mini::task<> {
    // expect@-1: coro-misused-callback
    co_await flush(Id);
  });
  co_await mini::yield();
}

// A task that can be asked whether it is there is no answer.
class answer {
public:
  struct promise_type {
    answer get_return_object() { return {}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_value(bool) noexcept {}
    void unhandled_exception() noexcept {}
  };
  explicit operator bool() const { return true; }
  operator bool() { return true; }
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  bool await_resume() const noexcept { return true; }
};
answer isOpen(int Id) {
  co_await mini::yield();
  co_return Id > 0;
}
answer isLess(int A, int B) { co_return A < B; }
bool isSmall(int Id) { return Id < 3; }
void predicates(std::vector<int> &Ids) {
  Sum += int(std::count_if(Ids.begin(), Ids.end(), isOpen));
  // expect@-1: coro-misused-callback {{answer}}
  std::erase_if(Ids, isOpen); // expect: coro-misused-callback
  std::sort(Ids.begin(), Ids.end(), isLess); // expect: coro-misused-callback
  Sum += std::ranges::any_of(Ids, [](int Id) { return isOpen(Id); });
  // expect@-1: coro-misused-callback
  Sum += int(std::count_if(Ids.begin(), Ids.end(), isSmall));
}
