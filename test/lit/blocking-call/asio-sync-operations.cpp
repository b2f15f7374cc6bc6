// RUN: %check %s
// renamed: no (boost)
//
// Boost.Asio's synchronous operations, beside their asynchronous twins and the
// calls that wait for nothing.

#include <boost/asio.hpp>

#include <chrono>
#include <string>

namespace asio = boost::asio;
using asio::ip::tcp;
using namespace std::chrono_literals;

asio::awaitable<void> timers() {
  asio::steady_timer Timer(co_await asio::this_coro::executor, 10ms);
  co_await Timer.async_wait(asio::use_awaitable);
  Timer.expires_after(20ms);
  Timer.wait(); // expect: coro-blocking-call
}

asio::awaitable<std::size_t> reads(tcp::socket &Socket) {
  char Data[64];
  boost::system::error_code Error;
  std::size_t N = co_await Socket.async_read_some(asio::buffer(Data), asio::use_awaitable);
  N += Socket.read_some(asio::buffer(Data)); // expect: coro-blocking-call
  N += Socket.receive(asio::buffer(Data), 0, Error); // expect: coro-blocking-call
  N += asio::read(Socket, asio::buffer(Data, 4)); // expect: coro-blocking-call
  std::string Line;
  N += asio::read_until(Socket, asio::dynamic_buffer(Line), '\n'); // expect: coro-blocking-call
  co_return N;
}

asio::awaitable<void> writes(tcp::socket &Socket, std::string Text) {
  Socket.write_some(asio::buffer(Text)); // expect: coro-blocking-call
  co_await asio::async_write(Socket, asio::buffer(Text), asio::use_awaitable);
  asio::write(Socket, asio::buffer(Text)); // expect: coro-blocking-call
}

asio::awaitable<tcp::socket> connects(std::string Host) {
  auto Executor = co_await asio::this_coro::executor;
  tcp::resolver Resolver(Executor);
  auto Found = Resolver.resolve(Host, "80"); // expect: coro-blocking-call
  tcp::socket Socket(Executor);
  asio::connect(Socket, Found); // expect: coro-blocking-call
  Found = co_await Resolver.async_resolve(Host, "81", asio::use_awaitable);
  tcp::socket Other(Executor);
  Other.connect(Found.begin()->endpoint()); // expect: coro-blocking-call
  co_await asio::async_connect(Other, Found, asio::use_awaitable);
  co_return Socket;
}

asio::awaitable<tcp::socket> accepts(tcp::acceptor &Acceptor) {
  tcp::socket First = Acceptor.accept(); // expect: coro-blocking-call
  First.close();
  co_return co_await Acceptor.async_accept(asio::use_awaitable);
}

// Nothing here waits.
asio::awaitable<std::size_t> settings(tcp::socket &Socket) {
  auto Executor = co_await asio::this_coro::executor;
  tcp::acceptor Acceptor(Executor, {tcp::v4(), 0});
  Acceptor.listen(8);
  Socket.set_option(tcp::no_delay(true));
  std::size_t N = Socket.available();
  N += Socket.remote_endpoint().port();
  asio::steady_timer Timer(Executor, 1s);
  Timer.cancel();
  Socket.cancel();
  Socket.shutdown(tcp::socket::shutdown_both);
  co_return N;
}

asio::awaitable<std::size_t> notBlocking(tcp::socket &Socket) {
  char Data[64];
  boost::system::error_code Error;
  Socket.non_blocking(true);
  std::size_t N = Socket.read_some(asio::buffer(Data), Error);
  co_await Socket.async_wait(tcp::socket::wait_read, asio::use_awaitable);
  co_return N + Socket.read_some(asio::buffer(Data), Error);
}
