// RUN: %check %s
//
// Near misses: handles that are set again, are others, or are asked first.

#include "mini/mini.h"

#include <coroutine>
#include <list>
#include <map>
#include <utility>
#include <vector>

int Sum = 0;

struct work {
  struct promise_type {
    int Value = 1;
    std::coroutine_handle<> Next;
    work get_return_object() {
      return work(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() noexcept {}
    void unhandled_exception() noexcept {}
    std::coroutine_handle<promise_type> self() {
      return std::coroutine_handle<promise_type>::from_promise(*this);
    }
  };
  using handle = std::coroutine_handle<promise_type>;
  explicit work(handle Frame) : Frame(Frame) {}
  handle Frame;
};
using handle = work::handle;
work step() { co_return; }

void setAgain() {
  handle Frame = step().Frame;
  Frame.destroy();
  Frame = step().Frame;
  Frame.resume();
  Frame.destroy();
  Frame = nullptr;
  if (Frame)
    Frame.destroy();
}
void inTurns(std::vector<handle> &All) {
  for (auto Each : All)
    Each.destroy();
  for (auto &Each : All)
    if (Each)
      Each.destroy();
  for (unsigned I = 0; I != All.size(); ++I) {
    auto Each = All[I];
    Each.resume();
    if (Each.done())
      Each.destroy();
  }
  while (!All.empty()) {
    handle Last = All.back();
    All.pop_back();
    Last.destroy();
  }
  for (auto It = All.begin(); It != All.end(); ++It)
    It->destroy();
  for (handle Each = step().Frame; Sum < 3; Each = step().Frame) {
    Each.destroy();
    ++Sum;
  }
}
void others(handle First, handle Second) {
  First.destroy();
  Second.resume();
  Second.destroy();
}
void oneOf(handle Frame, bool Ends) {
  if (Ends)
    Frame.destroy();
  if (!Ends)
    Frame.resume();
}
void leaves(handle Frame, bool Ends) {
  if (Ends) {
    Frame.destroy();
    return;
  }
  Frame.destroy();
}
void asked(handle Frame) {
  if (!Frame || Frame.done())
    return;
  Frame.resume();
  if (Frame.done()) {
    Sum += Frame.promise().Value;
    Frame.destroy();
  }
}
void untilEnded(handle Frame) {
  while (!Frame.done())
    Frame();
  Sum += Frame.promise().Value + Frame.done();
  Frame.destroy();
}
bool startsAgain(handle &Frame) {
  Frame.destroy();
  Frame = step().Frame;
  return true;
}
void byReference(handle Frame) {
  handle &Same = Frame;
  Frame.destroy();
  Same = step().Frame;
  Frame.resume();
  auto Again = [&Frame] { Frame = step().Frame; };
  Frame.destroy();
  Again();
  Frame.destroy();
}
void byCallee(handle Frame) {
  Frame.destroy();
  startsAgain(Frame);
  Frame.resume();
}
void setByCallee() {
  handle Frame;
  if (startsAgain(Frame))
    Frame.resume();
  handle Other;
  handle *Where = &Other;
  *Where = step().Frame;
  Other.resume();
}
void swapped(handle Frame) {
  handle Other;
  std::swap(Frame, Other);
  Other.resume();
}
// It does not return.
void fail(const char *Why);
void guarded(handle Frame, handle Other) {
  if (!Frame)
    fail("null");
  Frame.resume();
  if (Other.done())
    fail("ended");
  Other.resume();
}
void addresses(handle Frame) {
  void *Where = Frame.address();
  Frame.destroy();
  auto Same = Where == Frame.address();
  if (Frame)
    Sum += Same;
  auto Back = handle::from_address(Where);
  auto Again = std::coroutine_handle<>::from_address(step().Frame.address());
  Again.resume();
}
struct owner {
  handle Frame;
  owner(owner &&O) noexcept : Frame(std::exchange(O.Frame, {})) {}
  owner &operator=(owner &&O) noexcept {
    if (Frame)
      Frame.destroy();
    Frame = std::exchange(O.Frame, nullptr);
    return *this;
  }
  ~owner() {
    if (Frame)
      Frame.destroy();
  }
  void restart();
  void run() {
    Frame.destroy();
    restart();
    Frame.resume();
  }
  bool ended() const { return !Frame || Frame.done(); }
};
mini::task<> inCoroutine(owner &Of) {
  if (!Of.Frame.done())
    co_return;
  co_await mini::yield();
  Of.Frame.resume();
}
void nested(handle Frame) {
  if (Frame.done()) {
    auto &P = Frame.promise();
    Frame = handle::from_promise(P);
    mini::loop::current().resume_soon(P.Next);
  } else if (auto Next = Frame.promise().Next) {
    Next.resume();
  }
}
std::coroutine_handle<> last(handle Frame) {
  auto Next = std::exchange(Frame.promise().Next, {});
  Frame.destroy();
  return Next ? Next : std::noop_coroutine();
}
