// RUN: %check %s
// renamed: no (boost)
//
// Several deferred operations go into one group, which starts them.

#include <boost/asio.hpp>
#include <boost/asio/experimental/parallel_group.hpp>

#include <array>
#include <chrono>
#include <utility>

namespace asio = boost::asio;
using asio::deferred;
using asio::use_awaitable;

void starts(asio::steady_timer &One, asio::steady_timer &Other) {
  asio::experimental::make_parallel_group(One.async_wait(deferred),
                                          Other.async_wait(deferred))
      .async_wait(asio::experimental::wait_for_one(),
                  [](std::array<std::size_t, 2>, boost::system::error_code,
                     boost::system::error_code) {});
}
asio::awaitable<void> waits(asio::steady_timer &One,
                            asio::steady_timer &Other) {
  auto Group = asio::experimental::make_parallel_group(
      One.async_wait(deferred), Other.async_wait(deferred));
  co_await std::move(Group).async_wait(asio::experimental::wait_for_all(),
                                       use_awaitable);
}
void forgets(asio::steady_timer &One) {
  One.async_wait(deferred); // expect: coro-never-awaited
}
