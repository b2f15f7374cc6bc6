//===- gateway.cpp - a source for mutants: a proxy on Boost.Asio ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Takes clients' lines, sends each to a backend, and answers with the backend's
// line. Connects again when the backend goes away, and looks after it with a
// heartbeat.
//
//===----------------------------------------------------------------------===//

#include <boost/asio.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <memory>
#include <string>

namespace asio = boost::asio;
using namespace asio::experimental::awaitable_operators;
using namespace std::chrono_literals;
using asio::use_awaitable;
using asio::ip::tcp;

namespace {

asio::awaitable<void> pause(std::chrono::milliseconds time) {
  asio::steady_timer timer(co_await asio::this_coro::executor);
  timer.expires_after(time);
  co_await timer.async_wait(use_awaitable);
}

/// Reads one line; what came after it stays in `buffer`.
asio::awaitable<std::string> readLine(tcp::socket &from, std::string &buffer) {
  std::size_t length = co_await asio::async_read_until(
      from, asio::dynamic_buffer(buffer), '\n', use_awaitable);
  std::string line = buffer.substr(0, length);
  buffer.erase(0, length);
  co_return line;
}

class Backend {
public:
  Backend(std::string host, std::string port)
      : host_(std::move(host)), port_(std::move(port)) {}

  /// Tries for as long as it takes.
  asio::awaitable<void> connect() {
    auto executor = co_await asio::this_coro::executor;
    std::chrono::milliseconds delay = 50ms;
    for (int attempt = 1;; ++attempt) {
      tcp::resolver resolver(executor);
      auto found = co_await resolver.async_resolve(host_, port_, use_awaitable);
      socket_ = std::make_unique<tcp::socket>(executor);
      auto [error, endpoint] = co_await asio::async_connect(
          *socket_, found, asio::as_tuple(use_awaitable));
      if (!error) {
        std::printf("connected at attempt %d\n", attempt);
        break;
      }
      if (error == asio::error::operation_aborted)
        throw boost::system::system_error(error);
      co_await pause(delay);
      delay = std::min<std::chrono::milliseconds>(2 * delay, 5s);
    }
    co_await greet();
  }

  asio::awaitable<std::string> ask(const std::string &question) {
    if (!socket_ || !socket_->is_open())
      co_await connect();
    co_await asio::async_write(*socket_, asio::buffer(question), use_awaitable);
    std::string answer = co_await readLine(*socket_, buffer_);
    ++answered_;
    co_return answer;
  }

  asio::awaitable<void> heartbeat() {
    while (answered_ < 1'000'000) {
      co_await pause(500ms);
      if (!socket_)
        continue;
      co_await asio::async_write(*socket_, asio::buffer("ping\n", 5),
                                 use_awaitable);
      std::string pong = co_await readLine(*socket_, buffer_);
      if (pong != "pong\n")
        socket_->close();
    }
  }

private:
  asio::awaitable<void> greet() {
    static const std::string greeting = "hello gateway\n";
    co_await asio::async_write(*socket_, asio::buffer(greeting), use_awaitable);
    co_await readLine(*socket_, buffer_);
  }

  std::string host_, port_;
  std::unique_ptr<tcp::socket> socket_;
  std::string buffer_;
  int answered_ = 0;
};

asio::awaitable<void> serve(tcp::socket client, Backend &backend) {
  std::string buffer;
  try {
    while (client.is_open()) {
      std::string line = co_await readLine(client, buffer);
      if (line == "quit\n") {
        co_await asio::async_write(client, asio::buffer("bye\n", 4),
                                   use_awaitable);
        break;
      }
      std::string answer = co_await backend.ask(line);
      co_await asio::async_write(client, asio::buffer(answer), use_awaitable);
    }
  } catch (const boost::system::system_error &error) {
    std::printf("client: %s\n", error.what());
  }
}

/// Waits for the client's first byte, but not for ever.
asio::awaitable<bool> isLively(tcp::socket &client) {
  auto ready = co_await (
      client.async_wait(tcp::socket::wait_read, use_awaitable) || pause(2s));
  co_return ready.index() == 0;
}

asio::awaitable<void> accept(tcp::acceptor acceptor, Backend &backend) {
  auto executor = co_await asio::this_coro::executor;
  co_await backend.connect();
  for (;;) {
    tcp::socket client = co_await acceptor.async_accept(use_awaitable);
    if (co_await isLively(client))
      asio::co_spawn(executor, serve(std::move(client), backend),
                     asio::detached);
    else
      co_await pause(10ms);
  }
}

} // namespace

int main(int argc, char **argv) {
  if (argc != 4)
    return EXIT_FAILURE;
  asio::io_context context(1);
  Backend backend(argv[2], argv[3]);
  auto port = static_cast<unsigned short>(std::atoi(argv[1]));
  asio::co_spawn(context,
                 accept(tcp::acceptor(context, {tcp::v4(), port}), backend),
                 asio::detached);
  asio::co_spawn(
      context,
      [&backend]() -> asio::awaitable<void> {
        co_await pause(1s);
        co_await backend.heartbeat();
      },
      asio::detached);
  context.run();
}
