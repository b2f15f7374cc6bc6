// RUN: %check %s
//
// Generators of one's own: one that keeps a copy of each value and gives it away, one
// that shows its coroutine's variable, one that is asked by next().

#include <coroutine>
#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

int Sum = 0;

/// Gives each value away.
template <class T> class giver {
public:
  struct promise_type {
    std::optional<T> Value;
    giver get_return_object() {
      return giver(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(T V) {
      Value = std::move(V);
      return {};
    }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  giver(giver &&O) noexcept : Frame(std::exchange(O.Frame, {})) {}
  ~giver() {
    if (Frame)
      Frame.destroy();
  }
  std::optional<T> next() {
    Frame.promise().Value.reset();
    Frame.resume();
    return std::move(Frame.promise().Value);
  }

private:
  explicit giver(std::coroutine_handle<promise_type> F) : Frame(F) {}
  std::coroutine_handle<promise_type> Frame;
};
/// Shows what the coroutine has; null at the end.
template <class T> class shower {
public:
  struct promise_type {
    T *Shown = nullptr;
    shower get_return_object() {
      return shower(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(T &V) {
      Shown = &V;
      return {};
    }
    void return_void() { Shown = nullptr; }
    void unhandled_exception() { std::terminate(); }
  };
  shower(shower &&O) noexcept : Frame(std::exchange(O.Frame, {})) {}
  ~shower() {
    if (Frame)
      Frame.destroy();
  }
  T *next() {
    Frame.resume();
    return Frame.promise().Shown;
  }

private:
  explicit shower(std::coroutine_handle<promise_type> F) : Frame(F) {}
  std::coroutine_handle<promise_type> Frame;
};

giver<std::string> given(int N) {
  for (int I = 0; I != N; ++I)
    co_yield std::string(40, char('a' + I));
}
shower<std::string> shown(int N) {
  for (int I = 0; I != N; ++I) {
    std::string Each(40, char('a' + I));
    co_yield Each;
  }
}

void pointersToShown() {
  auto All = shown(3);
  std::vector<std::string *> Kept;
  while (std::string *Each = All.next())
    Kept.push_back(Each); // expect: coro-yield-dangling
  for (auto *Each : Kept)
    Sum += int(Each->size());
}
void firstAndSecond() {
  auto All = shown(3);
  std::string *First = All.next();
  std::string *Second = All.next();
  Sum += *First == *Second; // expect: coro-yield-dangling
}
// Near misses.
void given() {
  auto All = given(3);
  std::vector<std::string> Kept;
  while (auto Each = All.next())
    Kept.push_back(std::move(*Each));
  auto More = given(2);
  auto First = More.next();
  auto Second = More.next();
  Sum += *First == *Second;
}
void shownAtOnce() {
  auto All = shown(3);
  while (std::string *Each = All.next())
    Sum += int(Each->size());
}
void shownAndMoved() {
  auto All = shown(3);
  std::vector<std::string> Kept;
  while (auto *Each = All.next())
    Kept.push_back(std::move(*Each));
}
void countedOnly() {
  auto All = shown(3);
  while (auto *Each = All.next())
    Sum += Each != nullptr;
}
