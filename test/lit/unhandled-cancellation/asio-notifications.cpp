// RUN: %check %s
//
// A timer that never expires is a condition variable: to cancel it is to wake
// who waits, and its code says nothing.

#include <boost/asio.hpp>
#include <boost/asio/experimental/as_tuple.hpp>

#include <deque>
#include <string>

namespace asio = boost::asio;
using namespace std::chrono_literals;
using asio::redirect_error;
using asio::use_awaitable;
using asio::ip::tcp;
using boost::system::error_code;
constexpr auto Tuple = asio::as_tuple(asio::use_awaitable);

int Turns = 0;

class Mailbox {
public:
  explicit Mailbox(asio::any_io_executor Ex)
      : Wake(Ex, asio::steady_timer::time_point::max()) {}

  void put(std::string Text) {
    Texts.push_back(std::move(Text));
    Wake.cancel_one();
  }

  asio::awaitable<std::string> take() {
    while (Texts.empty())
      co_await Wake.async_wait(Tuple);
    std::string First = std::move(Texts.front());
    Texts.pop_front();
    co_return First;
  }

  asio::awaitable<std::string> take_set_anew() {
    while (Texts.empty()) {
      Wake.expires_at(std::chrono::steady_clock::time_point::max());
      error_code Ignored;
      co_await Wake.async_wait(redirect_error(use_awaitable, Ignored));
    }
    std::string First = std::move(Texts.front());
    Texts.pop_front();
    co_return First;
  }

  asio::awaitable<std::string> take_with_handler() {
    while (Texts.empty()) {
      try {
        co_await Wake.async_wait(use_awaitable);
      } catch (const boost::system::system_error &) {
      }
    }
    std::string First = std::move(Texts.front());
    Texts.pop_front();
    co_return First;
  }

private:
  asio::steady_timer Wake;
  std::deque<std::string> Texts;
};

// The parent's: a latch.
class Latch {
public:
  Latch(asio::any_io_executor Ex, int Count) : Left(Count), Zero(Ex) {
    Zero.expires_at(asio::steady_timer::time_point::max());
  }
  void step() {
    if (--Left == 0)
      Zero.cancel();
  }
  asio::awaitable<void> wait() {
    if (Left > 0) {
      error_code Ignored;
      co_await Zero.async_wait(redirect_error(use_awaitable, Ignored));
    }
    ++Turns;
  }

private:
  int Left;
  asio::steady_timer Zero;
};

// Cut short by deliver(), or after half a minute: then a ping is due.
class Pinger {
public:
  explicit Pinger(tcp::socket S) : Socket(std::move(S)), Timer(Socket.get_executor()) {}

  asio::awaitable<void> run() {
    while (Socket.is_open()) {
      Timer.expires_after(30s);
      auto [Error] = co_await Timer.async_wait(Tuple);
      if (!Error)
        co_await asio::async_write(Socket, asio::buffer("ping\n", 5),
                                   use_awaitable);
    }
  }
  void deliver() { Timer.cancel(); }
  void stop() {
    Socket.close();
    Timer.cancel();
  }

private:
  tcp::socket Socket;
  asio::steady_timer Timer;
};

// This one does expire, and nothing but its code tells of a stop.
asio::awaitable<void> every_minute(asio::steady_timer &T) {
  for (;;) {
    T.expires_after(1min);
    co_await T.async_wait(Tuple); // expect: coro-unhandled-cancellation
    ++Turns;
  }
}

// A loop that waits for no condition.
asio::awaitable<void> on_each_wake(asio::steady_timer &T) {
  T.expires_at(asio::steady_timer::time_point::max());
  for (;;) {
    co_await T.async_wait(Tuple);
    ++Turns;
  }
}
