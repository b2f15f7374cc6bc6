// RUN: %check %s
// renamed: no (Boost.Asio)
//
// Work that is given to a pool of the object's own ends with the object, by whatever way
// its executor is named. An executor that the caller gives lives longer.

#include <boost/asio.hpp>

#include <chrono>
#include <memory>

namespace asio = boost::asio;
using asio::awaitable;
using asio::co_spawn;
using asio::detached;
using asio::use_awaitable;
using namespace std::chrono_literals;

class pooled {
public:
  pooled() : Strand(asio::make_strand(Pool.get_executor())) {}
  ~pooled() {}
  void byVariable() {
    auto Executor = Pool.get_executor();
    co_spawn(Executor, work(), detached);
  }
  void byStrand() { co_spawn(Strand, work(), detached); }
  void byClosureOnStrand() {
    co_spawn(Strand, [this]() -> awaitable<void> { co_await work(); }, detached);
  }
  void byNewStrand() { co_spawn(asio::make_strand(Pool), work(), detached); }
  void byAccessor() { co_spawn(executor(), work(), detached); }
  asio::any_io_executor executor() { return Pool.get_executor(); }

  // Another's.
  void byParameter(asio::io_context &Io) {
    co_spawn(Io, work(), detached); // expect: coro-this-escape
  }
  void byVariableOfParameter(asio::io_context &Io) {
    auto Executor = Io.get_executor();
    co_spawn(Executor, work(), detached); // expect: coro-this-escape
  }
  void byStrandOfParameter(asio::io_context &Io) {
    co_spawn(asio::make_strand(Io), [this] { return work(); }, detached); // expect: coro-this-escape
  }

private:
  awaitable<void> work() {
    asio::steady_timer Timer(co_await asio::this_coro::executor, 1s);
    co_await Timer.async_wait(use_awaitable);
    ++Count;
  }
  int Count = 0;
  asio::thread_pool Pool{1};
  asio::strand<asio::thread_pool::executor_type> Strand;
};
class owner {
public:
  ~owner() {}
  void start() { co_spawn(*Io, work(), detached); }
  void byExecutor() { co_spawn(Io->get_executor(), work(), detached); }
  void run() { Io->run(); }

private:
  awaitable<void> work() {
    asio::steady_timer Timer(*Io, 1s);
    co_await Timer.async_wait(use_awaitable);
    ++Count;
  }
  int Count = 0;
  std::unique_ptr<asio::io_context> Io = std::make_unique<asio::io_context>();
};

// It has none of its own.
class guest {
public:
  explicit guest(asio::any_io_executor Executor) : Executor(Executor) {}
  ~guest() {}
  void byMember() { co_spawn(Executor, [this] { return work(); }, detached); } // expect: coro-this-escape
  void byVariable() {
    auto Its = Executor;
    co_spawn(Its, work(), detached); // expect: coro-this-escape
  }

private:
  awaitable<void> work() {
    asio::steady_timer Timer(Executor, 1s);
    co_await Timer.async_wait(use_awaitable);
    ++Count;
  }
  asio::any_io_executor Executor;
  int Count = 0;
};
