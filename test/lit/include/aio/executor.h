//===- executor.h - work on other threads -------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_EXECUTOR_H
#define AIO_EXECUTOR_H

#include <aio/core.h>

#include <thread>

namespace aio {

/// Runs each job on a thread of its own, and joins them all when it dies. To be
/// used on the loop's thread.
class ThreadPoolExecutor {
  std::vector<std::thread> Threads;

public:
  ThreadPoolExecutor() = default;
  explicit ThreadPoolExecutor(unsigned /*MaxWorkers*/) {}
  ThreadPoolExecutor(const ThreadPoolExecutor &) = delete;
  ThreadPoolExecutor &operator=(const ThreadPoolExecutor &) = delete;
  ~ThreadPoolExecutor() { shutdown(); }
  void shutdown() {
    for (std::thread &T : std::exchange(Threads, {}))
      T.join();
  }
  /// The future belongs to the loop.
  template <class F, class... A>
  auto submit(F Fn, A... Args) -> Future<std::invoke_result_t<F, A...>> {
    using R = std::invoke_result_t<F, A...>;
    Future<R> Result;
    Threads.emplace_back(
        [Result, Loop = &get_running_loop(), Fn, Args...]() mutable {
          std::exception_ptr E;
          std::optional<detail::Stored<R>> V;
          try {
            if constexpr (std::is_void_v<R>)
              Fn(Args...), V.emplace();
            else
              V.emplace(Fn(Args...));
          } catch (...) {
            E = std::current_exception();
          }
          Loop->call_soon_threadsafe([Result, E, V = std::move(V)]() mutable {
            if (Result.done())
              return;
            E ? Result.set_exception(E) : Result.set_result(std::move(*V));
          });
        });
    return Result;
  }
};

template <class F, class... A>
auto EventLoop::run_in_executor(ThreadPoolExecutor *E, F Fn, A... Args)
    -> Future<std::invoke_result_t<F, A...>> {
  static ThreadPoolExecutor Default;
  return (E ? *E : Default).submit(std::move(Fn), std::move(Args)...);
}
template <class F, class... A>
auto run_in_executor(ThreadPoolExecutor *E, F Fn, A... Args) {
  return get_running_loop().run_in_executor(E, std::move(Fn),
                                            std::move(Args)...);
}
template <class F, class... A>
auto to_thread(F Fn, A... Args) -> Coro<std::invoke_result_t<F, A...>> {
  co_return co_await get_running_loop().run_in_executor(nullptr, std::move(Fn),
                                                        std::move(Args)...);
}

} // namespace aio

#endif // AIO_EXECUTOR_H
