// RUN: %check %s
// renamed: no (boost)
//
// Which thread a coroutine goes on with after a post. A post to a pool comes
// back to the coroutine's own executor unless the completion is bound to the
// pool.

#include <boost/asio.hpp>

#include <chrono>
#include <thread>

namespace asio = boost::asio;
using namespace std::chrono_literals;

asio::awaitable<void> comesBack(asio::thread_pool &Pool) {
  co_await asio::post(Pool, asio::use_awaitable);
  std::this_thread::sleep_for(1ms); // expect: coro-blocking-call
}

asio::awaitable<void> stays(asio::thread_pool &Pool) {
  co_await asio::post(asio::bind_executor(Pool, asio::use_awaitable));
  std::this_thread::sleep_for(1ms);
}

asio::awaitable<void> andBack(asio::thread_pool &Pool) {
  co_await asio::post(asio::bind_executor(Pool, asio::use_awaitable));
  std::this_thread::sleep_for(1ms);
  co_await asio::post(asio::use_awaitable);
  std::this_thread::sleep_for(2ms); // expect: coro-blocking-call
}

asio::awaitable<void> onContext(asio::io_context &Context) {
  co_await asio::post(asio::bind_executor(Context, asio::use_awaitable));
  std::this_thread::sleep_for(1ms); // expect: coro-blocking-call
}

asio::awaitable<void> onePath(asio::thread_pool &Pool, bool Big) {
  if (Big)
    co_await asio::post(asio::bind_executor(Pool, asio::use_awaitable));
  std::this_thread::sleep_for(1ms); // expect: coro-blocking-call
}
