// RUN: %corolint --checks=-*,coro-detached-error-lost %s -- -std=c++20 > %t
// RUN: FileCheck %s < %t --allow-empty --implicit-check-not=warning:
//
// Near misses: no exception leaves, or somebody hears of it.

#include <boost/asio.hpp>

#include <chrono>
#include <exception>
#include <iostream>
#include <stdexcept>

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using namespace std::chrono_literals;

int Sum = 0;

asio::awaitable<void> fails() {
  throw std::runtime_error("fails");
  co_return;
}
asio::awaitable<void> catchesAll(tcp::socket Socket) {
  try {
    char Data[64];
    co_await Socket.async_read_some(asio::buffer(Data), asio::use_awaitable);
    co_await fails();
  } catch (...) {
    ++Sum;
  }
}
asio::awaitable<void> catchesErrors() {
  try {
    co_await fails();
  } catch (const std::exception &Error) {
    std::cerr << Error.what();
  }
}
asio::awaitable<void> byErrorCode(asio::steady_timer &Timer) {
  auto [Error] = co_await Timer.async_wait(asio::as_tuple(asio::use_awaitable));
  error_code Other;
  co_await Timer.async_wait(asio::redirect_error(asio::use_awaitable, Other));
  Sum += Error || Other ? 1 : 0;
}
void careful() noexcept { ++Sum; }
asio::awaitable<void> cannotThrow() {
  careful();
  co_return;
}
asio::awaitable<void> notSeen();

void spawned(asio::io_context &Context, asio::steady_timer &Timer) {
  asio::co_spawn(Context, catchesAll(tcp::socket(Context)), asio::detached);
  asio::co_spawn(Context, catchesErrors(), asio::detached);
  asio::co_spawn(Context, byErrorCode(Timer), asio::detached);
  asio::co_spawn(Context, cannotThrow(), asio::detached);
  asio::co_spawn(Context, notSeen(), asio::detached);
  asio::co_spawn(
      Context,
      []() -> asio::awaitable<void> {
        try {
          co_await fails();
        } catch (...) {
        }
      },
      asio::detached);
  asio::co_spawn(Context, fails(), [](std::exception_ptr Error) {
    if (Error)
      std::rethrow_exception(Error);
  });
  asio::co_spawn(Context, fails(), [](auto Error) { Sum += Error ? 1 : 0; });
}
asio::awaitable<void> awaits() {
  co_await asio::co_spawn(co_await asio::this_coro::executor, fails(),
                          asio::use_awaitable);
}

void mustNotFail(int N) {
  if (N < 0)
    throw std::runtime_error("negative");
}
int tries(int N) {
  try {
    mustNotFail(N);
    return N;
  } catch (...) {
    return 0;
  }
}
asio::awaitable<void> callsWhoCatches(int N) {
  Sum += tries(N);
  co_return;
}
asio::awaitable<void> caughtFartherOut() {
  try {
    try {
      co_await fails();
    } catch (const std::logic_error &) {
      throw;
    }
  } catch (...) {
    ++Sum;
  }
}
asio::awaitable<void> makesOnly() {
  auto Task = fails();
  co_return;
}
// The caller keeps to what the other asks for.
int at(int N) {
  if (N > 3)
    throw std::out_of_range("at");
  return N;
}
int second() { return at(1); }
asio::awaitable<void> keepsToIt() {
  Sum += second();
  co_return;
}
void more(asio::io_context &Context) {
  asio::co_spawn(Context, callsWhoCatches(1), asio::detached);
  asio::co_spawn(Context, caughtFartherOut(), asio::detached);
  asio::co_spawn(Context, makesOnly(), asio::detached);
  asio::co_spawn(Context, keepsToIt(), asio::detached);
}
