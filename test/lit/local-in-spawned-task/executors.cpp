// RUN: %check %s
// renamed: no (Boost.Asio)
//
// An executor is a copy that leads to what runs work, and waits for nothing when
// it ends; nor do sockets and timers.

#include <boost/asio.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace asio = boost::asio;
using asio::awaitable;
using asio::co_spawn;
using asio::detached;
using asio::ip::tcp;
using namespace std::chrono_literals;

awaitable<void> rest() {
  asio::steady_timer Timer(co_await asio::this_coro::executor, 1ms);
  co_await Timer.async_wait(asio::use_awaitable);
}

awaitable<void> leavesEarly(bool Early) {
  std::string Data = "data";
  auto Executor = co_await asio::this_coro::executor;
  co_spawn(Executor, [&Data]() -> awaitable<void> { co_await rest(); Data += "x"; }, detached); // expect: coro-local-in-spawned-task
  if (Early)
    co_return;
  co_await rest();
}
void onStrand(asio::io_context &Io) {
  std::string Data = "data";
  asio::strand<asio::io_context::executor_type> Strand = asio::make_strand(Io);
  co_spawn(Strand, [&Data]() -> awaitable<void> { co_await rest(); Data += "x"; }, detached); // expect: coro-local-in-spawned-task
}

class session {
public:
  explicit session(tcp::socket Peer) : Peer(std::move(Peer)) {}
  awaitable<void> run() {
    co_await rest();
    Buffer += "x";
  }
  void start() { co_spawn(Peer.get_executor(), run(), detached); }

private:
  tcp::socket Peer;
  std::string Buffer;
};
struct job {
  asio::any_io_executor Executor;
  std::string Buffer;
  awaitable<void> run() {
    co_await rest();
    Buffer += "x";
  }
  void start() { co_spawn(Executor, run(), detached); }
};

void withSocket(asio::io_context &Io) {
  session S{tcp::socket(Io)};
  co_spawn(Io, S.run(), detached); // expect: coro-local-in-spawned-task
}
void startsItself(tcp::socket Peer) {
  session S(std::move(Peer));
  S.start(); // expect: coro-local-in-spawned-task
}
void withExecutor(asio::any_io_executor Executor) {
  job J{Executor, ""};
  J.start(); // expect: coro-local-in-spawned-task
}

// The only share of the object.
void shared(asio::io_context &Io) {
  auto J = std::make_shared<job>();
  co_spawn(Io, J->run(), detached); // expect: coro-local-in-spawned-task
}
void sharedStarts(tcp::socket Peer) {
  std::shared_ptr<session> S(new session(std::move(Peer)));
  S->start(); // expect: coro-local-in-spawned-task
}
void sharedInLoop(asio::any_io_executor Executor, int Count) {
  for (int I = 0; I != Count; ++I) {
    const auto J = std::make_shared<job>();
    J->Executor = Executor;
    J->start(); // expect: coro-local-in-spawned-task
  }
}

// Near misses.

void poolJoins() {
  std::string Data = "data";
  asio::thread_pool Pool(1);
  auto Executor = Pool.get_executor();
  co_spawn(Executor, [&Data]() -> awaitable<void> { co_await rest(); Data += "x"; }, detached);
}
void poolJoinsStrand() {
  std::string Data = "data";
  asio::thread_pool Pool(1);
  auto Executor = Pool.get_executor();
  auto Strand = asio::make_strand(Executor);
  co_spawn(Strand, [&Data]() -> awaitable<void> { co_await rest(); Data += "x"; }, detached);
}
void runs(asio::io_context &Io) {
  std::string Data = "data";
  auto Executor = Io.get_executor();
  co_spawn(Executor, [&Data]() -> awaitable<void> { co_await rest(); Data += "x"; }, detached);
  Io.run();
}
// It is never run: with the context, the coroutine is gone.
void ownContext() {
  asio::io_context Io;
  auto Executor = Io.get_executor();
  std::string Data = "data";
  co_spawn(Executor, [&Data]() -> awaitable<void> { co_await rest(); Data += "x"; }, detached);
}
class pooled {
public:
  awaitable<void> run() {
    co_await rest();
    Buffer += "x";
  }
  asio::thread_pool &pool() { return Pool; }

private:
  std::string Buffer;
  asio::thread_pool Pool{1};
};
void ownPool() {
  pooled P;
  co_spawn(P.pool(), P.run(), detached);
}

std::vector<std::shared_ptr<job>> Jobs;
std::shared_ptr<job> Current;
void kept(asio::io_context &Io) {
  auto J = std::make_shared<job>();
  Jobs.push_back(J);
  co_spawn(Io, J->run(), detached);
}
void keptByOtherName(asio::io_context &Io) {
  auto J = std::make_shared<job>();
  const auto &Name = J;
  Jobs.push_back(Name);
  co_spawn(Io, J->run(), detached);
}
void assigned(asio::io_context &Io) {
  auto J = std::make_shared<job>();
  co_spawn(Io, J->run(), detached);
  Current = J;
}
void goesAlong(asio::io_context &Io) {
  auto J = std::make_shared<job>();
  co_spawn(Io, J->run(), [J](std::exception_ptr) {});
}
std::shared_ptr<job> returned(asio::io_context &Io) {
  auto J = std::make_shared<job>();
  co_spawn(Io, J->run(), detached);
  return J;
}
void fromOthers(asio::io_context &Io) {
  auto J = Jobs.front();
  co_spawn(Io, J->run(), detached);
}
void setAgain(asio::io_context &Io) {
  auto J = std::make_shared<job>();
  if (!Jobs.empty())
    J = Jobs.front();
  co_spawn(Io, J->run(), detached);
}
awaitable<void> awaited() {
  auto J = std::make_shared<job>();
  co_await J->run();
}
awaitable<void> joined() {
  auto Executor = co_await asio::this_coro::executor;
  auto J = std::make_shared<job>();
  co_await co_spawn(Executor, J->run(), asio::use_awaitable);
}
