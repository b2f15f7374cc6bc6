//===- callback.h - what a loop or a future calls ---------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The loop's queue of what is ready and a future's list of who waits for it
// hold the same nodes, so that to end a future is to move its list to the end
// of the queue. A task is a node itself: waiting allocates nothing.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_DETAIL_CALLBACK_H
#define AIO_DETAIL_CALLBACK_H

#include <utility>

namespace aio::detail {

class FutureState;

class Callback {
  friend class CallbackList;
  Callback *Next = nullptr;

protected:
  ~Callback() = default;

public:
  /// Is called once, after the node has left its list; the node may be gone
  /// afterwards.
  virtual void run() = 0;
  /// What it was waiting for has ended, and the loop will call it.
  virtual void queued() noexcept {}
  /// The future or task that it goes on with, for people who look at who awaits
  /// whom; null if that is not known.
  virtual FutureState *wakes() noexcept { return nullptr; }
  /// Instead of `run`, if nobody will call it any more.
  virtual void discard() noexcept = 0;
};

/// First in, first out. Does not own its nodes. The last node points to the
/// first, so that the list is one pointer.
class CallbackList {
  Callback *Last = nullptr;

public:
  CallbackList() = default;
  CallbackList(CallbackList &&O) noexcept
      : Last(std::exchange(O.Last, nullptr)) {}
  CallbackList &operator=(CallbackList &&O) noexcept {
    std::swap(Last, O.Last);
    return *this;
  }

  bool empty() const noexcept { return !Last; }

  void append(Callback &C) noexcept {
    if (Last) {
      C.Next = Last->Next;
      Last->Next = &C;
    } else {
      C.Next = &C;
    }
    Last = &C;
  }

  /// Moves all nodes of `O` to the end of this list.
  void append(CallbackList &&O) noexcept {
    if (!O.Last)
      return;
    if (Last)
      std::swap(Last->Next, O.Last->Next);
    Last = std::exchange(O.Last, nullptr);
  }

  /// The first node, taken out; the list must not be empty.
  Callback &takeFirst() noexcept {
    Callback *First = Last->Next;
    if (First == Last)
      Last = nullptr;
    else
      Last->Next = First->Next;
    First->Next = nullptr;
    return *First;
  }

  /// Takes `C` out if it is in this list. Linear.
  bool remove(Callback &C) noexcept {
    if (!Last)
      return false;
    Callback *Before = Last;
    do {
      if (Before->Next == &C) {
        if (&C == Before)
          Last = nullptr;
        else {
          Before->Next = C.Next;
          if (Last == &C)
            Last = Before;
        }
        C.Next = nullptr;
        return true;
      }
      Before = Before->Next;
    } while (Before != Last);
    return false;
  }

  /// Calls `Fn` for each node, first to last.
  template <class F> void forEach(F Fn) const {
    if (!Last)
      return;
    for (Callback *C = Last->Next;; C = C->Next) {
      Fn(*C);
      if (C == Last)
        return;
    }
  }
};

} // namespace aio::detail

#endif // AIO_DETAIL_CALLBACK_H
