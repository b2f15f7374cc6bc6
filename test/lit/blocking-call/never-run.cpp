// RUN: %check %s
// renamed: keep-models
//
// Blocking calls that the text holds and no run reaches.

#include "mini/mini.h"

#include <chrono>
#include <concepts>
#include <fstream>
#include <future>
#include <thread>
#include <type_traits>
#include <unistd.h>
#include <utility>

int slow() { return ::usleep(10); }

constexpr int size() {
  if (std::is_constant_evaluated())
    return 16;
  return ::usleep(10);
}

template <typename T>
concept Syncs = requires(T Value) { ::fsync(Value.Fd); };

struct Disk {
  int Fd;
};

mini::task<std::size_t> unevaluated(std::future<int> &Future) {
  using Result = decltype(slow());
  decltype(Future.get()) N = 0;
  co_await mini::yield();
  if (noexcept(slow()))
    co_return sizeof(::sleep(1));
  static_assert(Syncs<Disk>);
  co_return sizeof(Result) + static_cast<std::size_t>(N);
}

mini::task<> unreachable(int Fd) {
  co_await mini::yield();
  co_return;
  ::fsync(Fd);
}

mini::task<int> thrown(int Fd) {
  co_await mini::yield();
  throw Fd;
  co_return ::fsync(Fd);
}

template <bool Durable> mini::task<> saved(int Fd) {
  co_await mini::yield();
  if constexpr (Durable)
    ::fsync(Fd);
}

constexpr bool Tracing = false;

mini::task<> disabled(int Fd) {
  if constexpr (sizeof(void *) == 1)
    ::fsync(Fd);
  if (Tracing)
    ::usleep(100);
  co_await saved<false>(Fd);
}

mini::task<int> constant() {
  constexpr int Fixed = size();
  static_assert(size() == 16);
  char Buffer[size()] = {};
  co_await mini::yield();
  int Measured = Fixed;
  Measured += size(); // expect: coro-blocking-call
  co_return Measured + Buffer[0];
}

mini::task<> uncalled() {
  struct Local {
    void run() { ::sleep(1); }
    ~Local() = default;
  };
  Local L;
  co_await mini::yield();
  auto Method = &Local::run;
  (void)Method;
  (void)L;
}

// Constants of the program are set before any coroutine runs.
static const int Loaded = slow();

mini::task<int> global() { co_return Loaded; }
