// RUN: %check %s
// renamed: no (boost)
//
// Awaitables that are joined or raced by operators, and completion tokens that
// change the result but not its laziness.

#include <boost/asio.hpp>
#include <boost/asio/experimental/as_tuple.hpp>
#include <boost/asio/experimental/awaitable_operators.hpp>

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::experimental::as_tuple;
using namespace asio::experimental::awaitable_operators;
using namespace std::chrono_literals;

awaitable<void> flush(int Id);
awaitable<int> count();

awaitable<void> timeout(std::chrono::milliseconds Delay) {
  asio::steady_timer Timer(co_await asio::this_coro::executor, Delay);
  co_await Timer.async_wait(use_awaitable);
}

awaitable<int> operators() {
  co_await (flush(1) || timeout(10ms));
  int Got = co_await (flush(2) && count());
  auto Third = flush(3);
  auto Fourth = flush(4);
  auto Lost = std::move(Third) && std::move(Fourth);
  // expect@-1: coro-never-awaited
  auto Fifth = flush(5);
  auto Sixth = flush(6);
  auto Race = std::move(Fifth) || std::move(Sixth);
  co_await std::move(Race);
  auto Work = count();
  auto Result = co_await (std::move(Work) || timeout(10ms));
  co_return Result.index() == 0 ? std::get<0>(Result) : Got;
}

awaitable<void> tokens(asio::steady_timer &Timer) {
  boost::system::error_code Error;
  Timer.async_wait(asio::redirect_error(use_awaitable, Error));
  // expect@-1: coro-never-awaited
  co_await Timer.async_wait(asio::redirect_error(use_awaitable, Error));
  if (Error)
    co_return;
  auto [Failed] = co_await Timer.async_wait(as_tuple(use_awaitable));
  if (Failed)
    co_return;
  Timer.async_wait(as_tuple(use_awaitable)); // expect: coro-never-awaited
}

awaitable<void> containers(int N, bool Wanted) {
  std::vector<awaitable<void>> Lost;
  std::vector<awaitable<void>> Works;
  for (int I = 0; I < N; ++I) {
    Lost.push_back(flush(I)); // expect: coro-never-awaited
    Works.push_back(flush(I));
  }
  for (auto &Work : Works)
    co_await std::move(Work);
  std::optional<awaitable<void>> Maybe;
  if (Wanted)
    Maybe = flush(N);
  if (Maybe)
    co_await std::move(*Maybe);
}

awaitable<void> branches(bool Wanted) {
  auto Work = timeout(5ms); // expect: coro-never-awaited
  if (Wanted)
    co_await std::move(Work);
  auto Chosen = Wanted ? flush(1) : timeout(1ms);
  co_await std::move(Chosen);
}
