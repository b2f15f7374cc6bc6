// RUN: %check %s
// renamed: no (boost)
//
// Synchronous operations behind the functions and classes of a program that
// grew from blocking code.

#include <boost/asio.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace asio = boost::asio;
using asio::ip::tcp;
using namespace std::chrono_literals;

void reply(tcp::socket &Socket, const std::string &Text) {
  asio::write(Socket, asio::buffer(Text));
}

void refuse(tcp::socket &Socket) { reply(Socket, "no\n"); }

template <typename Stream> char byteOf(Stream &Source) {
  char Byte = 0;
  asio::read(Source, asio::buffer(&Byte, 1));
  return Byte;
}

// Hands an awaitable over and waits for nothing.
asio::awaitable<std::size_t> line(tcp::socket &Socket, std::string &Into) {
  return asio::async_read_until(Socket, asio::dynamic_buffer(Into), '\n',
                                asio::use_awaitable);
}

class Client {
public:
  explicit Client(asio::any_io_executor Executor)
      : Socket(Executor), Resolver(Executor), Pause(Executor) {}

  void connect(const std::string &Host) {
    asio::connect(Socket, Resolver.resolve(Host, "7"));
  }
  void rest(std::chrono::milliseconds Span) {
    Pause.expires_after(Span);
    Pause.wait();
  }
  asio::awaitable<void> restAsync(std::chrono::milliseconds Span) {
    Pause.expires_after(Span);
    co_await Pause.async_wait(asio::use_awaitable);
  }
  asio::awaitable<void> greet() {
    rest(5ms); // expect: coro-blocking-call
    std::string Hello = "hello\n";
    co_await asio::async_write(Socket, asio::buffer(Hello), asio::use_awaitable);
    refuse(Socket); // expect: coro-blocking-call
  }
  bool open() const { return Socket.is_open(); }

private:
  tcp::socket Socket;
  tcp::resolver Resolver;
  asio::steady_timer Pause;
};

asio::awaitable<char> session(tcp::socket Socket) {
  std::string Text;
  if (co_await line(Socket, Text) == 0)
    refuse(Socket); // expect: coro-blocking-call
  auto Answer = [&] { reply(Socket, Text); };
  Answer(); // expect: coro-blocking-call
  co_return byteOf(Socket); // expect: coro-blocking-call
}

asio::awaitable<bool> client(std::string Host) {
  auto Owned = std::make_unique<Client>(co_await asio::this_coro::executor);
  Owned->connect(Host); // expect: coro-blocking-call
  co_await Owned->greet();
  co_await Owned->restAsync(1ms);
  co_return Owned->open();
}

int main() {
  asio::io_context Context;
  Client Plain(Context.get_executor());
  Plain.connect("localhost");
  Plain.rest(1ms);
  asio::co_spawn(Context, client("localhost"),
                 [](std::exception_ptr, bool) {});
  Context.run();
}
