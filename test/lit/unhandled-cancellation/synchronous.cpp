// RUN: %check %s
// renamed: no (boost)
//
// Calls that wait themselves fail with the same exceptions, but nobody cancels them.

#include <boost/asio.hpp>

#include <array>
#include <exception>
#include <iostream>

namespace asio = boost::asio;
using asio::ip::tcp;

int daytime(asio::io_context &Context, const char *Host) {
  try {
    tcp::socket Socket(Context);
    asio::connect(Socket, tcp::resolver(Context).resolve(Host, "daytime"));
    for (;;) {
      std::array<char, 128> Buffer;
      boost::system::error_code Error;
      std::size_t Length = Socket.read_some(asio::buffer(Buffer), Error);
      if (Error == asio::error::eof)
        break;
      if (Error)
        throw boost::system::system_error(Error);
      std::cout.write(Buffer.data(), Length);
    }
  } catch (const std::exception &E) {
    std::cerr << E.what() << "\n";
  }
  return 0;
}

// The same error of an await is a cancellation, whoever throws it.
void check(boost::system::error_code Error) {
  if (Error)
    throw boost::system::system_error(Error);
}
asio::awaitable<void> reads(tcp::socket &Socket) {
  std::array<char, 128> Buffer;
  for (;;) {
    try {
      auto [Error, Length] = co_await Socket.async_read_some(
          asio::buffer(Buffer), asio::as_tuple(asio::use_awaitable));
      check(Error);
    } catch (const std::exception &E) { // expect: coro-unhandled-cancellation
      std::cerr << E.what() << "\n";
    }
  }
}

// The program ends there, whatever it was.
int main() {
  boost::system::error_code Failed;
  try {
    check(Failed);
  } catch (const std::exception &E) {
    std::cerr << E.what() << "\n";
  }
  return 0;
}
bool checks(boost::system::error_code Failed) {
  try {
    check(Failed);
  } catch (const std::exception &) { // expect: coro-unhandled-cancellation
    return false;
  }
  return true;
}
