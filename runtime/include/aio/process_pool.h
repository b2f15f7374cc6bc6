//===- process_pool.h - work in other processes ----------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// concurrent.futures.ProcessPoolExecutor: work that takes the processor for
// long, or that may crash.
//
//   aio::ProcessPoolExecutor Pool;
//   double X = co_await aio::run_in_executor(Pool, integrate, 0.0, 1.0);
//
//===----------------------------------------------------------------------===//

#ifndef AIO_PROCESS_POOL_H
#define AIO_PROCESS_POOL_H

#include <aio/concurrent_future.h>
#include <aio/event_loop.h>
#include <aio/executor.h>
#include <aio/serialize.h>

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace aio {

/// A worker of the pool has ended without being asked to.
class BrokenProcessPool : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

/// An exception of a type that is not carried over: its text is "TYPE: what()".
class RemoteError : public std::runtime_error {
public:
  using std::runtime_error::runtime_error;
};

namespace detail {

/// Reads what to call and with what, calls it, and appends the result's bytes.
/// It has the same address in the workers, which are copies of this process.
using RemoteCall = void (*)(std::string_view In, std::string &Out);

template <class F, class... A>
void callWithBytes(std::string_view In, std::string &Out) {
  using R = std::invoke_result_t<F &, A...>;
  F Fn = Serializer<F>::read(In);
  std::tuple<A...> Args{Serializer<A>::read(In)...};
  if constexpr (std::is_void_v<R>)
    std::apply(Fn, std::move(Args));
  else
    Serializer<R>::write(Out, std::apply(Fn, std::move(Args)));
}

class ProcessPool;

} // namespace detail

/// Processes that are forked when this is made: make it before the program has
/// other threads, and load libraries before. Any thread may use it.
///
/// A worker has no descriptors but the standard streams, default actions for
/// signals but SIGINT, which it ignores, and what the memory held when it was
/// forked; no loop runs in it. If one dies, all work that has not ended fails
/// with BrokenProcessPool, and so does what is submitted later.
class ProcessPoolExecutor {
  std::shared_ptr<detail::ProcessPool> P;
  /// A thread waits for each call.
  ThreadPoolExecutor Threads;

  static std::string callIn(detail::ProcessPool &P, detail::RemoteCall Call,
                            std::string Request);
  void checkNotBroken() const;

public:
  /// So many processes; 0: as many as there are cores. Throws std::system_error
  /// if they cannot be made.
  explicit ProcessPoolExecutor(unsigned MaxWorkers = 0);
  ProcessPoolExecutor(const ProcessPoolExecutor &) = delete;
  ProcessPoolExecutor &operator=(const ProcessPoolExecutor &) = delete;
  /// `shutdown()`.
  ~ProcessPoolExecutor();

  /// Calls `Fn(Args...)` in a worker. `Fn` is a function or an object that can
  /// be copied bit by bit (a lambda that captures numbers, no references);
  /// arguments and result are Serializable. What it throws is thrown again if
  /// it is exactly a std::bad_alloc, std::system_error, std::runtime_error,
  /// std::logic_error, std::invalid_argument, std::domain_error,
  /// std::length_error, std::out_of_range, std::range_error,
  /// std::overflow_error or std::underflow_error; else a RemoteError.
  ///
  /// Throws BrokenProcessPool, and std::runtime_error after `shutdown()`.
  template <class F, class... A>
  auto submit(F Fn, A... Args)
      -> ConcurrentFuture<std::invoke_result_t<F &, A...>> {
    using R = std::invoke_result_t<F &, A...>;
    static_assert(Serializable<F> && (Serializable<A> && ...),
                  "function and arguments must get to another process: see "
                  "aio/serialize.h");
    checkNotBroken();
    std::string Request;
    Serializer<F>::write(Request, Fn);
    (Serializer<A>::write(Request, Args), ...);
    return Threads.submit([P = P, Request = std::move(Request)]() mutable -> R {
      std::string Reply =
          callIn(*P, &detail::callWithBytes<F, A...>, std::move(Request));
      if constexpr (!std::is_void_v<R>) {
        static_assert(Serializable<R>,
                      "the result must come back from another process: see "
                      "aio/serialize.h");
        std::string_view In(Reply);
        return Serializer<R>::read(In);
      }
    });
  }
  /// Calls `Fn` for each item, all at once; the results in the order of items.
  template <class F, class T>
  auto map(F Fn, std::vector<T> Items)
      -> std::vector<ConcurrentFuture<std::invoke_result_t<F &, T>>> {
    return detail::submitEach(*this, Fn, std::move(Items));
  }
  /// Takes no more work. Waits until all is done and the processes have ended
  /// if `Wait`; what has not begun is cancelled if `CancelFutures`.
  void shutdown(bool Wait = true, bool CancelFutures = false);
  /// The workers that live.
  std::vector<int> pids() const;
};

template <class F, class... A>
auto EventLoop::run_in_executor(ProcessPoolExecutor &In, F Fn, A... Args)
    -> Future<std::invoke_result_t<F &, A...>> {
  return In.submit(std::move(Fn), std::move(Args)...).wrap(*this);
}

/// On the loop that runs on this thread.
template <class F, class... A>
auto run_in_executor(ProcessPoolExecutor &In, F Fn, A... Args) {
  return get_running_loop().run_in_executor(In, std::move(Fn),
                                            std::move(Args)...);
}

} // namespace aio

#endif // AIO_PROCESS_POOL_H
