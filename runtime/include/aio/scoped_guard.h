//===- scoped_guard.h - releasing at the end of a scope ---------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_SCOPED_GUARD_H
#define AIO_SCOPED_GUARD_H

#include <utility>

namespace aio {

/// Has acquired a lock or the like, and releases it when it dies. Movable.
template <class L> class [[nodiscard]] ScopedGuard {
  L *Of;

public:
  /// `Of` must be acquired.
  explicit ScopedGuard(L &Of) noexcept : Of(&Of) {}
  ScopedGuard(ScopedGuard &&O) noexcept : Of(std::exchange(O.Of, nullptr)) {}
  ScopedGuard &operator=(ScopedGuard &&O) noexcept {
    std::swap(Of, O.Of);
    return *this;
  }
  ~ScopedGuard() {
    if (Of)
      Of->release();
  }
  /// Releases before the end of the scope.
  void release() {
    if (Of)
      std::exchange(Of, nullptr)->release();
  }
};

} // namespace aio

#endif // AIO_SCOPED_GUARD_H
