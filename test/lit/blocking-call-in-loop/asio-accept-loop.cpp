// RUN: %check %s
// renamed: no (boost)
//
// An accept loop and its sessions, half of them still synchronous.

#include <boost/asio.hpp>

#include <array>
#include <chrono>
#include <string>

namespace asio = boost::asio;
using asio::ip::tcp;
using namespace std::chrono_literals;

asio::awaitable<void> echo(tcp::socket Socket) {
  std::array<char, 256> Data;
  for (;;) {
    std::size_t N = co_await Socket.async_read_some(asio::buffer(Data), asio::use_awaitable);
    asio::write(Socket, asio::buffer(Data, N)); // expect: coro-blocking-call-in-loop
  }
}

asio::awaitable<void> echoAsync(tcp::socket Socket) {
  std::array<char, 256> Data;
  for (;;) {
    std::size_t N = co_await Socket.async_read_some(asio::buffer(Data), asio::use_awaitable);
    co_await asio::async_write(Socket, asio::buffer(Data, N), asio::use_awaitable);
  }
}

asio::awaitable<std::size_t> lines(tcp::socket Socket, int Count) {
  std::string Text;
  std::size_t Total = 0;
  while (Count-- > 0) {
    Total += asio::read_until(Socket, asio::dynamic_buffer(Text), '\n'); // expect: coro-blocking-call-in-loop
    Text.clear();
  }
  co_return Total;
}

asio::awaitable<void> listens(tcp::acceptor &Acceptor) {
  auto Executor = co_await asio::this_coro::executor;
  for (;;) {
    tcp::socket Socket = Acceptor.accept(); // expect: coro-blocking-call-in-loop
    asio::co_spawn(Executor, echo(std::move(Socket)), asio::detached);
  }
}

asio::awaitable<void> listensAsync(tcp::acceptor &Acceptor) {
  auto Executor = co_await asio::this_coro::executor;
  for (;;) {
    tcp::socket Socket = co_await Acceptor.async_accept(asio::use_awaitable);
    asio::co_spawn(Executor, echoAsync(std::move(Socket)), asio::detached);
  }
}

int main() {
  asio::io_context Context;
  tcp::acceptor Acceptor(Context, {tcp::v4(), 0});
  // Outside of any coroutine.
  for (int I = 0; I < 2; ++I)
    asio::co_spawn(Context, lines(Acceptor.accept(), 3), [](std::exception_ptr, std::size_t) {});
  asio::co_spawn(Context, listens(Acceptor), asio::detached);
  asio::co_spawn(Context, listensAsync(Acceptor), asio::detached);
  Context.run();
}
