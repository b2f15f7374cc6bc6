// RUN: %check %s
// renamed: no (Boost.Asio)
//
// Who keeps a closure in Boost.Asio: co_spawn that is given it, bound executors, futures
// that are waited for, timers; and who keeps the task only.

#include <boost/asio.hpp>

#include <functional>
#include <memory>
#include <string>
#include <utility>

namespace asio = boost::asio;
using asio::awaitable;

int Sum = 0;

awaitable<void> rest() {
  asio::steady_timer Timer(co_await asio::this_coro::executor);
  co_await Timer.async_wait(asio::use_awaitable);
}

class server : public std::enable_shared_from_this<server> {
public:
  explicit server(asio::io_context &Io) : Strand(make_strand(Io)) {}
  void given() {
    auto Self = shared_from_this();
    asio::co_spawn(
        Strand,
        [Self]() -> awaitable<void> {
          co_await rest();
          Sum += Self->Port;
        },
        asio::detached);
    asio::co_spawn(
        Strand,
        [this, Self]() -> awaitable<void> {
          co_await rest();
          Sum += Port;
        },
        [Self](std::exception_ptr) {});
  }
  // The closure owns the server, and dies at the end of the statement.
  void called() {
    asio::co_spawn(
        Strand,
        [Self = shared_from_this()]() -> awaitable<void> { // expect: coro-lambda-capture
          co_await rest();
          Sum += Self->Port;
        }(),
        asio::detached);
  }

private:
  asio::strand<asio::io_context::executor_type> Strand;
  int Port = 3;
};

void waitsForFuture(asio::thread_pool &Pool, int N) {
  asio::co_spawn(
      Pool,
      [&]() -> awaitable<void> {
        co_await rest();
        Sum += N;
      },
      asio::use_future)
      .get();
  auto Done = asio::co_spawn(
      Pool,
      [&]() -> awaitable<void> {
        co_await rest();
        Sum += N;
      },
      asio::use_future);
  Done.wait();
}
awaitable<void> spawnsAndAwaits(int N) {
  auto Here = co_await asio::this_coro::executor;
  co_await asio::co_spawn(
      Here,
      [&]() -> awaitable<void> {
        co_await rest();
        Sum += N;
      },
      asio::use_awaitable);
  co_await [&]() -> awaitable<void> {
    co_await rest();
    Sum += N;
  }();
}
void factory(asio::io_context &Io, std::string Name) {
  auto Make = [Name](int N) {
    return [Name, N]() -> awaitable<void> {
      co_await rest();
      Sum += N + int(Name.size());
    };
  };
  asio::co_spawn(Io, Make(1), asio::detached);
  auto Step = Make(2);
  asio::co_spawn(Io, std::move(Step), asio::detached);
}
void calledStep(asio::io_context &Io, std::string Name) {
  auto Step = [Name](int N) -> awaitable<void> { // expect: coro-lambda-capture
    co_await rest();
    Sum += N + int(Name.size());
  };
  asio::co_spawn(Io, Step(1), asio::detached);
}
void timer(asio::steady_timer &Timer, int N) {
  Timer.async_wait([N](boost::system::error_code) { Sum += N; });
}
void timerOfLocal(asio::steady_timer &Timer, int N) {
  Timer.async_wait([&](boost::system::error_code) { Sum += N; }); // expect: coro-lambda-capture
}
