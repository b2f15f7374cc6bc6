// RUN: %check %s
// renamed: keep-models
//
// The blocking call is one, two and five calls away, behind recursion and
// behind templates. The finding is at the call that the coroutine makes.

#include "mini/mini.h"

#include <string>
#include <type_traits>
#include <unistd.h>

void one(int Fd) { ::fsync(Fd); }

void two(int Fd) { one(Fd); }

static inline int three(int Fd) {
  two(Fd);
  return Fd;
}
int four(int Fd) { return Fd < 0 ? -1 : three(Fd); }
bool five(int Fd) {
  if (four(Fd) < 0)
    return false;
  return true;
}

mini::task<bool> depths(int Fd) {
  one(Fd); // expect: coro-blocking-call
  co_await mini::yield();
  two(Fd); // expect: coro-blocking-call
  co_return five(Fd); // expect: coro-blocking-call
}

void countdown(int N) {
  if (N == 0)
    return;
  ::usleep(100);
  countdown(N - 1);
}

int ping(int N);
int pong(int N) { return N <= 0 ? ::usleep(10) : ping(N - 1); }
int ping(int N) { return N <= 0 ? 0 : pong(N - 1); }

// Recursion that never comes to a blocking call.
bool odd(unsigned N);
bool even(unsigned N) { return N == 0 || odd(N - 1); }
bool odd(unsigned N) { return N != 0 && even(N - 1); }

mini::task<int> recursions() {
  countdown(3); // expect: coro-blocking-call
  co_await mini::yield();
  if (even(4))
    co_return ping(8); // expect: coro-blocking-call
  co_return 0;
}

struct Disk {
  int Fd;
};
struct Memory {
  std::string Text;
};

template <typename T> void persist(const T &Place) {
  if constexpr (std::is_same_v<T, Disk>)
    ::fsync(Place.Fd);
}

template <typename T, typename... Rest>
void persistAll(const T &First, const Rest &...Others) {
  persist(First);
  if constexpr (sizeof...(Others) > 0)
    persistAll(Others...);
}

mini::task<> templates(Disk D, Memory M) {
  persist(M);
  persist(D); // expect: coro-blocking-call
  co_await mini::yield();
  persistAll(M, M);
  persistAll(M, M, D); // expect: coro-blocking-call
}
