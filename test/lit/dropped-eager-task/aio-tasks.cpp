// RUN: %check %s
// renamed: no (aio)
//
// aio: a task that was created runs, but who drops it never learns its end.

#include <aio/aio.h>

#include <chrono>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

aio::Coro<void> flush(int Id);
aio::Coro<int> count();
void touch();

aio::Coro<int> creates() {
  aio::create_task(flush(1));             // expect: coro-dropped-eager-task
  auto Lost = aio::create_task(flush(2)); // expect: coro-dropped-eager-task
  auto Running = aio::create_task(count(), "count");
  touch();
  (void)aio::create_task(flush(3)); // missed: never-joined (on purpose)
  co_await aio::create_task(flush(4));
  aio::get_running_loop().create_task(flush(5));
  // expect@-1: coro-dropped-eager-task
  co_return co_await Running;
}

aio::Coro<void> onSomePath(bool Hurry) {
  auto Running = aio::create_task(flush(1)); // expect: coro-dropped-eager-task
  touch();
  if (Hurry)
    co_return;
  co_await Running;
}

aio::Coro<void> groups() {
  aio::TaskGroup Group;
  Group.create_task(flush(1));
  auto Second = Group.create_task(flush(2));
  co_await Group.join();
}

aio::Coro<void> gathers() {
  aio::gather(flush(1), flush(2)); // expect: coro-dropped-eager-task
  co_await aio::gather(flush(3), flush(4));
  auto Lost = aio::gather(flush(5), count()); // expect: coro-dropped-eager-task
  std::vector<aio::Task<int>> Running;
  Running.push_back(aio::create_task(count()));
  auto Counts = co_await aio::gather(std::move(Running));
  touch();
}

aio::Task<void> background(int Id) { return aio::create_task(flush(Id)); }

aio::Coro<void> helpers() {
  background(1); // expect: coro-dropped-eager-task
  auto Kept = background(2);
  co_await Kept;
  auto Start = [](int Id) { return aio::create_task(flush(Id)); };
  Start(3); // expect: coro-dropped-eager-task
  co_await Start(4);
}
