// RUN: %check %s
// renamed: keep-models
//
// A task of a task is started, and only makes the inner one.

#include <aio/aio.h>

#include <boost/asio.hpp>

namespace asio = boost::asio;

int Sum = 0;

asio::awaitable<void> serve() {
  ++Sum;
  co_return;
}
asio::awaitable<asio::awaitable<void>> accept() {
  co_await asio::post(asio::use_awaitable);
  co_return serve(); // expect-low: coro-nested-task
}
void spawned(asio::io_context &Context) {
  asio::co_spawn(Context, accept(), asio::detached); // expect: coro-nested-task
  asio::co_spawn(
      Context, [] { return accept(); }, // expect: coro-nested-task
      asio::detached);
  asio::co_spawn(Context, serve(), asio::detached);
  asio::co_spawn(
      Context,
      []() -> asio::awaitable<void> { co_await co_await accept(); },
      asio::detached);
}

aio::Coro<> step() {
  ++Sum;
  co_return;
}
aio::Coro<aio::Coro<>> nested() {
  co_await aio::sleep(std::chrono::seconds(0));
  // expect-low@+1: coro-nested-task
  co_return step(); // missed: never-awaited (told where the outer task is started)
}
aio::Coro<> inGroup() {
  co_await aio::task_group([](aio::TaskGroup &Group) -> aio::Coro<> {
    Group.create_task(nested()); // expect: coro-nested-task
    Group.create_task(step());
    auto Task = Group.create_task(nested());
    co_await co_await Task;
  });
}
