// RUN: %check %s
// renamed: no (boost)
//
// Running a context, joining a pool and asking a future from inside a
// coroutine; and work that a pool runs.

#include <boost/asio.hpp>

#include <chrono>
#include <fstream>
#include <future>
#include <string>
#include <thread>

namespace asio = boost::asio;
using namespace std::chrono_literals;

std::string slurp(const std::string &Path) {
  std::ifstream In(Path);
  std::string Text;
  std::getline(In, Text);
  return Text;
}

asio::awaitable<int> answer() { co_return 42; }

asio::awaitable<void> nested(asio::io_context &Context) {
  Context.run(); // expect: coro-blocking-call
  Context.restart();
  co_await asio::post(Context, asio::use_awaitable);
  Context.run_for(10ms); // expect: coro-blocking-call
  Context.stop();
}

asio::awaitable<int> asks(asio::io_context &Context) {
  std::future<int> Result = asio::co_spawn(Context, answer(), asio::use_future);
  int N = co_await asio::co_spawn(Context, answer(), asio::use_awaitable);
  co_return N + Result.get(); // expect: coro-blocking-call
}

asio::awaitable<void> joins(asio::thread_pool &Pool) {
  asio::post(Pool, [] { std::this_thread::sleep_for(1ms); });
  co_await asio::post(asio::use_awaitable);
  Pool.join(); // expect: coro-blocking-call
}

// The pool's threads may block.
asio::awaitable<void> posted(asio::thread_pool &Pool, std::string Path) {
  asio::post(Pool, [Path] { slurp(Path); });
  asio::dispatch(Pool, [] { std::this_thread::sleep_for(1ms); });
  asio::defer(Pool.get_executor(), [] { std::this_thread::sleep_for(1ms); });
  co_await asio::post(asio::use_awaitable);
}

asio::awaitable<std::string> spawned(asio::thread_pool &Pool, std::string Path) {
  auto Read = [](std::string Name) -> asio::awaitable<std::string> {
    co_return Name.empty() ? "" : slurp(Name); // expect: coro-blocking-call
  };
  co_await asio::co_spawn(
      Pool,
      []() -> asio::awaitable<void> {
        std::this_thread::sleep_for(1ms);
        co_return;
      },
      asio::use_awaitable);
  co_return co_await Read(Path);
}

int main() {
  asio::io_context Context;
  asio::thread_pool Pool(2);
  asio::co_spawn(Context, joins(Pool), asio::detached);
  std::future<int> Result = asio::co_spawn(Context, asks(Context), asio::use_future);
  Context.run();
  Pool.join();
  return Result.get();
}
