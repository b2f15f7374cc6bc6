//===- sync.h - locks, events and queues of coroutines ------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_SYNC_H
#define AIO_SYNC_H

#include <aio/core.h>

namespace aio {

class Event {
  bool Set = false;
  std::vector<Future<void>> Waiters;

public:
  bool is_set() const { return Set; }
  void clear() { Set = false; }
  void set() {
    Set = true;
    for (Future<void> &W : std::exchange(Waiters, {}))
      if (!W.done())
        W.set_result();
  }
  Coro<void> wait() {
    if (Set)
      co_return;
    Waiters.emplace_back();
    Future<void> Mine = Waiters.back();
    co_await Mine;
  }
};

class Semaphore {
  std::size_t Free;
  std::deque<Future<void>> Waiters;

public:
  explicit Semaphore(std::size_t Free = 1) : Free(Free) {}
  bool locked() const { return Free == 0; }
  Coro<void> acquire() {
    while (Free == 0) {
      Waiters.emplace_back();
      Future<void> Mine = Waiters.back();
      co_await Mine;
    }
    --Free;
  }
  void release() {
    ++Free;
    while (!Waiters.empty()) {
      Future<void> W = Waiters.front();
      Waiters.pop_front();
      if (!W.done())
        return W.set_result();
    }
  }
};

class Lock {
  Semaphore S{1};

public:
  /// Releases the lock when it dies.
  class Guard {
    Lock *L;

  public:
    explicit Guard(Lock &L) : L(&L) {}
    Guard(Guard &&O) noexcept : L(std::exchange(O.L, nullptr)) {}
    ~Guard() {
      if (L)
        L->release();
    }
  };
  bool locked() const { return S.locked(); }
  Coro<void> acquire() { co_await S.acquire(); }
  void release() { S.release(); }
  Coro<Guard> scoped() {
    co_await S.acquire();
    co_return Guard(*this);
  }
};

template <class T> class Queue {
  std::deque<T> Items;
  Semaphore Filled{0}, Room;

public:
  explicit Queue(std::size_t Max = 1 << 20) : Room(Max) {}
  std::size_t qsize() const { return Items.size(); }
  bool empty() const { return Items.empty(); }
  Coro<void> put(T V) {
    co_await Room.acquire();
    Items.push_back(std::move(V));
    Filled.release();
  }
  Coro<T> get() {
    co_await Filled.acquire();
    T V = std::move(Items.front());
    Items.pop_front();
    Room.release();
    co_return V;
  }
};

} // namespace aio

#endif // AIO_SYNC_H
