// RUN: %check %s
// renamed: no (Boost.Asio)
//
// The executor that work is given to is no owner of the object, and a timer that
// is made of a member is none either.

#include <boost/asio.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace asio = boost::asio;
using asio::awaitable;
using asio::co_spawn;
using asio::detached;
using asio::ip::tcp;
using asio::use_awaitable;
using namespace std::chrono_literals;

class session : public std::enable_shared_from_this<session> {
public:
  explicit session(tcp::socket Peer)
      : Peer(std::move(Peer)), Strand(asio::make_strand(this->Peer.get_executor())) {}

  void callsMember() {
    co_spawn(Peer.get_executor(), [this] { return serve(); }, detached); // expect: coro-this-escape
  }
  void inClosure() {
    co_spawn(Peer.get_executor(), [this]() -> awaitable<void> { co_await serve(); }, detached); // expect: coro-this-escape
  }
  void onStrand() {
    co_spawn(Strand, [this] { return serve(); }, detached); // expect: coro-this-escape
  }
  void withTimer() {
    co_spawn(Strand, later(), detached); // expect: coro-this-escape
  }

  // Near misses.
  void shares() {
    co_spawn(Strand, [this, Self = shared_from_this()] { return serve(); }, detached);
  }
  void sharesInEnd() {
    co_spawn(Strand, serve(), [Self = shared_from_this()](std::exception_ptr) {});
  }

private:
  awaitable<void> serve() {
    char Part[80];
    for (;;) {
      auto Size = co_await Peer.async_read_some(asio::buffer(Part), use_awaitable);
      Buffer.append(Part, Size);
    }
  }
  awaitable<void> later() {
    asio::steady_timer Timer(Peer.get_executor(), 1s);
    co_await Timer.async_wait(use_awaitable);
    Buffer += "x";
  }
  tcp::socket Peer;
  asio::strand<asio::any_io_executor> Strand;
  std::string Buffer;
};

class job {
public:
  explicit job(asio::io_context &Io) : Io(Io) {}
  ~job() { Count = -1; }
  void start() { co_spawn(Io, work(), detached); } // expect: coro-this-escape

private:
  awaitable<void> work() {
    asio::steady_timer Timer(Io, 1s);
    co_await Timer.async_wait(use_awaitable);
    ++Count;
  }
  asio::io_context &Io;
  int Count = 0;
};

// Near misses: what runs the work ends with the object.

class pooled {
public:
  ~pooled() {}
  void start() { co_spawn(Pool, work(), detached); }
  void startClosure() {
    co_spawn(Pool, [this]() -> awaitable<void> { co_await work(); }, detached);
  }

private:
  awaitable<void> work() {
    asio::steady_timer Timer(co_await asio::this_coro::executor, 1s);
    co_await Timer.async_wait(use_awaitable);
    ++Count;
  }
  int Count = 0;
  asio::thread_pool Pool{1};
};
class withContext {
public:
  ~withContext() {}
  void start() { co_spawn(Io.get_executor(), work(), detached); }
  void run() { Io.run(); }

private:
  awaitable<void> work() {
    asio::steady_timer Timer(Io, 1s);
    co_await Timer.async_wait(use_awaitable);
    ++Count;
  }
  int Count = 0;
  asio::io_context Io;
};

// A count of what uses the object, whose tokens are copied.
class counted {
public:
  class token {
  public:
    explicit token(int &Users) : Users(&Users) { ++Users; }
    token(const token &Other) : Users(Other.Users) { ++*Users; }
    ~token() { --*Users; }

  private:
    int *Users;
  };
  ~counted();
  token use() { return token(Users); }
  void start(asio::io_context &Io) {
    co_spawn(Io, work(), [Token = use()](std::exception_ptr) {});
  }
  void startHolding(asio::io_context &Io) { co_spawn(Io, holds(), detached); }

private:
  awaitable<void> work() {
    asio::steady_timer Timer(co_await asio::this_coro::executor, 1s);
    co_await Timer.async_wait(use_awaitable);
    ++Count;
  }
  awaitable<void> holds() {
    token Token = use();
    asio::steady_timer Timer(co_await asio::this_coro::executor, 1s);
    co_await Timer.async_wait(use_awaitable);
    ++Count;
  }
  int Users = 0, Count = 0;
};

// A count whose tokens only move, and go along with the work.
class gated {
public:
  class holder {
  public:
    explicit holder(gated &Of) : Of(&Of) { ++Of.Users; }
    holder(holder &&Other) : Of(Other.Of) { Other.Of = nullptr; }
    holder(const holder &) = delete;
    ~holder() {
      if (Of)
        --Of->Users;
    }

  private:
    gated *Of;
  };
  ~gated();
  void start(asio::io_context &Io) { co_spawn(Io, work(holder(*this)), detached); }
  void startInEnd(asio::io_context &Io) {
    co_spawn(Io, work(), [Holder = holder(*this)](std::exception_ptr) {});
  }

private:
  awaitable<void> work(holder) { co_await work(); }
  awaitable<void> work() {
    asio::steady_timer Timer(co_await asio::this_coro::executor, 1s);
    co_await Timer.async_wait(use_awaitable);
    ++Count;
  }
  int Users = 0, Count = 0;
};
