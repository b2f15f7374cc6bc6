// RUN: %check %s
// renamed: no (Boost.Asio)
//
// Objects that live longer than the event loop runs: a function has them, also by a smart
// pointer or in a container, and runs the loop while they are there.

#include <boost/asio.hpp>

#include <chrono>
#include <memory>
#include <vector>

namespace asio = boost::asio;
using asio::awaitable;
using asio::co_spawn;
using asio::detached;
using namespace std::chrono_literals;

struct service {
  virtual ~service() = default;
  virtual void start() = 0;
};
template <int N> class ticker : public service {
public:
  explicit ticker(asio::io_context &Io) : Io(Io) {}
  ~ticker() override { Count = -1; }
  void start() override { co_spawn(Io, run(), detached); }

private:
  awaitable<void> run() {
    for (;;) {
      asio::steady_timer Timer(Io, 1s);
      co_await Timer.async_wait(asio::use_awaitable);
      ++Count;
    }
  }
  asio::io_context &Io;
  int Count = 0;
};
class local : public service {
public:
  explicit local(asio::io_context &Io) : Io(Io) {}
  ~local() override { Count = -1; }
  void start() override { co_spawn(Io, run(), detached); }

private:
  awaitable<void> run() {
    asio::steady_timer Timer(Io, 1s);
    co_await Timer.async_wait(asio::use_awaitable);
    ++Count;
  }
  asio::io_context &Io;
  int Count = 0;
};
class ended {
public:
  explicit ended(asio::io_context &Io) : Io(Io) {}
  ~ended() { Count = -1; }
  void start() { co_spawn(Io, run(), detached); } // expect: coro-this-escape

private:
  awaitable<void> run() {
    asio::steady_timer Timer(Io, 1s);
    co_await Timer.async_wait(asio::use_awaitable);
    ++Count;
  }
  asio::io_context &Io;
  int Count = 0;
};

void serve() {
  asio::io_context Io;
  local Local(Io);
  Local.start();
  Io.run();
}
// Its object ends before the loop runs.
std::unique_ptr<ended> make(asio::io_context &Io) { return std::make_unique<ended>(Io); }

int main() {
  asio::io_context Io;
  std::vector<std::unique_ptr<service>> All;
  All.push_back(std::make_unique<ticker<1>>(Io));
  auto One = std::make_unique<ticker<2>>(Io);
  for (auto &Each : All)
    Each->start();
  One->start();
  Io.run();
}
