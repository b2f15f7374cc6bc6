// RUN: %check %s
// renamed: no (Boost.Asio)
//
// What is called when the work has ended: it may own the object, or tell those who
// wait before they end it. One that only counts or logs does neither.

#include <boost/asio.hpp>
#include <boost/asio/experimental/channel.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <set>
#include <string>

namespace asio = boost::asio;
using asio::awaitable;
using asio::co_spawn;
using asio::detached;
using asio::use_awaitable;
using asio::ip::tcp;
using namespace std::chrono_literals;
using Signal = asio::experimental::channel<void(boost::system::error_code)>;

awaitable<void> pause(std::chrono::milliseconds For) {
  asio::steady_timer Timer(co_await asio::this_coro::executor, For);
  co_await Timer.async_wait(use_awaitable);
}

// Nobody waits for what these change.
class forgets {
public:
  ~forgets() { Count = -1; }
  void counts(asio::io_context &Io) {
    co_spawn(Io, run(), [this](std::exception_ptr) { ++Ended; }); // expect: coro-this-escape
  }
  void logs(asio::io_context &Io) {
    co_spawn(Io, run(), [](std::exception_ptr E) { if (E) std::terminate(); }); // expect: coro-this-escape
  }
  void bindsItself(asio::io_context &Io) {
    co_spawn(Io, run(), std::bind(&forgets::ended, this)); // expect: coro-this-escape
  }
  int ended() { return ++Ended; }

private:
  awaitable<void> run() {
    co_await pause(1ms);
    ++Count;
  }
  int Ended = 0, Count = 0;
};

// Near misses: stop() waits for what the end changes.
class counted {
public:
  ~counted() { Count = -1; }
  void start(asio::io_context &Io) {
    ++Running;
    co_spawn(Io, run(), [this](std::exception_ptr) { --Running; });
  }
  awaitable<void> stop() {
    Stopping = true;
    while (Running != 0)
      co_await pause(1ms);
  }

private:
  awaitable<void> run() {
    while (!Stopping)
      co_await pause(1ms);
  }
  bool Stopping = false;
  int Running = 0, Count = 0;
};
class countedInFor {
public:
  ~countedInFor() { Count = -1; }
  void start(asio::io_context &Io) {
    ++Running;
    co_spawn(Io, run(), [this](std::exception_ptr) { ended(); });
  }
  awaitable<void> stop() {
    for (; Running != 0;)
      co_await pause(1ms);
  }

private:
  void ended() { --Running; }
  awaitable<void> run() {
    co_await pause(1ms);
    ++Count;
  }
  int Running = 0, Count = 0;
};
class withTimer {
public:
  ~withTimer() { Count = -1; }
  explicit withTimer(asio::io_context &Io) : Done(Io, 1h) {}
  void start(asio::io_context &Io) {
    co_spawn(Io, run(), [this](std::exception_ptr) { Done.cancel(); });
  }
  awaitable<void> stop() {
    boost::system::error_code Error;
    co_await Done.async_wait(asio::redirect_error(use_awaitable, Error));
  }

private:
  awaitable<void> run() {
    co_await pause(1ms);
    ++Count;
  }
  asio::steady_timer Done;
  int Count = 0;
};
class withChannel {
public:
  ~withChannel() { Count = -1; }
  explicit withChannel(asio::io_context &Io) : Done(Io, 1) {}
  void start(asio::io_context &Io) {
    co_spawn(Io, run(), [this](std::exception_ptr) {
      Done.try_send(boost::system::error_code());
    });
  }
  awaitable<void> stop() { co_await Done.async_receive(use_awaitable); }

private:
  awaitable<void> run() {
    co_await pause(1ms);
    ++Count;
  }
  Signal Done;
  int Count = 0;
};
struct wait_group {
  void add();
  void done();
  awaitable<void> wait();
};
class withGroup {
public:
  ~withGroup() { Count = -1; }
  void start(asio::io_context &Io) {
    Group.add();
    co_spawn(Io, run(), [this](std::exception_ptr) { Group.done(); });
  }
  awaitable<void> stop() { co_await Group.wait(); }

private:
  awaitable<void> run() {
    co_await pause(1ms);
    ++Count;
  }
  wait_group Group;
  int Count = 0;
};

// Near misses: what is called at the end owns the object.
struct keeps {
  std::shared_ptr<void> Object;
  void operator()(std::exception_ptr) {}
};
class owned : public std::enable_shared_from_this<owned> {
public:
  void binds(asio::io_context &Io) {
    co_spawn(Io, run(), std::bind(&owned::ended, shared_from_this()));
  }
  void bindsFront(asio::io_context &Io) {
    co_spawn(Io, run(), std::bind_front(&owned::failed, shared_from_this()));
  }
  void functor(asio::io_context &Io) { co_spawn(Io, run(), keeps{shared_from_this()}); }
  void variable(asio::io_context &Io) {
    auto Self = shared_from_this();
    std::function<void(std::exception_ptr)> End = [Self](std::exception_ptr) {};
    co_spawn(Io, run(), End);
  }
  void ended() {}
  void failed(std::exception_ptr) {}

private:
  awaitable<void> run() {
    co_await pause(1ms);
    ++Count;
  }
  int Count = 0;
};

// Near miss: a registry keeps the share until the end erases it.
class session;
class registry {
public:
  void add(std::shared_ptr<session> S) { All.insert(std::move(S)); }
  void remove(const std::shared_ptr<session> &S) { All.erase(S); }

private:
  std::set<std::shared_ptr<session>> All;
};
class session : public std::enable_shared_from_this<session> {
public:
  session(registry &All, tcp::socket Peer) : All(All), Peer(std::move(Peer)) {}
  void start() {
    All.add(shared_from_this());
    co_spawn(Peer.get_executor(), serve(), [this](std::exception_ptr) {
      All.remove(shared_from_this());
    });
  }
  // Its own share ends with the function.
  void asksOnly() {
    auto Self = shared_from_this();
    Count += int(Self.use_count());
    co_spawn(Peer.get_executor(), [this] { return serve(); }, detached); // expect: coro-this-escape
  }

private:
  awaitable<void> serve() {
    co_await pause(1ms);
    ++Count;
  }
  registry &All;
  tcp::socket Peer;
  int Count = 0;
};

// Near miss: the owner is told, and ends the object then.
class child {
public:
  ~child() { Count = -1; }
  explicit child(std::function<void(child *)> Ended) : Ended(std::move(Ended)) {}
  void start(asio::io_context &Io) {
    co_spawn(Io, run(), [this](std::exception_ptr) { Ended(this); });
  }

private:
  awaitable<void> run() {
    co_await pause(1ms);
    ++Count;
  }
  std::function<void(child *)> Ended;
  int Count = 0;
};

// Near misses: a closure that is handed over asks a std::weak_ptr, or takes a share when
// it is called.
class asked : public std::enable_shared_from_this<asked> {
public:
  void start(asio::io_context &Io) {
    co_spawn(
        Io,
        [Weak = weak_from_this()]() -> awaitable<void> {
          for (;;) {
            co_await pause(1ms);
            auto Self = Weak.lock();
            if (!Self)
              co_return;
            ++Self->Count;
          }
        },
        detached);
  }

private:
  int Count = 0;
};
