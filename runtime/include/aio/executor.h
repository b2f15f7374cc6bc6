//===- executor.h - work on other threads -----------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// concurrent.futures.ThreadPoolExecutor, and asyncio's ways to use it. A
// coroutine that must do something that blocks, or that takes long, does it
// here:
//
//   std::string Text = co_await aio::to_thread(readFile, Path);
//
//===----------------------------------------------------------------------===//

#ifndef AIO_EXECUTOR_H
#define AIO_EXECUTOR_H

#include <aio/concurrent_future.h>
#include <aio/context.h>
#include <aio/event_loop.h>
#include <aio/future.h>
#include <aio/task.h>

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace aio {

namespace detail {

/// One piece of work.
class Job {
public:
  virtual ~Job() = default;
  virtual void run() = 0;
  /// Instead of `run`, if it will never be run.
  virtual void cancel() = 0;
};

template <class R, class F, class... A> class JobOf final : public Job {
  ConcurrentFuture<R> Result;
  F Fn;
  std::tuple<A...> Args;

public:
  JobOf(ConcurrentFuture<R> Result, F Fn, A... Args)
      : Result(std::move(Result)), Fn(std::move(Fn)), Args(std::move(Args)...) {
  }
  void run() override {
    if (!Result.set_running_or_notify_cancel())
      return;
    try {
      if constexpr (std::is_void_v<R>) {
        std::apply(Fn, std::move(Args));
        Result.set_result();
      } else if constexpr (std::is_reference_v<R>) {
        Result.set_result(std::addressof(std::apply(Fn, std::move(Args))));
      } else {
        Result.set_result(std::apply(Fn, std::move(Args)));
      }
    } catch (...) { // It belongs to who asked.
      Result.set_exception(std::current_exception());
    }
  }
  void cancel() override { Result.cancel(); }
};

/// The futures are in the order of items.
template <class Executor, class F, class T>
auto submitEach(Executor &E, const F &Fn, std::vector<T> Items) {
  std::vector<ConcurrentFuture<std::invoke_result_t<F &, T>>> Out;
  Out.reserve(Items.size());
  for (T &Item : Items)
    Out.push_back(E.submit(Fn, std::move(Item)));
  return Out;
}

} // namespace detail

/// Threads that are started when there is work for them. Any thread may use it.
class ThreadPoolExecutor {
  struct State;
  std::shared_ptr<State> S;

  void add(std::unique_ptr<detail::Job> J);

public:
  /// At most so many threads; 0: four more than there are cores, 32 at most.
  /// They get that name and a number. Throws std::system_error by `submit` if
  /// no thread can be started at all.
  explicit ThreadPoolExecutor(unsigned MaxWorkers = 0,
                              std::string NamePrefix = "aio");
  ThreadPoolExecutor(const ThreadPoolExecutor &) = delete;
  ThreadPoolExecutor &operator=(const ThreadPoolExecutor &) = delete;
  /// `shutdown()`.
  ~ThreadPoolExecutor();

  /// Calls `Fn(Args...)` on one of the threads. Throws std::runtime_error after
  /// `shutdown()`.
  template <class F, class... A>
  auto submit(F Fn, A... Args)
      -> ConcurrentFuture<std::invoke_result_t<F &, A...>> {
    using R = std::invoke_result_t<F &, A...>;
    ConcurrentFuture<R> Result;
    add(std::make_unique<detail::JobOf<R, F, A...>>(Result, std::move(Fn),
                                                    std::move(Args)...));
    return Result;
  }
  /// Calls `Fn` for each item, all at once; the results in the order of items.
  template <class F, class T>
  auto map(F Fn, std::vector<T> Items)
      -> std::vector<ConcurrentFuture<std::invoke_result_t<F &, T>>> {
    return detail::submitEach(*this, Fn, std::move(Items));
  }
  /// Takes no more work. Waits until all is done if `Wait`; what has not begun
  /// is cancelled if `CancelFutures`.
  void shutdown(bool Wait = true, bool CancelFutures = false);
};

template <class F, class... A>
auto EventLoop::run_in_executor(ThreadPoolExecutor *In, F Fn, A... Args)
    -> Future<std::invoke_result_t<F &, A...>> {
  ThreadPoolExecutor &E = In ? *In : defaultExecutor();
  return E.submit(std::move(Fn), std::move(Args)...).wrap(*this);
}

/// On the loop that runs on this thread.
template <class F, class... A>
auto run_in_executor(ThreadPoolExecutor *In, F Fn, A... Args) {
  return get_running_loop().run_in_executor(In, std::move(Fn),
                                            std::move(Args)...);
}

/// Calls `Fn(Args...)` on a thread of the default executor, in a copy of the
/// caller's context, and gives what it gives.
template <class F, class... A>
auto to_thread(F Fn, A... Args) -> Coro<std::invoke_result_t<F &, A...>> {
  // A variable: within the `co_await`, GCC 12 would copy the closure bit by
  // bit.
  auto Call = [Own = copy_context(), Fn = std::move(Fn)](
                  A... Args) mutable -> std::invoke_result_t<F &, A...> {
    return Own.run([&]() -> std::invoke_result_t<F &, A...> {
      return Fn(std::move(Args)...);
    });
  };
  co_return co_await get_running_loop().run_in_executor(
      nullptr, std::move(Call), std::move(Args)...);
}

/// Runs the coroutine as a task of a loop of another thread. The loop must not
/// be closed meanwhile, or the future never ends. To cancel the future has an
/// effect only before the task is made. Throws std::runtime_error if the loop
/// is closed.
template <class T>
ConcurrentFuture<T> run_coroutine_threadsafe(Coro<T> C, EventLoop &Loop) {
  ConcurrentFuture<T> Out;
  // The coroutine goes to the loop's thread and stays there.
  auto Frame = std::make_shared<Coro<T>>(std::move(C));
  Loop.call_soon_threadsafe([Out, Frame, &Loop] {
    if (!Out.set_running_or_notify_cancel())
      return;
    Task<T> Work = Loop.create_task(std::move(*Frame));
    Work.add_done_callback([Out](const Task<T> &Work) {
      if (Work.cancelled())
        Out.set_exception(std::make_exception_ptr(CancelledError()));
      else if (std::exception_ptr E = Work.exception())
        Out.set_exception(std::move(E));
      else if constexpr (std::is_void_v<T>)
        Out.set_result();
      else
        Out.set_result(detail::storedOf<T>(*Work.state()));
    });
  });
  return Out;
}

} // namespace aio

#endif // AIO_EXECUTOR_H
