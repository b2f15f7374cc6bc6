// RUN: %check %s
// renamed: no (boost)
//
// With redirect_error the cancellation is in a variable, and is lost where
// nobody looks at it. A timer that is cancelled to wake somebody up is no stop:
// there the loop's condition decides.

#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <chrono>
#include <deque>
#include <string>
#include <utility>

namespace asio = boost::asio;
using asio::redirect_error;
using asio::use_awaitable;
using asio::ip::tcp;

int Turns = 0;

asio::awaitable<void> every_second(asio::steady_timer &T) {
  boost::system::error_code Error;
  for (;;) {
    T.expires_after(std::chrono::seconds(1));
    co_await T.async_wait(redirect_error(use_awaitable, Error)); // expect: coro-unhandled-cancellation
    ++Turns;
  }
}

asio::awaitable<void> reads_again(tcp::socket &S) {
  char D[512];
  while (true) {
    boost::system::error_code Error;
    co_await S.async_read_some(asio::buffer(D), redirect_error(use_awaitable, Error)); // expect: coro-unhandled-cancellation
    if (Error) {
      ++Turns;
      continue;
    }
    --Turns;
  }
}

asio::awaitable<void> until_cancelled(asio::steady_timer &T) {
  boost::system::error_code Error;
  do {
    T.expires_after(std::chrono::seconds(1));
    co_await T.async_wait(redirect_error(use_awaitable, Error));
    ++Turns;
  } while (!Error);
}

asio::awaitable<void> returns_when_cancelled(asio::steady_timer &T) {
  boost::system::error_code Error;
  for (;;) {
    T.expires_after(std::chrono::seconds(1));
    co_await T.async_wait(redirect_error(use_awaitable, Error));
    if (Error == asio::error::operation_aborted)
      co_return;
    ++Turns;
  }
}

asio::awaitable<void> one_wait(asio::steady_timer &T, tcp::socket &S) {
  boost::system::error_code Error;
  co_await T.async_wait(redirect_error(use_awaitable, Error));
  if (!Error)
    S.close();
}

class Participant {
public:
  explicit Participant(tcp::socket S)
      : Socket(std::move(S)), Wake(Socket.get_executor()) {
    Wake.expires_at(std::chrono::steady_clock::time_point::max());
  }
  void deliver(std::string Text) {
    Texts.push_back(std::move(Text));
    Wake.cancel_one();
  }
  void stop() {
    Socket.close();
    Wake.cancel();
  }
  asio::awaitable<void> writer() {
    try {
      while (Socket.is_open()) {
        if (Texts.empty()) {
          boost::system::error_code Error;
          co_await Wake.async_wait(redirect_error(use_awaitable, Error));
        } else {
          co_await asio::async_write(Socket, asio::buffer(Texts.front()),
                                     use_awaitable);
          Texts.pop_front();
        }
      }
    } catch (std::exception &) {
      stop();
    }
  }

private:
  tcp::socket Socket;
  asio::steady_timer Wake;
  std::deque<std::string> Texts;
};
