// RUN: %check %s
// renamed: no (boost)
//
// Retry and polling loops on Asio: the pause between two tries, the resolver,
// and turns that a pool runs.

#include <boost/asio.hpp>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

namespace asio = boost::asio;
using asio::ip::tcp;
using namespace std::chrono_literals;

void pause(asio::steady_timer &Timer, int Attempt) {
  Timer.expires_after(10ms * Attempt);
  Timer.wait();
}

asio::awaitable<bool> sleepsBetween(tcp::socket &Socket, tcp::endpoint Peer) {
  for (int Attempt = 0; Attempt < 5; ++Attempt) {
    boost::system::error_code Error;
    Socket.connect(Peer, Error); // expect: coro-blocking-call-in-loop
    if (!Error)
      co_return true;
    std::this_thread::sleep_for(10ms * Attempt); // expect: coro-blocking-call-in-loop
  }
  co_return false;
}

asio::awaitable<void> pausesBetween(int Count) {
  asio::steady_timer Timer(co_await asio::this_coro::executor);
  pause(Timer, 1); // expect: coro-blocking-call
  for (int Attempt = 1; Attempt < Count; ++Attempt) {
    pause(Timer, Attempt); // expect: coro-blocking-call-in-loop
    Timer.expires_after(1ms);
    co_await Timer.async_wait(asio::use_awaitable);
  }
}

asio::awaitable<std::size_t> resolves(std::vector<std::string> Hosts) {
  tcp::resolver Resolver(co_await asio::this_coro::executor);
  std::size_t N = 0;
  for (const auto &Host : Hosts)
    N += Resolver.resolve(Host, "80").size(); // expect: coro-blocking-call-in-loop
  // The range is worked out once.
  for (const auto &Entry : Resolver.resolve("localhost", "80")) // expect: coro-blocking-call
    N += Entry.endpoint().port();
  for (const auto &Host : Hosts)
    N += (co_await Resolver.async_resolve(Host, "80", asio::use_awaitable)).size();
  co_return N;
}

asio::awaitable<void> offloads(asio::thread_pool &Pool, int Count) {
  for (int I = 0; I < Count; ++I) {
    asio::post(Pool, [] { std::this_thread::sleep_for(1ms); });
    auto Turn = []() -> asio::awaitable<void> { co_return; };
    co_await asio::co_spawn(Pool, Turn(), asio::use_awaitable);
  }
}
