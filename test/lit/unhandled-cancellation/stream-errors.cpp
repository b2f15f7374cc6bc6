// RUN: %check %s
// renamed: no (what operation_aborted stands for is only in its name)
//
// Here the cancellation of a read is a std::runtime_error: a handler of errors
// catches it too.

#include "mini/mini.h"

#include <array>
#include <span>
#include <stdexcept>

int Errors = 0;

mini::task<> by_exception(mini::stream &S) {
  std::array<char, 16> Bytes;
  while (true) {
    try {
      co_await S.read(Bytes);
    } catch (const std::exception &) { // expect: coro-unhandled-cancellation
      ++Errors;
    }
  }
}

mini::task<> by_runtime_error(mini::stream &S) {
  std::array<char, 16> Bytes;
  for (int I = 0; I != 1000; ++I) {
    try {
      co_await S.read(Bytes);
    } catch (std::runtime_error &) { // expect: coro-unhandled-cancellation
      continue;
    }
  }
}

mini::task<> by_name(mini::stream &S) {
  std::array<char, 16> Bytes;
  while (true) {
    try {
      co_await S.read(Bytes);
    } catch (const mini::operation_aborted &) { // expect: coro-unhandled-cancellation
      ++Errors;
    }
  }
}

// The session ends with its stream.
mini::task<> whole_session(mini::stream &S) {
  std::array<char, 16> Bytes;
  try {
    while (std::size_t Count = co_await S.read(Bytes))
      co_await S.write({Bytes.data(), Count});
  } catch (const std::exception &) {
    ++Errors;
  }
}

// The cancellation is let through before errors are counted.
mini::task<> aborted_first(mini::stream &S) {
  std::array<char, 16> Bytes;
  while (true) {
    try {
      co_await S.read(Bytes);
    } catch (const mini::operation_aborted &) {
      co_return;
    } catch (const std::exception &) {
      ++Errors;
    }
  }
}

// A logic_error is no cancellation.
mini::task<> other_branch(mini::stream &S) {
  std::array<char, 16> Bytes;
  while (true) {
    try {
      co_await S.read(Bytes);
    } catch (const std::logic_error &) {
      ++Errors;
    }
  }
}
