// RUN: %check %s
// renamed: no (Boost.Asio)
//
// Coroutines of Boost.Asio: a mutex of threads over an operation; fine if it is let go
// before, or if a strand does what a mutex would do.

#include <boost/asio.hpp>

#include <map>
#include <mutex>
#include <string>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;

class registry {
public:
  awaitable<void> refresh(tcp::socket &Peer) {
    std::lock_guard Lock(Mutex); // expect: coro-lock-across-await
    std::string Line(80, ' ');
    std::size_t Size =
        co_await Peer.async_read_some(asio::buffer(Line), use_awaitable);
    Values[Line.substr(0, Size)]++;
  }
  awaitable<void> refreshBehind(tcp::socket &Peer) {
    std::string Line(80, ' ');
    std::size_t Size =
        co_await Peer.async_read_some(asio::buffer(Line), use_awaitable);
    std::lock_guard Lock(Mutex);
    Values[Line.substr(0, Size)]++;
  }
  awaitable<void> publish(tcp::socket &Peer) {
    std::unique_lock Lock(Mutex);
    std::string All;
    for (const auto &[Key, N] : Values)
      All += Key;
    Lock.unlock();
    co_await asio::async_write(Peer, asio::buffer(All), use_awaitable);
  }
  awaitable<void> publishLocked(tcp::socket &Peer) {
    std::shared_ptr<std::string> All;
    if (std::scoped_lock Lock(Mutex); !Values.empty()) { // expect: coro-lock-across-await
      All = std::make_shared<std::string>(Values.begin()->first);
      co_await asio::async_write(Peer, asio::buffer(*All), use_awaitable);
    }
  }
  awaitable<void> onStrand(asio::strand<asio::any_io_executor> Strand) {
    co_await asio::dispatch(asio::bind_executor(Strand, use_awaitable));
    Values["strand"]++;
    co_await asio::post(use_awaitable);
    std::lock_guard Lock(Mutex);
    Values.clear();
  }
  awaitable<void> retries() {
    asio::steady_timer Timer(co_await asio::this_coro::executor);
    for (;;) {
      if (std::unique_lock Lock(Mutex, std::try_to_lock); Lock) {
        Values.clear();
        break;
      }
      Timer.expires_after(std::chrono::milliseconds(1));
      co_await Timer.async_wait(use_awaitable);
    }
  }
  awaitable<void> asksItself() {
    std::lock_guard Lock(Mutex);
    auto Executor = co_await asio::this_coro::executor;
    Values[Executor.target_type().name()]++;
  }

private:
  std::mutex Mutex;
  std::map<std::string, int> Values;
};
