// RUN: not %corolint --checks=-*,coro-detached-error-lost %s -- -std=c++20 > %t
// RUN: FileCheck %s < %t --implicit-check-not=warning:
//
// Coroutines of Asio that nobody hears of, and that let an exception out. The check is
// off by default.

#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <chrono>
#include <exception>
#include <functional>
#include <iostream>
#include <stdexcept>

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;
using namespace std::chrono_literals;

int Sum = 0;

asio::awaitable<void> serve(tcp::socket Socket) {
  char Data[64];
  Sum += int(co_await Socket.async_read_some(asio::buffer(Data), asio::use_awaitable));
}
asio::awaitable<void> listen(tcp::acceptor &Acceptor) {
  for (;;) {
    tcp::socket Next = co_await Acceptor.async_accept(asio::use_awaitable);
    // CHECK: [[@LINE+1]]:5: warning: nobody hears of the exception
    asio::co_spawn(Acceptor.get_executor(), serve(std::move(Next)), asio::detached);
    // CHECK: [[@LINE-7]]:{{.*}}: note: this throws if it fails
  }
}
void check(int N) {
  if (N < 0)
    throw std::runtime_error("negative");
}
asio::awaitable<void> checked(int N) {
  check(N);
  co_return;
}
asio::awaitable<void> outer(int N) { co_await checked(N); }

void spawned(asio::io_context &Context, tcp::acceptor &Acceptor) {
  // CHECK: [[@LINE+1]]:3: warning: nobody hears of the exception
  asio::co_spawn(Context, listen(Acceptor), asio::detached);
  // CHECK: [[@LINE+1]]:3: warning: nobody hears of the exception
  asio::co_spawn(Context, outer(3), asio::detached);
  // CHECK: [[@LINE+1]]:3: warning: nobody hears of the exception
  asio::co_spawn(Context, [] { return checked(1); }, asio::detached);
  // CHECK: [[@LINE+1]]:3: warning: nobody hears of the exception
  asio::co_spawn(
      Context,
      [&]() -> asio::awaitable<void> {
        asio::steady_timer Timer(Context, 1ms);
        co_await Timer.async_wait(asio::use_awaitable);
      },
      asio::detached);
  // CHECK: [[@LINE+1]]:3: warning: the handler does not look at the exception
  asio::co_spawn(Context, outer(3), [](std::exception_ptr) { ++Sum; });
  // CHECK: [[@LINE+1]]:3: warning: the handler does not look at the exception
  asio::co_spawn(Context, outer(3), [](std::exception_ptr Error) {});
}
asio::awaitable<void> catchesSome() {
  try {
    co_await outer(1);
  } catch (const std::logic_error &) {
    ++Sum;
  }
}
asio::awaitable<void> throwsAgain() {
  try {
    co_await outer(1);
  } catch (...) {
    ++Sum;
    throw;
  }
}
void caughtNotAll(asio::io_context &Context) {
  // CHECK: [[@LINE+1]]:3: warning: nobody hears of the exception
  asio::co_spawn(Context, catchesSome(), asio::detached);
  // CHECK: [[@LINE+1]]:3: warning: nobody hears of the exception
  asio::co_spawn(Context, throwsAgain(), asio::detached);
}

asio::awaitable<void> fromHandler() {
  try {
    co_await outer(1);
  } catch (const std::exception &) {
    check(2);
  }
}
asio::awaitable<void> fromInnerTry() {
  try {
    try {
      co_await outer(1);
    } catch (const std::logic_error &) {
      ++Sum;
    }
  } catch (const std::bad_alloc &) {
    ++Sum;
  }
}
asio::awaitable<void> inVariable() {
  auto Task = outer(1);
  co_await std::move(Task);
}
void bound(asio::io_context &Context, asio::cancellation_signal &Stop) {
  // CHECK: [[@LINE+1]]:3: warning: nobody hears of the exception
  asio::co_spawn(Context, fromHandler(), asio::detached);
  // CHECK: [[@LINE+1]]:3: warning: nobody hears of the exception
  asio::co_spawn(Context, fromInnerTry(), asio::detached);
  // CHECK: [[@LINE+1]]:3: warning: nobody hears of the exception
  asio::co_spawn(Context, inVariable(), asio::detached);
  // CHECK: [[@LINE+1]]:3: warning: nobody hears of the exception
  asio::co_spawn(Context, outer(2),
                 asio::bind_cancellation_slot(Stop.slot(), asio::detached));
}
