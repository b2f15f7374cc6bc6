// RUN: %check %s
//
// A task that is made by a statement of its own, and that nobody awaits.

#include "mini/mini.h"

mini::task<> flush(int Id);
mini::task<int> count();
int nextId();

mini::task<> discards(int Id) {
  flush(Id); // expect: coro-never-awaited
  co_await flush(Id);
  count(); // expect: coro-never-awaited
  nextId();
  co_await count();
  (flush(Id + 1)); // expect: coro-never-awaited
}

mini::task<int> inBranches(int Id) {
  if (Id > 3)
    flush(3); // expect: coro-never-awaited
  else
    co_await flush(4);
  for (int I = 0; I < Id; ++I)
    flush(I); // expect: coro-never-awaited
  switch (Id) {
  case 7:
    flush(7); // expect: coro-never-awaited
    break;
  default:
    co_await flush(8);
  }
  co_return co_await count() + co_await count();
}

void notACoroutine() {
  flush(0); // expect: coro-never-awaited
  mini::sync_wait(flush(1));
  mini::spawn(flush(2));
}

class Service {
public:
  mini::task<> tick();
  virtual mini::task<> stop() = 0;
  virtual ~Service() = default;
  static mini::task<> prepare();

  mini::task<> run() {
    prepare(); // expect: coro-never-awaited
    co_await prepare();
    tick();       // expect: coro-never-awaited
    this->tick(); // expect: coro-never-awaited
    co_await tick();
    co_await stop();
  }
};

mini::task<> methods(Service &S) {
  S.tick(); // expect: coro-never-awaited
  S.stop(); // expect: coro-never-awaited
  co_await S.run();
}

mini::task<> callables(mini::task<> (*Pointer)(int),
                       std::function<mini::task<>(int)> Function) {
  Pointer(1);            // expect: coro-never-awaited
  Function(2);           // expect: coro-never-awaited
  std::invoke(flush, 3); // expect: coro-never-awaited
  co_await Pointer(4);
  co_await Function(5);
  co_await std::invoke(flush, 6);
}
