// RUN: %check %s
// renamed: no (Boost.Asio)
//
// Near misses: sessions of Boost.Asio, which end when the last std::shared_ptr does.

#include <boost/asio.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;

class session : public std::enable_shared_from_this<session> {
public:
  explicit session(tcp::socket Peer) : Peer(std::move(Peer)) {}
  void startShared() {
    asio::co_spawn(
        Peer.get_executor(),
        [Self = shared_from_this()] { return Self->serve(); }, asio::detached);
  }
  void startWithShare() {
    asio::co_spawn(Peer.get_executor(), serveWith(shared_from_this()),
                   asio::detached);
  }
  void startCompleted() {
    asio::co_spawn(Peer.get_executor(), serve(),
                   [Self = shared_from_this()](std::exception_ptr) {});
  }
  awaitable<void> startAwaited() {
    co_await asio::co_spawn(Peer.get_executor(), serve(), use_awaitable);
  }
  awaitable<void> both() {
    auto Self = shared_from_this();
    co_await serve();
    co_await serve();
  }

private:
  awaitable<void> serve() {
    asio::steady_timer Timer(co_await asio::this_coro::executor,
                             std::chrono::milliseconds(1));
    co_await Timer.async_wait(use_awaitable);
    ++Count;
  }
  awaitable<void> serveWith(std::shared_ptr<session>) {
    co_await asio::async_write(Peer, asio::buffer(Buffer), use_awaitable);
    ++Count;
  }
  tcp::socket Peer;
  std::string Buffer = std::string(80, ' ');
  std::size_t Count = 0;
};
