// RUN: %check %s
//
// What becomes of a task that goes down a recursion.

#include "mini/mini.h"

#include <utility>
#include <vector>

mini::task<> flush(int Id);
mini::task<bool> connected();

mini::task<> retried(mini::task<> Work, int Tries) {
  if (Tries == 0) {
    co_await std::move(Work);
    co_return;
  }
  co_await mini::yield();
  co_await retried(std::move(Work), Tries - 1);
}

void buried(mini::task<> Work, int Depth) {
  if (Depth > 0)
    buried(std::move(Work), Depth - 1);
}

void ping(mini::task<> Work, int Depth);
void pong(mini::task<> Work, int Depth) {
  if (Depth == 0)
    mini::spawn(std::move(Work));
  else
    ping(std::move(Work), Depth - 1);
}
void ping(mini::task<> Work, int Depth) { pong(std::move(Work), Depth - 1); }

void left(mini::task<> Work, int Depth);
void right(mini::task<> Work, int Depth) {
  if (Depth > 0)
    left(std::move(Work), Depth - 1);
}
void left(mini::task<> Work, int Depth) { right(std::move(Work), Depth); }

mini::task<> uses(int N) {
  co_await retried(flush(1), N);
  retried(flush(2), N); // expect: coro-never-awaited
  buried(flush(3), N);  // expect: coro-never-awaited
  ping(flush(4), N);
  left(flush(5), N); // expect: coro-never-awaited
}

// The recursive call itself is easily forgotten.
mini::task<> walk(int Depth) {
  if (Depth == 0)
    co_return;
  walk(Depth - 1); // expect: coro-never-awaited
  co_await walk(Depth - 1);
}

mini::task<> reconnect() {
  if (co_await connected())
    co_return;
  co_await mini::sleep_for(std::chrono::milliseconds(10));
  reconnect(); // expect: coro-never-awaited
}

mini::task<int> depth(int N) {
  auto Deeper = depth(N - 1); // expect: coro-never-awaited
  if (N <= 0)
    co_return 0;
  co_return 1 + co_await std::move(Deeper);
}

mini::task<> odd(int N);
mini::task<> even(int N) {
  if (N > 0)
    return odd(N - 1);
  return flush(N);
}
mini::task<> odd(int N) {
  if (N == 0)
    co_return;
  even(N - 1); // expect: coro-never-awaited
  co_await even(N - 1);
}

mini::task<> drain(std::vector<mini::task<>> &Works, std::size_t From) {
  if (From == Works.size())
    co_return;
  co_await std::move(Works[From]);
  co_await drain(Works, From + 1);
}

mini::task<> drained() {
  std::vector<mini::task<>> Works;
  Works.push_back(flush(1));
  Works.push_back(flush(2));
  co_await drain(Works, 0);
}
