// RUN: %check %s
// renamed: no (what gives back is told by its name where it resumes nobody)
//
// Guards of one's own, told by what their destructors do.

#include "mini/mini.h"

#include <memory>
#include <mutex>
#include <utility>

int Sum = 0;

/// Counts in its destructor, by a helper.
struct gate {
  int Inside = 0;
  void enter() { ++Inside; }
  void leave() { --Inside; }
};
class pass {
public:
  explicit pass(gate &G) : G(&G) { G.enter(); }
  pass(pass &&O) noexcept : G(std::exchange(O.G, nullptr)) {}
  ~pass() { end(); }
  explicit operator bool() const { return G != nullptr; }

private:
  void end() {
    if (auto *Left = std::exchange(G, nullptr))
      Left->leave();
  }
  gate *G;
};
gate Gate;

mini::task<pass> enter() {
  co_await mini::yield();
  co_return pass(Gate);
}
mini::task<> entered() {
  co_await enter(); // expect: coro-unnamed-guard
  ++Sum;
  pass{Gate}; // expect: coro-unnamed-guard
  ++Sum;
  if (co_await enter())
    ++Sum;
}

/// By a reference, and in a base class.
template <class M> class holder {
public:
  explicit holder(M &Held) : Held(Held) { Held.lock(); }
  holder(const holder &) = delete;
  ~holder() { Held.unlock(); }

private:
  M &Held;
};
class audited : public holder<std::mutex> {
public:
  using holder::holder;
};
std::mutex Mutex;
mini::task<> held() {
  holder{Mutex}; // expect: coro-unnamed-guard
  ++Sum;
  audited(Mutex), ++Sum;
  audited{Mutex}; // expect: coro-unnamed-guard
  co_await mini::yield();
}

/// Shares what it gives back to.
class slot {
public:
  explicit slot(std::shared_ptr<mini::semaphore> Of) : Of(std::move(Of)) {}
  slot(slot &&) = default;
  ~slot() {
    if (Of)
      Of->give_back(1);
  }

private:
  std::shared_ptr<mini::semaphore> Of;
};
mini::task<slot> take(std::shared_ptr<mini::semaphore> Of) {
  co_await Of->take(1);
  co_return slot(Of);
}
mini::task<> taken(std::shared_ptr<mini::semaphore> Of) {
  co_await take(Of); // expect: coro-unnamed-guard
  ++Sum;
  auto Kept = co_await take(std::move(Of));
  ++Sum;
}
