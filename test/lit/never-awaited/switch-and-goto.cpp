// RUN: %check %s
//
// A switch or a jump that forgets the task.

#include "mini/mini.h"

#include <utility>

enum class Mode { Now, Later, Never };

mini::task<> flush(int Id);
mini::task<bool> connected();

mini::task<> forgetsACase(int Kind) {
  auto Work = flush(1); // expect: coro-never-awaited
  switch (Kind) {
  case 0:
    co_await std::move(Work);
    break;
  case 1:
    mini::spawn(std::move(Work));
    break;
  default:
    break;
  }
}

mini::task<> noDefault(int Kind) {
  auto Work = flush(1); // expect: coro-never-awaited
  switch (Kind) {
  case 0:
    co_await std::move(Work);
    break;
  case 1:
    mini::spawn(std::move(Work));
    break;
  }
}

mini::task<> allEnumerators(Mode M) {
  auto Work = flush(1);
  switch (M) {
  case Mode::Now:
    co_await std::move(Work);
    break;
  case Mode::Later:
    mini::spawn(std::move(Work));
    break;
  case Mode::Never:
    co_await Work;
    break;
  }
}

mini::task<> fallsThrough(Mode M) {
  auto Work = flush(1);
  switch (M) {
  case Mode::Never:
    co_await flush(2);
    [[fallthrough]];
  default:
    co_await std::move(Work);
  }
}

mini::task<> assignedInCases(Mode M) {
  mini::task<> Work;
  switch (M) {
  case Mode::Now:
    Work = flush(1);
    break;
  case Mode::Later:
    Work = flush(2); // expect: coro-never-awaited
    co_return;
  default:
    Work = flush(3);
    break;
  }
  co_await std::move(Work);
}

mini::task<> jumpsOver(bool Skip) {
  auto Work = flush(1); // expect: coro-never-awaited
  if (Skip)
    goto end;
  co_await std::move(Work);
end:
  co_await flush(2);
}

mini::task<> jumpsTo() {
  auto Work = flush(1);
  if (!co_await connected())
    goto end;
  co_await flush(2);
end:
  co_await std::move(Work);
}

mini::task<> jumpsBack(int Tries) {
again: {
  auto Work = flush(Tries); // expect: coro-never-awaited
  if (--Tries > 0)
    goto again;
  co_await std::move(Work);
}
}
