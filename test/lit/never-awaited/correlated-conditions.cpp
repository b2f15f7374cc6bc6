// RUN: %check %s
//
// Where the same condition guards the creation and the await, no path loses the
// task; where it is another one, some path does.

#include "mini/mini.h"

#include <optional>
#include <utility>

mini::task<> flush(int Id);
mini::task<> tick();
mini::task<bool> connected();

mini::task<> sameFlag(bool Wanted) {
  mini::task<> Work;
  if (Wanted)
    Work = flush(1);
  co_await tick();
  if (Wanted)
    co_await std::move(Work);
}

mini::task<> otherFlag(bool Wanted, bool Urgent) {
  mini::task<> Work;
  if (Wanted)
    Work = flush(1); // expect: coro-never-awaited
  co_await tick();
  if (Urgent)
    co_await std::move(Work);
}

mini::task<> oppositeFlag(bool Wanted) {
  mini::task<> Work;
  if (Wanted)
    Work = flush(1); // expect: coro-never-awaited
  if (!Wanted)
    co_await tick();
}

mini::task<> flagChanges(bool Wanted) {
  mini::task<> Work;
  if (Wanted)
    Work = flush(1); // expect: coro-never-awaited
  Wanted = co_await connected();
  if (Wanted && Work.valid())
    co_await std::move(Work);
}

mini::task<> asksTheTask(bool Wanted) {
  mini::task<> Work;
  if (Wanted)
    Work = flush(1);
  co_await tick();
  if (Work.valid())
    co_await std::move(Work);
}

mini::task<> remembers(int Kind) {
  bool Started = false;
  mini::task<> Work;
  if (Kind > 2) {
    Work = flush(Kind);
    Started = true;
  }
  co_await tick();
  if (Started)
    co_await std::move(Work);
}

mini::task<> splitAwait(bool Quiet) {
  auto Work = flush(1);
  if (Quiet)
    co_await std::move(Work);
  co_await tick();
  if (!Quiet)
    co_await std::move(Work);
}

mini::task<> leavesWithout(bool Wanted) {
  mini::task<> Work;
  if (Wanted)
    Work = flush(1);
  if (!Wanted)
    co_return;
  co_await std::move(Work);
}

mini::task<> comparison(const int Kind) {
  std::optional<mini::task<>> Work;
  if (Kind == 1)
    Work = flush(1);
  co_await tick();
  if (Kind == 1)
    co_await std::move(*Work);
}
