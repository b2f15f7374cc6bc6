// RUN: %check %s
// renamed: no (Boost.Asio)
//
// Plain functions that return an awaitable of Boost.Asio: of their own socket, timer or
// buffer, or of what it takes along.

#include <boost/asio.hpp>

#include <array>
#include <memory>
#include <string>
#include <utility>

namespace asio = boost::asio;
using asio::awaitable;
using asio::ip::tcp;

int Sum = 0;

awaitable<void> echo(tcp::socket &On) {
  std::array<char, 64> Buffer;
  std::size_t N =
      co_await On.async_read_some(asio::buffer(Buffer), asio::use_awaitable);
  co_await asio::async_write(On, asio::buffer(Buffer, N), asio::use_awaitable);
}
awaitable<void> echoOwn(tcp::socket On) { co_await echo(On); }
awaitable<void> expired(asio::steady_timer &Timer) {
  co_await Timer.async_wait(asio::use_awaitable);
}
awaitable<void> pushAll(tcp::socket &On, asio::const_buffer Bytes) {
  co_await asio::async_write(On, Bytes, asio::use_awaitable);
}

awaitable<void> ofArgument(tcp::socket On) {
  return echo(On); // expect: coro-return-without-await
}
awaitable<void> ofTimer(asio::io_context &Io) {
  asio::steady_timer Timer(Io, std::chrono::seconds(1));
  return expired(Timer); // expect: coro-return-without-await
}

awaitable<void> moved(tcp::socket On) { return echoOwn(std::move(On)); }
awaitable<void> given(tcp::socket &On) { return echo(On); }
awaitable<void> constant(tcp::socket &On) {
  return pushAll(On, asio::buffer("text", 4));
}
awaitable<void> givenBuffer(tcp::socket &On, const std::string &Text) {
  return pushAll(On, asio::buffer(Text));
}
void spawned(tcp::socket On) {
  auto Where = On.get_executor();
  asio::co_spawn(Where, echoOwn(std::move(On)), asio::detached);
}
class session {
public:
  awaitable<void> run() { return echo(Socket); }
  awaitable<void> expire() { return expired(Timer); }

private:
  tcp::socket Socket;
  asio::steady_timer Timer;
};
