// RUN: %check %s
// renamed: no (Boost.Asio)
//
// Boost.Asio: what the coroutine starts besides itself, and how it waits for that: a
// channel, a timer, a promise, a thread pool, an operator.

#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <boost/asio/experimental/channel.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using namespace asio::experimental::awaitable_operators;
using channel = asio::experimental::channel<void(boost::system::error_code)>;

int Sum = 0;

awaitable<void> use(const std::string &Key) {
  asio::steady_timer Timer(co_await asio::this_coro::executor,
                           std::chrono::milliseconds(1));
  co_await Timer.async_wait(use_awaitable);
  Sum += int(Key.size());
}
awaitable<void> sends(const std::string &Key, channel &Done) {
  co_await use(Key);
  co_await Done.async_send({}, use_awaitable);
}

awaitable<void> together() {
  std::string Key = "key";
  co_await (use(Key) && use(Key));
}
awaitable<void> byChannel() {
  std::string Key = "key";
  auto Executor = co_await asio::this_coro::executor;
  channel Done(Executor, 1);
  asio::co_spawn(Executor, sends(Key, Done), asio::detached);
  co_await Done.async_receive(use_awaitable);
}
awaitable<void> byDeferred() {
  std::string Key = "key";
  auto Executor = co_await asio::this_coro::executor;
  co_await asio::co_spawn(Executor, use(Key), asio::deferred)(use_awaitable);
}
void byPool() {
  std::string Key = "key";
  asio::thread_pool Pool(2);
  asio::co_spawn(Pool, use(Key), asio::detached);
  asio::post(Pool, [&Key] { Sum += int(Key.size()); });
  Pool.join();
}
void byOwnContext() {
  asio::io_context Io;
  std::string Key = "key";
  asio::co_spawn(Io, use(Key), [](std::exception_ptr) {});
  Io.run();
}
awaitable<void> byShare() {
  auto Key = std::make_shared<std::string>("key");
  asio::co_spawn(
      co_await asio::this_coro::executor,
      [](std::shared_ptr<std::string> Key) -> awaitable<void> {
        co_await use(*Key);
      }(Key),
      asio::detached);
}
awaitable<void> posts() {
  std::string Key = "key";
  asio::post(co_await asio::this_coro::executor, [&Key] { Sum += int(Key.size()); }); // expect: coro-lambda-capture
}
void ofOthers(asio::thread_pool &Pool) {
  std::string Key = "key";
  asio::post(Pool, [&Key] { Sum += int(Key.size()); }); // expect: coro-lambda-capture
}
void keptByTimer(asio::steady_timer &Timer) {
  int Turns = 0;
  Timer.async_wait([&Turns](boost::system::error_code) { ++Turns; }); // expect: coro-lambda-capture
}
