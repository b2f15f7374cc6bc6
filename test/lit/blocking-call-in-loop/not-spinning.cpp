// RUN: %check %s
// renamed: keep-models
//
// Loops on a shared condition that let others run, make progress themselves,
// or run on a thread of their own.

#include "mini/mini.h"

#include <atomic>
#include <chrono>
#include <thread>

struct Node {
  int Value;
  Node *Next;
};

// Lock-free updates: each turn tries, and the failed try brings the new value.
mini::task<> pushed(std::atomic<Node *> &Head, Node *Item) {
  Item->Next = Head.load();
  while (!Head.compare_exchange_weak(Item->Next, Item))
    ;
  co_await mini::yield();
}

mini::task<int> largest(std::atomic<int> &Largest, int Value) {
  int Seen = Largest.load();
  while (Seen < Value && !Largest.compare_exchange_weak(Seen, Value)) {
  }
  co_return Seen;
}

mini::task<> waits(std::atomic<bool> &Flag, mini::event &Event) {
  while (!Flag.load())
    co_await mini::yield();
  while (!Event.is_set())
    co_await Event.wait();
  for (;;) {
    if (Flag.load())
      break;
    co_await mini::sleep_for(std::chrono::milliseconds(2));
  }
  do {
    co_await mini::yield();
  } while (!Flag);
}

// A plain thread may spin.
void onThread(const std::atomic<bool> &Flag) {
  while (!Flag.load())
    std::this_thread::yield();
}

mini::task<> offloaded(std::atomic<bool> &Flag) {
  co_await mini::to_thread([&Flag] { onThread(Flag); });
  co_await mini::to_thread([&Flag] {
    while (!Flag.load()) {
    }
  });
}
