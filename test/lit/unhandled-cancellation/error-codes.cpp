// RUN: %check %s
// renamed: no (that a code means a cancellation is known by its name)
//
// A read that gives an error code says there that it was cancelled. Going on
// without a look loses the stop.

#include "mini/mini.h"

#include <array>
#include <cstddef>
#include <system_error>

int Bytes = 0;

mini::task<> ignores_it(mini::stream &S) {
  std::array<char, 16> Buffer;
  while (true) {
    auto R = co_await S.try_read(Buffer); // expect: coro-unhandled-cancellation
    Bytes += static_cast<int>(R.value);
  }
}

mini::task<> tries_again(mini::stream &S) {
  std::array<char, 16> Buffer;
  for (;;) {
    auto [Error, Count] = co_await S.try_read(Buffer); // expect: coro-unhandled-cancellation
    if (Error)
      continue;
    Bytes += static_cast<int>(Count);
  }
}

mini::task<> ends_with_it(mini::stream &S) {
  std::array<char, 16> Buffer;
  while (true) {
    auto R = co_await S.try_read(Buffer);
    if (!R)
      co_return;
    Bytes += static_cast<int>(R.value);
  }
}

mini::task<> leaves_the_loop(mini::stream &S) {
  std::array<char, 16> Buffer;
  for (;;) {
    auto [Error, Count] = co_await S.try_read(Buffer);
    if (Error || Count == 0)
      break;
    Bytes += static_cast<int>(Count);
  }
}

mini::task<> compares_it(mini::stream &S) {
  std::array<char, 16> Buffer;
  while (true) {
    auto R = co_await S.try_read(Buffer);
    if (R.ec == std::errc::operation_canceled)
      throw mini::cancelled{};
    if (R.ec)
      continue;
    Bytes += static_cast<int>(R.value);
  }
}

// The caller is told.
mini::task<std::error_code> hands_it_on(mini::stream &S) {
  std::array<char, 16> Buffer;
  auto R = co_await S.try_read(Buffer);
  Bytes += static_cast<int>(R.value);
  co_return R.ec;
}

mini::task<mini::result<std::size_t>> hands_all_on(mini::stream &S) {
  std::array<char, 16> Buffer;
  co_return co_await S.try_read(Buffer);
}

mini::task<> condition_looks(mini::stream &S) {
  std::array<char, 16> Buffer;
  while (auto R = co_await S.try_read(Buffer))
    Bytes += static_cast<int>(R.value);
}
