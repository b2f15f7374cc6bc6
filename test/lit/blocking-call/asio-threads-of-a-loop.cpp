// RUN: %check %s
// renamed: keep-models
//
// Several threads that run one io_context are no pool to block in: what is
// spawned there is event-driven. With a pool inside, they are.

#include <boost/asio.hpp>

#include <chrono>
#include <thread>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using namespace std::chrono_literals;

class Server {
public:
  explicit Server(unsigned Count) {
    for (unsigned I = 0; I < Count; ++I)
      Threads.emplace_back([this] { Context.run(); });
  }
  void start(asio::awaitable<void> Work) {
    asio::co_spawn(Context, std::move(Work), asio::detached);
  }
  template <typename Task> void startAny(Task Work) {
    asio::co_spawn(Context, std::move(Work), asio::detached);
  }

private:
  asio::io_context Context;
  std::vector<std::jthread> Threads;
};

class Workers {
public:
  void start(asio::awaitable<void> Work) {
    asio::co_spawn(Pool, std::move(Work), asio::detached);
  }

private:
  asio::thread_pool Pool;
  std::vector<std::jthread> Threads;
};

asio::awaitable<void> session() {
  std::this_thread::sleep_for(1s); // expect: coro-blocking-call
  co_return;
}

asio::awaitable<void> otherSession() {
  std::this_thread::sleep_for(1s); // expect: coro-blocking-call
  co_return;
}

asio::awaitable<void> work() {
  std::this_thread::sleep_for(1s);
  co_return;
}

void start(Server &Site, Workers &Crew) {
  Site.start(session());
  Site.startAny(otherSession());
  Crew.start(work());
}
