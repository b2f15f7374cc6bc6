// RUN: %check %s
//
// Member coroutines of class templates.

#include "mini/mini.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

mini::task<> flush(int Id);

template <typename T> class Channel {
public:
  mini::task<> push(T Value) {
    co_await mini::yield();
    Values.push_back(std::move(Value));
    notify(); // expect: coro-never-awaited
    co_await notify();
  }
  mini::task<T> pop() {
    while (Values.empty())
      co_await Ready.wait();
    T Value = std::move(Values.back());
    Values.pop_back();
    co_return Value;
  }
  mini::task<> pushAll(std::vector<T> Many) {
    for (T &Each : Many)
      push(std::move(Each));    // expect: coro-never-awaited
    auto Lost = this->notify(); // expect: coro-never-awaited
    auto Work = this->notify();
    co_await std::move(Work);
  }
  mini::task<> pushLater(T Value) { return push(std::move(Value)); }
  mini::task<> notify() {
    Ready.set();
    co_return;
  }
  mini::task<> neverUsed() {
    flush(1); // expect: coro-never-awaited
    co_await flush(2);
    auto Work = flush(3);
    co_await std::move(Work);
  }

private:
  std::vector<T> Values;
  mini::event Ready;
};

template <typename Derived> struct Service {
  mini::task<> run() {
    self().prepare(); // expect: coro-never-awaited
    co_await self().prepare();
    co_await self().serve();
  }
  Derived &self() { return static_cast<Derived &>(*this); }
};

struct Echo : Service<Echo> {
  mini::task<> prepare() { return flush(1); }
  mini::task<> serve() {
    Service<Echo>::run(); // expect: coro-never-awaited
    co_await prepare();
  }
};

template <typename T> struct Holder {
  std::optional<mini::task<T>> Held;
  void put(mini::task<T> Given) { Held = std::move(Given); }
  mini::task<T> take() { return std::move(*Held); }
  mini::task<> neverInstantiated() {
    flush(1); // expect: coro-never-awaited
    co_await flush(2);
  }
};

mini::task<> uses(Channel<int> &Numbers, Channel<std::string> &Texts) {
  Numbers.push(1); // expect: coro-never-awaited
  co_await Numbers.push(2);
  co_await Texts.push("text");
  std::vector<int> Many = {3, 4};
  co_await Numbers.pushAll(std::move(Many));
  Texts.pop();             // expect: coro-never-awaited
  Texts.pushLater("text"); // expect: coro-never-awaited
  co_await Texts.pushLater(co_await Texts.pop());
  Echo Server;
  Server.run(); // expect: coro-never-awaited
  co_await Server.run();
  Holder<void> Keep;
  Keep.put(flush(5));
  co_await Keep.take();
}

template class Channel<char>;
