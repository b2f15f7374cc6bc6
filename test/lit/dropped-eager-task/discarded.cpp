// RUN: %check %s
//
// An eager task's statement runs it and loses its end; a cast to void says that
// this is meant. A detached coroutine has nothing to lose.

#include "mini/mini.h"

#include <tuple>
#include <utility>

mini::future<> save(int Id);
mini::future<int> load(int Id);
mini::detached beat();

mini::task<> discards(int Id) {
  save(Id); // expect: coro-dropped-eager-task
  co_await save(Id);
  load(Id); // expect: coro-dropped-eager-task
  co_await load(Id);
  beat();
}

mini::task<> decisions(int Id) {
  (void)save(Id);
  static_cast<void>(save(Id));
  std::ignore = load(Id);
  (void)beat();
  co_return;
}

mini::future<> eagerCaller(bool Quick) {
  if (Quick)
    save(1); // expect: coro-dropped-eager-task
  else
    co_await save(2);
  for (int I = 0; I < 3; ++I)
    save(I); // expect: coro-dropped-eager-task
  Quick ? co_await save(3) : static_cast<void>(save(4));
  save(5), co_await save(6); // expect: coro-dropped-eager-task
}

void plain() {
  save(1);              // expect: coro-dropped-eager-task
  auto Saved = save(2); // expect: coro-dropped-eager-task
  (void)save(3);
}

struct Store {
  mini::future<> close();
  mini::future<> reopen() {
    close(); // expect: coro-dropped-eager-task
    co_await close();
    this->close(); // expect: coro-dropped-eager-task
  }
  ~Store() { (void)close(); }
};

template <typename Callable> void run(Callable Call) {
  Call(); // expect: coro-dropped-eager-task
}
template <typename Callable> void runIgnoring(Callable Call) { (void)Call(); }

mini::task<> callables(Store &Shared) {
  run([&Shared] { return Shared.close(); });
  runIgnoring([&Shared] { return Shared.close(); });
  [](int Id) -> mini::future<> { co_await save(Id); }(1);
  // expect@-1: coro-dropped-eager-task
  co_await [](int Id) -> mini::future<> { co_await save(Id); }(2);
  auto Save = [] { save(3); }; // expect: coro-dropped-eager-task
  Save();
  mini::future<int> (*Pointer)(int) = load;
  Pointer(4); // expect: coro-dropped-eager-task
  co_await Pointer(5);
}
