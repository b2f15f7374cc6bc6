// RUN: %check %s
// renamed: no (Boost.Asio)
//
// Tasks of Boost.Asio: awaitables are lazy.

#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <string>

namespace asio = boost::asio;
using asio::awaitable;

int Sum = 0;

awaitable<void> use(const std::string &Key) {
  asio::steady_timer Timer(co_await asio::this_coro::executor);
  co_await Timer.async_wait(asio::use_awaitable);
  Sum += int(Key.size());
}

void spawns(asio::io_context &Io) {
  asio::co_spawn(Io, use("temporary"), asio::detached); // expect: coro-dangling-argument
}
awaitable<void> keeps() {
  auto Work = use("temporary"); // expect: coro-dangling-argument
  co_await std::move(Work);
}

awaitable<void> together() {
  using namespace asio::experimental::awaitable_operators;
  co_await (use("one") && use("another"));
}
awaitable<void> spawnsAndWaits() {
  co_await asio::co_spawn(co_await asio::this_coro::executor, use("temporary"),
                          asio::use_awaitable);
}
