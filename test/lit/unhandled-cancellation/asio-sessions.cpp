// RUN: %check %s
//
// Sessions, watchdogs and connections, as they are written with Boost.Asio.

#include <boost/asio.hpp>
#include <boost/asio/experimental/as_tuple.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>
#include <cstdio>
#include <memory>
namespace asio = boost::asio;
using namespace std::chrono_literals;
using asio::redirect_error;
using asio::use_awaitable;
using asio::ip::tcp;
using boost::system::error_code;
using namespace asio::experimental::awaitable_operators;
constexpr auto tup = asio::as_tuple(use_awaitable);
// Watchdog.
asio::awaitable<void>
watchdog(std::chrono::steady_clock::time_point &Deadline) {
  asio::steady_timer T(co_await asio::this_coro::executor);
  auto Now = std::chrono::steady_clock::now();
  while (Deadline > Now) {
    T.expires_at(Deadline);
    co_await T.async_wait(use_awaitable);
    Now = std::chrono::steady_clock::now();
  }
}
// Session.
struct S : std::enable_shared_from_this<S> {
  tcp::socket Sock;
  asio::steady_timer T;
  bool Closed = false;
  explicit S(tcp::socket X) : Sock(std::move(X)), T(Sock.get_executor()) {}
  void close() {
    if (Closed)
      return;
    Closed = true;
    error_code E;
    Sock.close(E);
    T.cancel();
  }
  asio::awaitable<void> reader() {
    char D[100];
    for (;;) {
      auto [E, N] = co_await Sock.async_read_some(asio::buffer(D), tup);
      if (E) {
        close();
        break;
      }
    }
  }
  asio::awaitable<void> keepalive() {
    while (!Closed) {
      T.expires_after(5s);
      error_code E;
      co_await T.async_wait(redirect_error(use_awaitable, E));
      if (Closed)
        co_return;
      if (E)
        continue;
      co_await asio::async_write(Sock, asio::buffer("x", 1),
                                 redirect_error(use_awaitable, E));
      if (E) {
        close();
      }
    }
  }

  asio::awaitable<void> keepalive2() {
    for (;;) {
      T.expires_after(5s);
      error_code E;
      co_await T.async_wait(redirect_error(use_awaitable, E)); // expect: coro-unhandled-cancellation
      if (E)
        std::puts(E.message().c_str());
      co_await asio::async_write(Sock, asio::buffer("x", 1), use_awaitable);
    }
  }
};
// Retry: aborted rethrown.
asio::awaitable<void> conn(tcp::socket &S, tcp::endpoint E) {
  asio::steady_timer T(S.get_executor());
  for (int I = 0;; ++I) {
    auto [Ec] = co_await S.async_connect(E, tup);
    if (!Ec)
      co_return;
    if (Ec == asio::error::operation_aborted || I == 5)
      throw boost::system::system_error(Ec);
    T.expires_after(1s);
    co_await T.async_wait(use_awaitable);
  }
}

asio::awaitable<bool> conn2(tcp::socket &S, tcp::endpoint E) {
  asio::steady_timer T(S.get_executor());
  for (int I = 0; I < 5; ++I) {
    auto [Ec] = co_await S.async_connect(E, tup); // expect: coro-unhandled-cancellation
    if (!Ec)
      co_return true;
    T.expires_after(1s);
    co_await T.async_wait(use_awaitable);
  }
  co_return false;
}
// Udp loop.
asio::awaitable<void> udp(asio::ip::udp::socket S) {
  char D[100];
  asio::ip::udp::endpoint P;
  for (;;) {
    error_code E;
    auto N = co_await S.async_receive_from(asio::buffer(D), P,
                                           redirect_error(use_awaitable, E));
    if (E == asio::error::connection_refused)
      continue;
    if (E)
      co_return;
    std::printf("%zu", N);
  }
}
// Or.
asio::awaitable<void> orr(tcp::socket &S) {
  char D[10];
  asio::steady_timer T(S.get_executor(), 5s);
  auto R =
      co_await (S.async_read_some(asio::buffer(D), tup) || T.async_wait(tup));
  if (R.index() == 1)
    co_return;
  auto [E, N] = std::get<0>(R);
  if (E)
    co_return;
}
// Handler code compare helper.
bool expected(const error_code &E) {
  return E == asio::error::eof || E == asio::error::operation_aborted;
}
asio::awaitable<void> h(tcp::socket S) {
  try {
    char D[10];
    for (;;)
      co_await S.async_read_some(asio::buffer(D), use_awaitable);
  } catch (const boost::system::system_error &E) {
    if (!expected(E.code()))
      std::puts(E.what());
  }
}
asio::awaitable<void> h2(tcp::socket S) {
  char D[10];
  for (;;) {
    try {
      co_await S.async_read_some(asio::buffer(D), use_awaitable);
    } catch (const boost::system::system_error &E) {
      if (expected(E.code()))
        break;
      std::puts(E.what());
    }
  }
}
