// RUN: %check %s
// renamed: keep-models
//
// Calls by a pointer or a reference to a function.

#include "mini/mini.h"

#include <chrono>
#include <thread>

using namespace std::chrono_literals;

int Turns = 0;

void waits() { std::this_thread::sleep_for(10ms); }
void counts() { ++Turns; }
int waits_for(int N) {
  waits();
  return N;
}

void (*const Always)() = waits;
void (*Hook)() = waits;

mini::task<> by_pointer() {
  void (*F)() = waits;
  F(); // expect: coro-blocking-call
  co_await mini::yield();
}
mini::task<> by_address() {
  auto F = &waits_for;
  Turns += F(3);    // expect: coro-blocking-call
  Turns += (*F)(3); // expect: coro-blocking-call
  co_await mini::yield();
}
mini::task<> by_reference() {
  void (&F)() = waits;
  F(); // expect: coro-blocking-call
  co_await mini::yield();
}
mini::task<> by_constant() {
  Always(); // expect: coro-blocking-call
  co_await mini::yield();
}

mini::task<> harmless(void (*Given)()) {
  void (*F)() = counts;
  F();
  Given();
  // Somebody may have set it.
  Hook();
  co_await mini::yield();
}
