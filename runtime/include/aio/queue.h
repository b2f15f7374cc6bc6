//===- queue.h - handing items from coroutine to coroutine ------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// asyncio.Queue, PriorityQueue and LifoQueue. Belong to one loop's thread.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_QUEUE_H
#define AIO_QUEUE_H

#include <aio/coro.h>
#include <aio/detail/one_shot.h>
#include <aio/event.h>

#include <algorithm>
#include <cstddef>
#include <deque>
#include <functional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace aio {

/// Thrown by `get_nowait()` of an empty queue.
class QueueEmpty : public std::runtime_error {
public:
  QueueEmpty() : runtime_error("queue is empty") {}
};
/// Thrown by `put_nowait()` of a full queue.
class QueueFull : public std::runtime_error {
public:
  QueueFull() : runtime_error("queue is full") {}
};

namespace detail {

/// What all queues do; `Items` says in which order.
template <class T, class Items> class BasicQueue {
  std::size_t Max;
  Items Held;
  WaitQueue Getters, Putters;
  std::size_t Unfinished = 0;
  Event Finished;

  /// Waits for its turn among those; who is woken but cannot go on wakes the
  /// next. `CanGoOn` says whether there still is something to go on with.
  template <class F> static Coro<> turn(WaitQueue &Among, F CanGoOn) {
    WaitQueue::Place Mine(Among);
    try {
      co_await Mine.Wait;
    } catch (...) {
      Among.remove(Mine.Wait);
      if (CanGoOn() && !Mine.Wait.cancelled())
        Among.popAndWake();
      throw;
    }
  }

public:
  /// A `Max` of 0 is no limit.
  explicit BasicQueue(std::size_t Max = 0) : Max(Max) { Finished.set(); }
  BasicQueue(const BasicQueue &) = delete;
  BasicQueue &operator=(const BasicQueue &) = delete;

  std::size_t maxsize() const noexcept { return Max; }
  std::size_t qsize() const noexcept { return Held.size(); }
  bool empty() const noexcept { return Held.empty(); }
  bool full() const noexcept { return Max != 0 && qsize() >= Max; }

  /// Waits for room.
  Coro<> put(T Item) {
    while (full())
      co_await turn(Putters, [this] { return !full(); });
    put_nowait(std::move(Item));
  }
  /// Throws QueueFull.
  void put_nowait(T Item) {
    if (full())
      throw QueueFull();
    Held.push(std::move(Item));
    ++Unfinished;
    Finished.clear();
    Getters.popAndWake();
  }
  /// Waits for an item.
  Coro<T> get() {
    while (empty())
      co_await turn(Getters, [this] { return !empty(); });
    co_return get_nowait();
  }
  /// Throws QueueEmpty.
  T get_nowait() {
    if (empty())
      throw QueueEmpty();
    T Item = Held.pop();
    Putters.popAndWake();
    return Item;
  }
  /// The work on an item that was got is done. Throws std::invalid_argument
  /// (Python: ValueError) if that is more often than items were put.
  void task_done() {
    if (Unfinished == 0)
      throw std::invalid_argument("task_done() called too many times");
    if (--Unfinished == 0)
      Finished.set();
  }
  /// Waits until `task_done` was called for each item.
  Coro<> join() {
    if (Unfinished > 0)
      co_await Finished.wait();
  }
};

/// First in, first out.
template <class T> class FifoItems {
  std::deque<T> Items;

public:
  bool empty() const noexcept { return Items.empty(); }
  std::size_t size() const noexcept { return Items.size(); }
  void push(T Item) { Items.push_back(std::move(Item)); }
  T pop() {
    T Item = std::move(Items.front());
    Items.pop_front();
    return Item;
  }
};
/// Last in, first out.
template <class T> class LifoItems {
  std::vector<T> Items;

public:
  bool empty() const noexcept { return Items.empty(); }
  std::size_t size() const noexcept { return Items.size(); }
  void push(T Item) { Items.push_back(std::move(Item)); }
  T pop() {
    T Item = std::move(Items.back());
    Items.pop_back();
    return Item;
  }
};
/// The least first.
template <class T, class Less> class PriorityItems {
  std::vector<T> Heap;
  Less IsLess;
  auto later() const {
    return [this](const T &A, const T &B) { return IsLess(B, A); };
  }

public:
  bool empty() const noexcept { return Heap.empty(); }
  std::size_t size() const noexcept { return Heap.size(); }
  void push(T Item) {
    Heap.push_back(std::move(Item));
    std::push_heap(Heap.begin(), Heap.end(), later());
  }
  T pop() {
    std::pop_heap(Heap.begin(), Heap.end(), later());
    T Item = std::move(Heap.back());
    Heap.pop_back();
    return Item;
  }
};

} // namespace detail

template <class T>
class Queue : public detail::BasicQueue<T, detail::FifoItems<T>> {
public:
  using detail::BasicQueue<T, detail::FifoItems<T>>::BasicQueue;
};
template <class T>
class LifoQueue : public detail::BasicQueue<T, detail::LifoItems<T>> {
public:
  using detail::BasicQueue<T, detail::LifoItems<T>>::BasicQueue;
};
/// Of items that compare equal, any may come first, as in Python.
template <class T, class Less = std::less<T>>
class PriorityQueue
    : public detail::BasicQueue<T, detail::PriorityItems<T, Less>> {
public:
  using detail::BasicQueue<T, detail::PriorityItems<T, Less>>::BasicQueue;
};

} // namespace aio

#endif // AIO_QUEUE_H
