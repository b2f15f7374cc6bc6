// RUN: %check %s
//
// An exception that unwinds past a task is no mistake; a handler does not
// excuse one.

#include "mini/mini.h"

#include <stdexcept>
#include <utility>

mini::task<> flush(int Id);
mini::task<int> count();
void check(int Id);

mini::task<> unwinds(int Id) {
  auto Work = flush(Id);
  check(Id);
  co_await flush(2);
  co_await std::move(Work);
}

mini::task<> throwsItself(int Id) {
  auto Work = flush(Id);
  if (Id < 0)
    throw std::invalid_argument("id");
  co_await std::move(Work);
}

mini::task<> lostInTheTry(int Id) {
  try {
    auto Work = flush(Id); // expect: coro-never-awaited
    check(Id);
    flush(2); // expect: coro-never-awaited
    co_await flush(3);
  } catch (const std::logic_error &) {
    check(0);
  }
}

mini::task<> lostInTheHandler(int Id) {
  int Failed = 0;
  try {
    co_await flush(Id);
  } catch (const std::logic_error &) {
    flush(-1); // expect: coro-never-awaited
    Failed = Id;
  }
  if (Failed > 0)
    co_await flush(Failed);
}

mini::task<int> awaitedInTheTry(int Id) {
  auto Number = count();
  try {
    check(Id);
  } catch (const std::logic_error &) {
    Id = 0;
  }
  co_return Id + co_await std::move(Number);
}

mini::task<> createdInTheTry(int Id) {
  mini::task<> Work;
  try {
    check(Id);
    Work = flush(Id);
  } catch (const std::logic_error &) {
    Work = flush(0);
  }
  co_await std::move(Work);
}

mini::task<> createdAndLost(int Id) {
  mini::task<> Work;
  try {
    Work = flush(Id); // expect: coro-never-awaited
    co_await flush(2);
  } catch (const std::logic_error &) {
    check(0);
  }
}

// The body runs when the task is awaited, so nothing is lost here but the
// handler's sense.
mini::task<> returnsFromTry(int Id) {
  try {
    return flush(Id); // expect: coro-await-in-untaken-try
  } catch (const std::logic_error &) {
    return flush(0);
  }
}

mini::task<> rethrows(int Id) {
  auto Work = flush(Id);
  try {
    co_await flush(2);
  } catch (const std::logic_error &) {
    throw std::runtime_error("flush");
  }
  co_await std::move(Work);
}

void functionTry(int Id) try {
  flush(Id); // expect: coro-never-awaited
  check(Id);
} catch (const std::logic_error &) {
  mini::spawn(flush(0));
}
