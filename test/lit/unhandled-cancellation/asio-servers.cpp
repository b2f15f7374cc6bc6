// RUN: %check %s
//
// Servers on Boost.Asio: acceptors, sessions, connections that are tried again.

#include <boost/asio.hpp>
#include <boost/asio/experimental/as_tuple.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <cstdio>
#include <memory>
#include <optional>
#include <string>

namespace asio = boost::asio;
using namespace asio::experimental::awaitable_operators;
using namespace std::chrono_literals;
using asio::redirect_error;
using asio::use_awaitable;
using asio::ip::tcp;
using boost::system::error_code;
using boost::system::system_error;
constexpr auto Tuple = asio::as_tuple(asio::use_awaitable);

asio::awaitable<void> session(tcp::socket S) {
  std::string Line;
  co_await asio::async_read_until(S, asio::dynamic_buffer(Line), '\n',
                                  use_awaitable);
}

asio::awaitable<void> accepts_on(tcp::acceptor &A) {
  for (;;) {
    auto [Error, S] = co_await A.async_accept(Tuple); // expect: coro-unhandled-cancellation
    if (Error) {
      std::printf("accept: %s\n", Error.message().c_str());
      continue;
    }
    asio::co_spawn(A.get_executor(), session(std::move(S)), asio::detached);
  }
}

asio::awaitable<void> accepts_while_open(tcp::acceptor &A) {
  while (A.is_open()) {
    auto [Error, S] = co_await A.async_accept(Tuple);
    if (Error)
      continue;
    asio::co_spawn(A.get_executor(), session(std::move(S)), asio::detached);
  }
}

asio::awaitable<void> accepts_until_closed(tcp::acceptor &A) {
  for (;;) {
    auto [Error, S] = co_await A.async_accept(Tuple);
    if (Error) {
      if (!A.is_open())
        break;
      std::printf("accept: %s\n", Error.message().c_str());
      continue;
    }
    asio::co_spawn(A.get_executor(), session(std::move(S)), asio::detached);
  }
}

asio::awaitable<void> accepts_with_handler(tcp::acceptor &A) {
  for (;;) {
    try {
      auto S = co_await A.async_accept(use_awaitable);
      asio::co_spawn(A.get_executor(), session(std::move(S)), asio::detached);
    } catch (const system_error &E) {
      if (E.code() == asio::error::operation_aborted || !A.is_open())
        break;
      std::puts(E.what());
    }
  }
}

asio::awaitable<void> accepts_whatever(tcp::acceptor &A) {
  for (;;) {
    try {
      auto S = co_await A.async_accept(use_awaitable);
      asio::co_spawn(A.get_executor(), session(std::move(S)), asio::detached);
    } catch (const std::exception &E) { // expect: coro-unhandled-cancellation
      std::puts(E.what());
    }
  }
}

asio::awaitable<void> too_many_files(tcp::acceptor &A) {
  asio::steady_timer Pause(A.get_executor());
  for (;;) {
    auto [Error, S] = co_await A.async_accept(Tuple);
    if (Error == boost::system::errc::too_many_files_open) {
      Pause.expires_after(100ms);
      co_await Pause.async_wait(use_awaitable);
      continue;
    }
    if (Error)
      break;
    asio::co_spawn(A.get_executor(), session(std::move(S)), asio::detached);
  }
}

asio::awaitable<void> with_time_limit(tcp::socket &S) {
  asio::steady_timer Limit(S.get_executor(), 5s);
  std::string Line;
  auto R = co_await (
      asio::async_read_until(S, asio::dynamic_buffer(Line), '\n',
                             use_awaitable) ||
      Limit.async_wait(use_awaitable));
  if (R.index() == 1)
    S.close();
}

asio::awaitable<std::optional<std::string>> line_or_nothing(tcp::socket &S) {
  std::string Line;
  error_code Error;
  co_await asio::async_read_until(S, asio::dynamic_buffer(Line), '\n',
                                  redirect_error(use_awaitable, Error));
  if (Error)
    co_return std::nullopt;
  co_return Line;
}

asio::awaitable<void> lines(tcp::socket S) {
  while (auto Line = co_await line_or_nothing(S))
    std::puts(Line->c_str());
}

class Server {
public:
  explicit Server(asio::io_context &Context) : Acceptor(Context), Pause(Context) {}

  asio::awaitable<void> run() {
    while (!Stopping) {
      try {
        auto S = co_await Acceptor.async_accept(use_awaitable);
        asio::co_spawn(Acceptor.get_executor(), session(std::move(S)),
                       asio::detached);
      } catch (const system_error &E) {
        if (!Stopping)
          std::puts(E.what());
      }
    }
  }

  asio::awaitable<void> reconnect(tcp::socket &S, tcp::endpoint To) {
    for (;;) {
      error_code Error;
      co_await S.async_connect(To, redirect_error(use_awaitable, Error));
      if (!Error || Stopping)
        co_return;
      Pause.expires_after(1s);
      co_await Pause.async_wait(redirect_error(use_awaitable, Error));
    }
  }

  asio::awaitable<void> reconnect_for_ever(tcp::socket &S, tcp::endpoint To) {
    for (;;) {
      error_code Error;
      co_await S.async_connect(To, redirect_error(use_awaitable, Error)); // expect: coro-unhandled-cancellation
      if (!Error)
        co_return;
      Pause.expires_after(1s);
      co_await Pause.async_wait(use_awaitable);
    }
  }

  void stop() {
    Stopping = true;
    error_code Ignored;
    Acceptor.close(Ignored);
    Pause.cancel();
  }

private:
  tcp::acceptor Acceptor;
  asio::steady_timer Pause;
  bool Stopping = false;
};

asio::awaitable<void> kept(tcp::socket &S, tcp::endpoint To) {
  std::exception_ptr Why;
  try {
    co_await S.async_connect(To, use_awaitable);
  } catch (...) {
    Why = std::current_exception();
  }
  error_code Ignored;
  S.close(Ignored);
  if (Why)
    std::rethrow_exception(Why);
}

asio::awaitable<void> closes_and_ends(tcp::socket S) {
  try {
    for (;;)
      co_await session(tcp::socket(S.get_executor()));
  } catch (...) {
  }
  error_code Ignored;
  S.shutdown(tcp::socket::shutdown_both, Ignored);
  S.close(Ignored);
}
