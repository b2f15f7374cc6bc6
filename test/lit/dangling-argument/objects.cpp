// RUN: %check %s
//
// Member coroutines of temporaries, forwarders, and what a variable owns.

#include "mini/mini.h"

#include <memory>
#include <string>
#include <utility>

int Sum = 0;

mini::task<> use(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
// Hands it on: as good as the coroutine itself.
mini::task<> forward(const std::string &Key) { return use(Key); }

struct Session {
  std::string Name;
  mini::task<> run() {
    co_await mini::yield();
    Sum += int(Name.size());
  }
  mini::task<> ping() { co_await mini::yield(); }
  const std::string &name() const { return Name; }
};
Session made();

mini::task<> kept() {
  auto A = made().run();       // expect: coro-dangling-argument
  auto B = Session{"x"}.run(); // expect: coro-dangling-argument
  auto C = forward("x");       // expect: coro-dangling-argument
  auto D = use(made().name()); // expect: coro-dangling-argument
  auto E = use(made().Name);   // expect: coro-dangling-argument
  auto F = use(*std::make_unique<std::string>("x")); // expect: coro-dangling-argument
  co_await std::move(A);
  co_await std::move(B);
  co_await std::move(C);
  co_await std::move(D);
  co_await std::move(E);
  co_await std::move(F);
}

mini::task<> fine(Session &Given) {
  co_await made().run();
  co_await use(made().name());
  auto A = made().ping();
  auto B = Given.run();
  auto C = use(Given.name());
  Session Own{"own"};
  auto D = Own.run();
  co_await std::move(A);
  co_await std::move(B);
  co_await std::move(C);
  co_await std::move(D);
}
