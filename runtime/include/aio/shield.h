//===- shield.h - keeping a cancellation from a task ------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// asyncio.shield.
//
//===----------------------------------------------------------------------===//

#ifndef AIO_SHIELD_H
#define AIO_SHIELD_H

#include <aio/task.h>

#include <utility>

namespace aio {

/// A future with the awaitable's result. To cancel it leaves the awaitable
/// running. Keep the task that you shield, if somebody is to look at what
/// becomes of it then.
template <Awaitable A> auto shield(A X) {
  auto Inner = ensure_future(std::move(X));
  using T = typename decltype(Inner)::value_type;
  Future<T> Plain = Future<T>::fromState(Inner.state());
  if (Plain.done())
    return Plain;
  Future<T> Outer(Plain.get_loop());
  AnyFuture::CallbackId Id =
      Plain.add_done_callback([Outer](const Future<T> &Inner) {
        if (Outer.cancelled()) {
          // Nobody will look at its exception any more.
          if (!Inner.cancelled())
            Inner.exception();
        } else if (Inner.cancelled()) {
          Outer.cancel();
        } else if (std::exception_ptr E = Inner.exception()) {
          Outer.set_exception(std::move(E));
        } else if constexpr (std::is_void_v<T>) {
          Outer.set_result();
        } else {
          Outer.set_result(detail::storedOf<T>(*Inner.state()));
        }
      });
  Outer.add_done_callback([Plain, Id](const Future<T> &) {
    if (!Plain.done())
      Plain.remove_done_callback(Id);
  });
  return Outer;
}

} // namespace aio

#endif // AIO_SHIELD_H
