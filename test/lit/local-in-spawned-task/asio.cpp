// RUN: %check %s
// renamed: no (Boost.Asio)
//
// Work that Boost.Asio runs: fine if the context is run, or is the function's
// own.

#include <boost/asio.hpp>

#include <string>
#include <thread>

namespace asio = boost::asio;
using asio::awaitable;

int Sum = 0;

awaitable<void> use(const std::string &Key) {
  asio::steady_timer Timer(co_await asio::this_coro::executor);
  co_await Timer.async_wait(asio::use_awaitable);
  Sum += int(Key.size());
}

void returnsAtOnce(asio::io_context &Io) {
  std::string Key = "key";
  asio::co_spawn(Io, use(Key), asio::detached); // expect: coro-local-in-spawned-task
}
void byReference(asio::io_context &Io) {
  std::string Key = "key";
  asio::co_spawn(Io, [&Key]() -> awaitable<void> { co_await use(Key); }, asio::detached); // expect: coro-local-in-spawned-task
}
awaitable<void> inCoroutine() {
  std::string Key = "key";
  asio::co_spawn(co_await asio::this_coro::executor, use(Key), asio::detached); // expect: coro-local-in-spawned-task
}

void runs(asio::io_context &Io) {
  std::string Key = "key";
  asio::co_spawn(Io, use(Key), asio::detached);
  Io.run();
}
void runsOwn() {
  asio::io_context Io;
  std::string Key = "key";
  asio::co_spawn(Io, use(Key), asio::detached);
  std::thread Other([&] { Io.run(); });
  Other.join();
}
void getsFuture(asio::io_context &Io) {
  std::string Key = "key";
  asio::co_spawn(Io, use(Key), asio::use_future).get();
}
awaitable<void> awaits() {
  std::string Key = "key";
  co_await asio::co_spawn(co_await asio::this_coro::executor, use(Key),
                          asio::use_awaitable);
}
