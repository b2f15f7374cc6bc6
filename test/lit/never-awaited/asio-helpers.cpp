// RUN: %check %s
// renamed: no (boost)
//
// Helpers, templates and lambdas around Boost.Asio's awaitables.

#include <boost/asio.hpp>

#include <functional>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using asio::awaitable;
using asio::ip::tcp;

awaitable<void> flush(int Id);
awaitable<int> count();

void drop(awaitable<void> Work) { static_cast<void>(Work.valid()); }
awaitable<void> logged(awaitable<void> Work) { co_await std::move(Work); }
void start(asio::any_io_executor Executor, awaitable<void> Work) {
  asio::co_spawn(Executor, std::move(Work), asio::detached);
}
template <typename T> awaitable<T> timed(awaitable<T> Work) {
  co_return co_await std::move(Work);
}
template <typename T> awaitable<int> ignoring(awaitable<T>) { co_return 0; }

awaitable<void> helpers() {
  auto Executor = co_await asio::this_coro::executor;
  drop(flush(1)); // expect: coro-never-awaited
  co_await logged(flush(2));
  auto Third = flush(3);
  logged(std::move(Third)); // expect: coro-never-awaited
  start(Executor, flush(4));
  co_await timed(count());
  auto Fifth = flush(5); // expect: coro-never-awaited
  co_await ignoring(std::move(Fifth));
}

awaitable<void> lambdas(std::vector<std::function<awaitable<void>()>> &Jobs) {
  Jobs.push_back([] { return flush(1); });
  Jobs.push_back([]() -> awaitable<void> { co_await flush(2); });
  for (auto &Job : Jobs)
    co_await Job();
  for (auto &Job : Jobs)
    Job(); // expect: coro-never-awaited
  std::function<void()> Slot = [] { return flush(3); };
  // expect@-1: coro-never-awaited
  [](int Id) -> awaitable<void> { co_await flush(Id); }(4);
  // expect@-1: coro-never-awaited
  co_await [](int Id) -> awaitable<void> { co_await flush(Id); }(5);
  auto Sixth = flush(6);
  auto Run = [&Sixth]() -> awaitable<void> { co_await std::move(Sixth); };
  co_await Run();
}

struct Session : std::enable_shared_from_this<Session> {
  tcp::socket Socket;
  std::vector<awaitable<void>> Pending;

  explicit Session(tcp::socket Given) : Socket(std::move(Given)) {}
  awaitable<void> reader();
  awaitable<void> writer();
  void start() {
    auto Executor = Socket.get_executor();
    auto Self = shared_from_this();
    asio::co_spawn(Executor, [Self] { return Self->reader(); }, asio::detached);
    writer(); // expect: coro-never-awaited
    Pending.push_back(writer());
  }
};
