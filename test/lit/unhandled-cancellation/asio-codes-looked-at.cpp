// RUN: %check %s
//
// Many ways to look at the error code of an operation, or not to.

#include <boost/asio.hpp>
#include <boost/asio/experimental/as_tuple.hpp>

#include <cstdio>
#include <deque>
#include <string>
#include <tuple>

namespace asio = boost::asio;
using asio::redirect_error;
using asio::use_awaitable;
using asio::ip::tcp;
using boost::system::error_code;
constexpr auto Tuple = asio::as_tuple(asio::use_awaitable);

std::size_t Bytes = 0;
int Turns = 0;

asio::awaitable<void> tied(tcp::socket &S) {
  char D[512];
  error_code Error;
  std::size_t N = 0;
  for (;;) {
    std::tie(Error, N) = co_await S.async_read_some(asio::buffer(D), Tuple);
    if (Error)
      break;
    Bytes += N;
  }
}

asio::awaitable<void> failed(tcp::socket &S) {
  char D[512];
  for (;;) {
    auto [Error, N] = co_await S.async_read_some(asio::buffer(D), Tuple);
    if (Error.failed())
      co_return;
    Bytes += N;
  }
}

asio::awaitable<void> switched(tcp::socket &S) {
  char D[512];
  for (;;) {
    auto [Error, N] = co_await S.async_read_some(asio::buffer(D), Tuple);
    switch (Error.value()) {
    case 0:
      Bytes += N;
      break;
    case asio::error::operation_aborted:
      co_return;
    default:
      ++Turns;
    }
  }
}

asio::awaitable<void> first_the_others(tcp::socket &S) {
  char D[512];
  for (;;) {
    auto [Error, N] = co_await S.async_read_some(asio::buffer(D), Tuple);
    if (Error == asio::error::try_again || Error == asio::error::interrupted)
      continue;
    if (Error)
      co_return;
    Bytes += N;
  }
}

asio::awaitable<void> only_the_others(tcp::socket &S) {
  char D[512];
  for (;;) {
    auto [Error, N] = co_await S.async_read_some(asio::buffer(D), Tuple); // expect: coro-unhandled-cancellation
    if (Error == asio::error::try_again)
      continue;
    Bytes += N;
  }
}

bool report(const error_code &Error) {
  if (Error)
    std::printf("%s\n", Error.message().c_str());
  return !Error;
}

asio::awaitable<void> helper_decides(tcp::socket &S) {
  char D[512];
  for (;;) {
    auto [Error, N] = co_await S.async_read_some(asio::buffer(D), Tuple);
    if (!report(Error))
      co_return;
    Bytes += N;
  }
}

void throw_on(const error_code &Error) {
  if (Error)
    throw boost::system::system_error(Error);
}

asio::awaitable<void> helper_throws(tcp::socket &S) {
  char D[512];
  for (;;) {
    auto [Error, N] = co_await S.async_read_some(asio::buffer(D), Tuple);
    throw_on(Error);
    Bytes += N;
  }
}

void print(const error_code &Error) {
  if (Error)
    std::printf("%s\n", Error.message().c_str());
}

asio::awaitable<void> helper_prints(tcp::socket &S) {
  char D[512];
  for (;;) {
    auto [Error, N] = co_await S.async_read_some(asio::buffer(D), Tuple); // expect: coro-unhandled-cancellation
    print(Error);
    Bytes += N;
  }
}

asio::awaitable<void> condition(asio::steady_timer &T) {
  error_code Error;
  while (!Error) {
    T.expires_after(std::chrono::seconds(1));
    co_await T.async_wait(redirect_error(use_awaitable, Error));
    ++Turns;
  }
}

asio::awaitable<void> condition_negated(asio::steady_timer &T) {
  for (error_code Error; Error != asio::error::operation_aborted;) {
    T.expires_after(std::chrono::seconds(1));
    co_await T.async_wait(redirect_error(use_awaitable, Error));
    ++Turns;
  }
}

asio::awaitable<void> member_condition(tcp::socket &S) {
  char D[512];
  bool Ok = true;
  while (Ok) {
    auto [Error, N] = co_await S.async_read_some(asio::buffer(D), Tuple);
    Ok = !Error;
    Bytes += N;
  }
}

asio::awaitable<void> one_code_for_two(tcp::socket &S) {
  char D[512];
  error_code Error;
  for (;;) {
    std::size_t N = co_await S.async_read_some(asio::buffer(D), redirect_error(use_awaitable, Error)); // expect: coro-unhandled-cancellation
    co_await asio::async_write(S, asio::buffer(D, N),
                               redirect_error(use_awaitable, Error));
    if (Error)
      break;
  }
}

asio::awaitable<void> inverted(tcp::socket &S) {
  char D[512];
  for (;;) {
    auto [Error, N] = co_await S.async_read_some(asio::buffer(D), Tuple);
    if (!Error) {
      Bytes += N;
      continue;
    }
    co_return;
  }
}

asio::awaitable<void> inverted_goes_on(tcp::socket &S) {
  char D[512];
  for (;;) {
    auto [Error, N] = co_await S.async_read_some(asio::buffer(D), Tuple); // expect: coro-unhandled-cancellation
    if (!Error) {
      Bytes += N;
      continue;
    }
    std::puts("again");
  }
}

asio::awaitable<void> at_the_end_of_stream(tcp::socket &S) {
  char D[512];
  for (;;) {
    auto [Error, N] = co_await S.async_read_some(asio::buffer(D), Tuple);
    Bytes += N;
    if (Error == asio::error::eof)
      break;
    else if (Error)
      throw boost::system::system_error(Error);
  }
}

asio::awaitable<void> keeps_it(tcp::socket &S, error_code &Why) {
  char D[512];
  for (;;) {
    auto [Error, N] = co_await S.async_read_some(asio::buffer(D), Tuple);
    Why = Error;
    if (Why)
      co_return;
    Bytes += N;
  }
}

asio::awaitable<error_code> last_words(tcp::socket &S) {
  error_code Error;
  co_await asio::async_write(S, asio::buffer("bye\n", 4),
                             redirect_error(use_awaitable, Error));
  S.shutdown(tcp::socket::shutdown_both, Error);
  co_return Error;
}

class Printer {
public:
  explicit Printer(tcp::socket S) : Socket(std::move(S)) {}

  asio::awaitable<void> into_a_member() {
    char D[512];
    for (;;) {
      std::size_t N = co_await Socket.async_read_some(
          asio::buffer(D), redirect_error(use_awaitable, Last));
      if (Last)
        co_return;
      Bytes += N;
    }
  }

  asio::awaitable<void> checked_by_a_member_function() {
    char D[512];
    for (;;) {
      auto [Error, N] = co_await Socket.async_read_some(asio::buffer(D), Tuple);
      if (failed(Error, "read"))
        co_return;
      Bytes += N;
    }
  }

private:
  bool failed(error_code Error, const char *What) {
    if (!Error)
      return false;
    std::printf("%s: %s\n", What, Error.message().c_str());
    Socket.close();
    return true;
  }

  tcp::socket Socket;
  error_code Last;
};
