// RUN: %check %s
// renamed: no (boost)
//
// Boost.Asio's awaitables: a coroutine, or an operation given use_awaitable,
// runs when it is awaited.

#include <boost/asio.hpp>

#include <chrono>
#include <string>
#include <utility>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
using namespace std::chrono_literals;

awaitable<void> greet(tcp::socket &Socket);
awaitable<std::size_t> echo(tcp::socket &Socket) {
  char Data[64];
  std::size_t Count =
      co_await Socket.async_read_some(asio::buffer(Data), use_awaitable);
  asio::async_write(Socket, asio::buffer(Data, Count), use_awaitable);
  // expect@-1: coro-never-awaited
  co_return co_await asio::async_write(Socket, asio::buffer(Data, Count),
                                       use_awaitable);
}

awaitable<void> session(tcp::socket Socket, asio::steady_timer &Timer) {
  greet(Socket); // expect: coro-never-awaited
  co_await greet(Socket);
  Timer.expires_after(10ms);
  Timer.async_wait(use_awaitable); // expect: coro-never-awaited
  co_await Timer.async_wait(use_awaitable);
  Timer.async_wait([](boost::system::error_code) {});
  auto Wait = Timer.async_wait(use_awaitable); // expect: coro-never-awaited
  auto Echo = echo(Socket);
  if (Timer.expiry() < asio::steady_timer::clock_type::now())
    co_await std::move(Wait);
  co_await std::move(Echo);
}

awaitable<void> listens(tcp::acceptor &Acceptor) {
  auto Executor = co_await asio::this_coro::executor;
  for (;;) {
    tcp::socket Socket = co_await Acceptor.async_accept(use_awaitable);
    asio::steady_timer Timer(Executor, 1s);
    session(std::move(Socket), Timer); // expect: coro-never-awaited
    co_await asio::post(Executor, use_awaitable);
    asio::post(Executor, use_awaitable); // expect: coro-never-awaited
    asio::post(Executor, [] {});
  }
}

class Client {
public:
  explicit Client(tcp::socket Given) : Socket(std::move(Given)) {}
  awaitable<void> close() {
    Open = false;
    co_return;
  }
  awaitable<std::string> ask(std::string Question) {
    co_await asio::async_write(Socket, asio::buffer(Question), use_awaitable);
    std::string Answer;
    co_await asio::async_read_until(Socket, asio::dynamic_buffer(Answer), '\n',
                                    use_awaitable);
    close(); // expect: coro-never-awaited
    co_return Answer;
  }

private:
  tcp::socket Socket;
  bool Open = true;
};

awaitable<void> asks(Client &Server) {
  std::string Answer = co_await Server.ask("name\n");
  Server.ask(Answer);                            // expect: coro-never-awaited
  [[maybe_unused]] auto Closed = Server.close(); // expect: coro-never-awaited
}
