// RUN: %check %s
// renamed: no (Boost.Asio)
//
// Temporaries of Boost.Asio's awaitables: awaited with them, stored, or spawned and
// left.

#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace asio = boost::asio;
using asio::awaitable;
using asio::ip::tcp;
using namespace asio::experimental::awaitable_operators;
using namespace std::chrono_literals;

int Sum = 0;
std::string text(int N) { return std::string(50, char('a' + N)); }

awaitable<void> use(const std::string &Key) {
  asio::steady_timer Timer(co_await asio::this_coro::executor, 1ms);
  co_await Timer.async_wait(asio::use_awaitable);
  Sum += int(Key.size());
}
awaitable<std::size_t> send(tcp::socket &To, std::string_view Text) {
  co_return co_await asio::async_write(To, asio::buffer(Text),
                                       asio::use_awaitable);
}
awaitable<void> own(std::string Key) { co_await use(Key); }
struct client {
  tcp::socket Socket;
  awaitable<void> ping() {
    co_await asio::async_write(Socket, asio::buffer("ping", 4),
                               asio::use_awaitable);
  }
};

awaitable<void> awaited(tcp::socket &To) {
  asio::steady_timer Timer(co_await asio::this_coro::executor, 1s);
  co_await (use(text(1)) || Timer.async_wait(asio::use_awaitable));
  co_await (use(text(1)) && send(To, text(2)));
  co_await asio::async_write(To, asio::buffer(text(3)), asio::use_awaitable);
  Sum += int(co_await send(To, "head: " + text(4)));
  co_await client{std::move(To)}.ping();
}

void left(asio::io_context &Io, tcp::socket &To) {
  asio::co_spawn(Io, use(text(1)), asio::detached); // expect: coro-dangling-argument
  asio::co_spawn(Io, send(To, text(2)), [](auto...) {}); // expect: coro-dangling-argument
  asio::co_spawn(Io, own(text(3)), asio::detached);
}
// It runs when the statement is over.
void run() {
  asio::io_context Io;
  asio::co_spawn(Io, use(text(1)), asio::detached); // expect: coro-dangling-argument
  Io.run();
}
awaitable<void> stored(tcp::socket &To) {
  auto A = send(To, text(1)); // expect: coro-dangling-argument
  auto B = use(text(2)) && use(text(3)); // expect: coro-dangling-argument, coro-dangling-argument
  co_await std::move(A);
  co_await std::move(B);
}
awaitable<void> futureKept(asio::thread_pool &Pool) {
  auto Done = asio::co_spawn(Pool, use(text(1)), asio::use_future); // expect: coro-dangling-argument
  co_await use("other");
  Done.get(); // expect: coro-blocking-call
}
