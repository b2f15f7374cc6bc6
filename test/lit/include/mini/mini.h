//===- mini.h - a small coroutine library for the test programs -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a team writes for itself: tasks, futures, generators, a loop, and the
// usual things to wait for. It is complete and runs, so that a test program's
// meaning can be tried. The analyzer has no model of it: everything that it
// knows of this library it reads from this file.
//
// A loop, what waits on it, and the stop sources of its tasks belong to one
// thread; only loop::post and thread_pool may be used from another.
//
//===----------------------------------------------------------------------===//

#ifndef MINI_MINI_H
#define MINI_MINI_H

#include <algorithm>
#include <atomic>
#include <chrono>
#include <coroutine>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <iterator>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <semaphore>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <tuple>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace mini {

//===----------------------------------------------------------------------===//
// Cancellation
//===----------------------------------------------------------------------===//

/// Unwinds a coroutine that was told to stop. Not a std::exception, so that a
/// handler of errors does not catch it.
struct cancelled {};

/// An operation on a stream was cancelled.
struct operation_aborted : std::runtime_error {
  operation_aborted() : std::runtime_error("operation aborted") {}
};

namespace detail {

struct stop_state {
  bool requested = false;
  std::list<std::function<void()>> hooks;
};

/// Keeps a callback in a stop state for as long as it is wanted.
class stop_hook {
public:
  stop_hook() = default;
  stop_hook(std::shared_ptr<stop_state> state, std::function<void()> callback)
      : state_(std::move(state)) {
    place_ = state_->hooks.insert(state_->hooks.end(), std::move(callback));
  }
  stop_hook(stop_hook &&other) noexcept
      : state_(std::move(other.state_)), place_(other.place_) {}
  stop_hook &operator=(stop_hook &&other) noexcept {
    if (this != &other) {
      forget();
      state_ = std::move(other.state_);
      place_ = other.place_;
    }
    return *this;
  }
  ~stop_hook() { forget(); }

  void forget() noexcept {
    if (state_)
      state_->hooks.erase(place_);
    state_ = nullptr;
  }

private:
  std::shared_ptr<stop_state> state_;
  std::list<std::function<void()>>::iterator place_;
};

} // namespace detail

class stop_token {
public:
  stop_token() = default;

  bool stop_requested() const noexcept { return state_ && state_->requested; }

  void throw_if_stopped() const {
    if (stop_requested())
      throw cancelled{};
  }

  /// Calls `callback` when a stop is requested, unless the hook dies first.
  /// The callback may schedule coroutines, but not resume them.
  detail::stop_hook on_request(std::function<void()> callback) const {
    if (!state_)
      return {};
    return detail::stop_hook(state_, std::move(callback));
  }

private:
  friend class stop_source;
  explicit stop_token(std::shared_ptr<detail::stop_state> state)
      : state_(std::move(state)) {}

  std::shared_ptr<detail::stop_state> state_;
};

class stop_source {
public:
  stop_source() : state_(std::make_shared<detail::stop_state>()) {}

  stop_token token() const { return stop_token(state_); }
  bool stop_requested() const noexcept { return state_->requested; }

  void request_stop() {
    if (state_->requested)
      return;
    state_->requested = true;
    for (auto &hook : state_->hooks)
      hook();
  }

private:
  std::shared_ptr<detail::stop_state> state_;
};

namespace detail {

/// The stop token that a coroutine runs under; an empty one for coroutines of
/// other libraries.
template <typename Promise> stop_token stop_of(const Promise &promise) {
  if constexpr (requires { stop_token(promise.stop); })
    return promise.stop;
  else
    return {};
}

} // namespace detail

//===----------------------------------------------------------------------===//
// The loop
//===----------------------------------------------------------------------===//

class executor {
public:
  virtual ~executor() = default;
  /// Runs `callable` later. May be called from any thread.
  virtual void post(std::function<void()> callable) = 0;

  struct schedule_awaiter {
    executor &target;

    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiting) {
      target.post([waiting] { waiting.resume(); });
    }
    void await_resume() const noexcept {}
  };

  /// Moves the awaiting coroutine to this executor.
  schedule_awaiter schedule() { return schedule_awaiter{*this}; }
};

/// Runs coroutines, one at a time, on the thread that called run().
class loop : public executor {
public:
  using clock = std::chrono::steady_clock;
  using timers = std::multimap<clock::time_point, std::coroutine_handle<>>;
  struct not_current {};

  /// A new loop is this thread's current one until it dies.
  loop() : outer_(std::exchange(current_, this)), installed_(true) {}
  explicit loop(not_current) {}
  loop(const loop &) = delete;
  loop &operator=(const loop &) = delete;
  ~loop() override {
    if (installed_)
      current_ = outer_;
    drain_posted();
  }

  static loop &current() {
    if (!current_)
      throw std::logic_error("no loop on this thread");
    return *current_;
  }

  /// Runs until nothing is left to do.
  void run() {
    run_while([this] { return has_work(); });
  }

  /// Runs until `done` is set by something that the loop runs.
  void run_until(const bool &done) {
    run_while([&done] { return !done; });
  }

  void post(std::function<void()> callable) override {
    std::shared_ptr<mailbox> mail = mail_;
    letter *sent = new letter{std::move(callable), nullptr};
    sent->older = mail->newest.load();
    while (!mail->newest.compare_exchange_weak(sent->older, sent))
      ;
    mail->arrived.release();
  }

  /// Resumes `waiting` in the loop's next turn. Only on the loop's thread.
  void resume_soon(std::coroutine_handle<> waiting) {
    ready_.push_back(waiting);
  }

  timers::iterator resume_at(clock::time_point when,
                             std::coroutine_handle<> waiting) {
    return timers_.emplace(when, waiting);
  }

  void expire_now(timers::iterator timer) {
    resume_soon(timer->second);
    timers_.erase(timer);
  }

  /// While work is under way elsewhere, run() goes on.
  void add_work() { ++outstanding_; }
  void remove_work() { --outstanding_; }

private:
  struct letter {
    std::function<void()> callable;
    letter *older;
  };
  /// Outlives the loop while another thread is still posting to it.
  struct mailbox {
    std::atomic<letter *> newest{nullptr};
    std::counting_semaphore<> arrived{0};
  };

  bool has_work() const {
    return !ready_.empty() || !timers_.empty() || outstanding_ > 0 ||
           mail_->newest.load() != nullptr;
  }

  template <typename Condition> void run_while(Condition go_on) {
    loop *outer = std::exchange(current_, this);
    while (go_on())
      turn();
    current_ = outer;
  }

  void turn() {
    for (auto &callable : drain_posted())
      callable();
    std::deque<std::coroutine_handle<>> batch;
    batch.swap(ready_);
    for (auto waiting : batch)
      waiting.resume();
    while (!timers_.empty() && timers_.begin()->first <= clock::now()) {
      auto waiting = timers_.begin()->second;
      timers_.erase(timers_.begin());
      waiting.resume();
    }
    if (!ready_.empty() || mail_->newest.load() != nullptr)
      return;
    if (!timers_.empty())
      (void)mail_->arrived.try_acquire_until(timers_.begin()->first);
    else if (outstanding_ > 0)
      (void)mail_->arrived.try_acquire_for(std::chrono::seconds(1));
    else
      (void)mail_->arrived.try_acquire_for(std::chrono::milliseconds(1));
  }

  std::deque<std::function<void()>> drain_posted() {
    std::deque<std::function<void()>> posted;
    letter *newest = mail_->newest.exchange(nullptr);
    while (newest) {
      std::unique_ptr<letter> taken(newest);
      newest = taken->older;
      posted.push_front(std::move(taken->callable));
    }
    return posted;
  }

  inline static thread_local loop *current_ = nullptr;

  loop *outer_ = nullptr;
  bool installed_ = false;
  std::deque<std::coroutine_handle<>> ready_;
  timers timers_;
  std::size_t outstanding_ = 0;
  std::shared_ptr<mailbox> mail_ = std::make_shared<mailbox>();
};

/// Some threads, each with a loop of its own.
class thread_pool : public executor {
public:
  explicit thread_pool(std::size_t size = 2) {
    for (std::size_t i = 0; i < size; ++i)
      workers_.push_back(std::make_unique<worker>());
  }
  ~thread_pool() override {
    for (auto &each : workers_)
      each->finish();
  }

  void post(std::function<void()> callable) override {
    workers_[next_++ % workers_.size()]->queue.post(std::move(callable));
  }

private:
  struct worker {
    bool finishing = false;
    loop queue{loop::not_current{}};
    std::jthread runner{[this] { queue.run_until(finishing); }};

    void finish() {
      queue.post([this] { finishing = true; });
    }
  };

  std::vector<std::unique_ptr<worker>> workers_;
  std::atomic<std::size_t> next_{0};
};

//===----------------------------------------------------------------------===//
// Tasks
//===----------------------------------------------------------------------===//

namespace detail {

/// What a coroutine gave: a value or an exception.
template <typename T> class outcome {
public:
  template <typename U> void return_value(U &&value) {
    value_.template emplace<1>(std::forward<U>(value));
  }
  void unhandled_exception() noexcept {
    value_.template emplace<2>(std::current_exception());
  }
  T take() { return std::move(look()); }
  T &look() {
    if (value_.index() == 2)
      std::rethrow_exception(std::get<2>(value_));
    return std::get<1>(value_);
  }

private:
  std::variant<std::monostate, T, std::exception_ptr> value_;
};

template <> class outcome<void> {
public:
  void return_void() noexcept {}
  void unhandled_exception() noexcept { error_ = std::current_exception(); }
  void take() { look(); }
  void look() {
    if (error_)
      std::rethrow_exception(error_);
  }

private:
  std::exception_ptr error_;
};

/// Ends a coroutine by going on with the one that awaits it.
struct continue_waiting {
  bool await_ready() const noexcept { return false; }
  template <typename Promise>
  std::coroutine_handle<>
  await_suspend(std::coroutine_handle<Promise> ended) const noexcept {
    if (auto waiting = ended.promise().continuation)
      return waiting;
    return std::noop_coroutine();
  }
  void await_resume() const noexcept {}
};

} // namespace detail

/// A coroutine that starts when it is awaited, and is destroyed unrun when it
/// never is.
template <typename T = void> class task {
public:
  struct promise_type : detail::outcome<T> {
    std::coroutine_handle<> continuation;
    stop_token stop;

    task get_return_object() noexcept {
      return task(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    detail::continue_waiting final_suspend() const noexcept { return {}; }
  };

  task() = default;
  task(task &&other) noexcept : frame_(std::exchange(other.frame_, nullptr)) {}
  task &operator=(task &&other) noexcept {
    if (this != &other) {
      if (frame_)
        frame_.destroy();
      frame_ = std::exchange(other.frame_, nullptr);
    }
    return *this;
  }
  ~task() {
    if (frame_)
      frame_.destroy();
  }

  bool valid() const noexcept { return frame_ != nullptr; }
  bool finished() const noexcept { return frame_ && frame_.done(); }

  auto operator co_await() && noexcept { return taking_awaiter{{frame_}}; }
  auto operator co_await() & noexcept { return looking_awaiter{{frame_}}; }

private:
  struct awaiter {
    std::coroutine_handle<promise_type> frame;

    bool await_ready() const noexcept { return frame.done(); }
    template <typename Promise>
    std::coroutine_handle<>
    await_suspend(std::coroutine_handle<Promise> waiting) noexcept {
      frame.promise().continuation = waiting;
      frame.promise().stop = detail::stop_of(waiting.promise());
      return frame;
    }
  };
  struct taking_awaiter : awaiter {
    T await_resume() { return this->frame.promise().take(); }
  };
  struct looking_awaiter : awaiter {
    decltype(auto) await_resume() { return this->frame.promise().look(); }
  };

  explicit task(std::coroutine_handle<promise_type> frame) noexcept
      : frame_(frame) {}

  std::coroutine_handle<promise_type> frame_;
};

namespace detail {

/// Ends a coroutine that runs whether or not somebody waits for it.
struct continue_or_vanish {
  bool await_ready() const noexcept { return false; }
  template <typename Promise>
  std::coroutine_handle<>
  await_suspend(std::coroutine_handle<Promise> ended) const noexcept {
    if (ended.promise().abandoned) {
      ended.destroy();
      return std::noop_coroutine();
    }
    if (auto waiting = ended.promise().continuation)
      return waiting;
    return std::noop_coroutine();
  }
  void await_resume() const noexcept {}
};

} // namespace detail

/// A coroutine that starts when it is called. The result waits in it; when the
/// future is dropped, the coroutine runs on and the result is lost.
template <typename T = void> class [[nodiscard]] future {
public:
  struct promise_type : detail::outcome<T> {
    std::coroutine_handle<> continuation;
    stop_token stop;
    bool abandoned = false;

    future get_return_object() noexcept {
      return future(std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    detail::continue_or_vanish final_suspend() const noexcept { return {}; }
  };

  future() = default;
  future(future &&other) noexcept
      : frame_(std::exchange(other.frame_, nullptr)) {}
  future &operator=(future &&other) noexcept {
    if (this != &other) {
      abandon();
      frame_ = std::exchange(other.frame_, nullptr);
    }
    return *this;
  }
  ~future() { abandon(); }

  bool valid() const noexcept { return frame_ != nullptr; }
  bool ready() const noexcept { return frame_ && frame_.done(); }

  auto operator co_await() noexcept { return awaiter{frame_}; }

private:
  struct awaiter {
    std::coroutine_handle<promise_type> frame;

    bool await_ready() const noexcept { return frame.done(); }
    void await_suspend(std::coroutine_handle<> waiting) noexcept {
      frame.promise().continuation = waiting;
    }
    T await_resume() { return frame.promise().take(); }
  };

  explicit future(std::coroutine_handle<promise_type> frame) noexcept
      : frame_(frame) {}

  void abandon() noexcept {
    if (!frame_)
      return;
    if (frame_.done())
      frame_.destroy();
    else
      frame_.promise().abandoned = true;
  }

  std::coroutine_handle<promise_type> frame_;
};

/// A coroutine that nobody waits for.
struct detached {
  struct promise_type {
    stop_token stop;

    detached get_return_object() const noexcept { return {}; }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_never final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    void unhandled_exception() const noexcept { std::terminate(); }
  };
};

//===----------------------------------------------------------------------===//
// Generators
//===----------------------------------------------------------------------===//

/// Gives values as it is iterated.
template <typename T> class generator {
public:
  struct promise_type {
    const T *shown = nullptr;
    std::exception_ptr error;

    generator get_return_object() noexcept {
      return generator(
          std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    std::suspend_always final_suspend() const noexcept { return {}; }
    std::suspend_always yield_value(const T &value) noexcept {
      shown = std::addressof(value);
      return {};
    }
    void return_void() const noexcept {}
    void unhandled_exception() noexcept { error = std::current_exception(); }
    void await_transform() = delete;
  };

  class cursor {
  public:
    using value_type = T;
    using difference_type = std::ptrdiff_t;

    cursor() = default;
    explicit cursor(std::coroutine_handle<promise_type> frame)
        : frame_(frame) {}

    const T &operator*() const { return *frame_.promise().shown; }
    cursor &operator++() {
      advance(frame_);
      return *this;
    }
    void operator++(int) { ++*this; }
    bool operator==(std::default_sentinel_t) const { return frame_.done(); }

  private:
    std::coroutine_handle<promise_type> frame_;
  };

  generator() = default;
  generator(generator &&other) noexcept
      : frame_(std::exchange(other.frame_, nullptr)) {}
  generator &operator=(generator &&other) noexcept {
    std::swap(frame_, other.frame_);
    return *this;
  }
  ~generator() {
    if (frame_)
      frame_.destroy();
  }

  cursor begin() {
    advance(frame_);
    return cursor(frame_);
  }
  std::default_sentinel_t end() const noexcept { return {}; }

private:
  explicit generator(std::coroutine_handle<promise_type> frame) noexcept
      : frame_(frame) {}

  static void advance(std::coroutine_handle<promise_type> frame) {
    frame.resume();
    if (frame.promise().error)
      std::rethrow_exception(std::exchange(frame.promise().error, nullptr));
  }

  std::coroutine_handle<promise_type> frame_;
};

/// Gives values one at a time to who awaits next(), and may itself wait.
template <typename T> class async_generator {
public:
  struct promise_type {
    std::coroutine_handle<> continuation;
    stop_token stop;
    std::optional<T> given;
    std::exception_ptr error;

    async_generator get_return_object() noexcept {
      return async_generator(
          std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    detail::continue_waiting final_suspend() const noexcept { return {}; }
    detail::continue_waiting yield_value(T value) {
      given.emplace(std::move(value));
      return {};
    }
    void return_void() const noexcept {}
    void unhandled_exception() noexcept { error = std::current_exception(); }
  };

  struct next_awaiter {
    std::coroutine_handle<promise_type> frame;

    bool await_ready() const noexcept { return frame.done(); }
    template <typename Promise>
    std::coroutine_handle<>
    await_suspend(std::coroutine_handle<Promise> waiting) noexcept {
      frame.promise().continuation = waiting;
      frame.promise().stop = detail::stop_of(waiting.promise());
      return frame;
    }
    std::optional<T> await_resume() {
      if (frame.promise().error)
        std::rethrow_exception(std::exchange(frame.promise().error, nullptr));
      return std::exchange(frame.promise().given, std::nullopt);
    }
  };

  async_generator() = default;
  async_generator(async_generator &&other) noexcept
      : frame_(std::exchange(other.frame_, nullptr)) {}
  async_generator &operator=(async_generator &&other) noexcept {
    std::swap(frame_, other.frame_);
    return *this;
  }
  ~async_generator() {
    if (frame_)
      frame_.destroy();
  }

  /// The next value, or none at the end.
  next_awaiter next() noexcept { return next_awaiter{frame_}; }

private:
  explicit async_generator(std::coroutine_handle<promise_type> frame) noexcept
      : frame_(frame) {}

  std::coroutine_handle<promise_type> frame_;
};

//===----------------------------------------------------------------------===//
// Things to wait for
//===----------------------------------------------------------------------===//

/// Wakes its coroutine after a time, or at once when it is told to stop.
struct sleep_awaiter {
  std::chrono::milliseconds delay;
  stop_token stop;
  detail::stop_hook hook;

  bool await_ready() const noexcept { return false; }
  template <typename Promise>
  void await_suspend(std::coroutine_handle<Promise> waiting) {
    loop &where = loop::current();
    stop = detail::stop_of(waiting.promise());
    if (stop.stop_requested()) {
      where.resume_soon(waiting);
      return;
    }
    auto timer = where.resume_at(loop::clock::now() + delay, waiting);
    hook = stop.on_request([&where, timer] { where.expire_now(timer); });
  }
  void await_resume() {
    hook.forget();
    if (stop.stop_requested())
      throw cancelled{};
  }
};

inline sleep_awaiter sleep_for(std::chrono::milliseconds delay) {
  return sleep_awaiter{delay, {}, {}};
}

/// Lets others run.
struct yield_awaiter {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> waiting) const {
    loop::current().resume_soon(waiting);
  }
  void await_resume() const noexcept {}
};

inline yield_awaiter yield() noexcept { return {}; }

/// Gives the stop token that the awaiting coroutine runs under.
struct this_stop_awaiter {
  stop_token stop;

  bool await_ready() const noexcept { return false; }
  template <typename Promise>
  bool await_suspend(std::coroutine_handle<Promise> asking) {
    stop = detail::stop_of(asking.promise());
    return false;
  }
  stop_token await_resume() noexcept { return std::move(stop); }
};

inline this_stop_awaiter this_stop() noexcept { return {}; }

/// Lets coroutines wait until it is set.
class event {
public:
  struct wait_awaiter {
    event &waited;

    bool await_ready() const noexcept { return waited.set_; }
    void await_suspend(std::coroutine_handle<> waiting) {
      waited.waiting_.push_back(waiting);
    }
    void await_resume() const noexcept {}
  };

  wait_awaiter wait() noexcept { return wait_awaiter{*this}; }
  bool is_set() const noexcept { return set_; }
  void unset() noexcept { set_ = false; }
  void set() {
    set_ = true;
    for (auto waiting : std::exchange(waiting_, {}))
      loop::current().resume_soon(waiting);
  }

private:
  bool set_ = false;
  std::vector<std::coroutine_handle<>> waiting_;
};

/// An event that sets itself after so many steps.
class countdown {
public:
  explicit countdown(std::size_t steps) : left_(steps) {
    if (left_ == 0)
      zero_.set();
  }

  event::wait_awaiter wait() noexcept { return zero_.wait(); }
  void add() noexcept {
    ++left_;
    zero_.unset();
  }
  void step() {
    if (--left_ == 0)
      zero_.set();
  }

private:
  std::size_t left_;
  event zero_;
};

class semaphore;

/// One unit of a semaphore, given back when it dies.
class permit {
public:
  permit() = default;
  explicit permit(semaphore &from) : from_(&from) {}
  permit(permit &&other) noexcept
      : from_(std::exchange(other.from_, nullptr)) {}
  permit &operator=(permit &&other) noexcept {
    std::swap(from_, other.from_);
    return *this;
  }
  ~permit();

private:
  semaphore *from_ = nullptr;
};

class semaphore {
public:
  struct acquire_awaiter {
    semaphore &wanted;
    std::size_t count;

    bool await_ready() noexcept { return wanted.try_take(count); }
    void await_suspend(std::coroutine_handle<> waiting) {
      wanted.waiting_.push_back({count, waiting});
    }
    permit await_resume() const { return permit(wanted); }
  };
  struct take_awaiter : acquire_awaiter {
    void await_resume() const noexcept {}
  };

  explicit semaphore(std::size_t count) : left_(count) {}

  acquire_awaiter acquire() noexcept { return {*this, 1}; }
  take_awaiter take(std::size_t count) noexcept { return {{*this, count}}; }
  bool try_take(std::size_t count) noexcept {
    if (!waiting_.empty() || left_ < count)
      return false;
    left_ -= count;
    return true;
  }
  void give_back(std::size_t count) {
    left_ += count;
    while (!waiting_.empty() && waiting_.front().count <= left_) {
      left_ -= waiting_.front().count;
      loop::current().resume_soon(waiting_.front().who);
      waiting_.pop_front();
    }
  }

private:
  struct waiter {
    std::size_t count;
    std::coroutine_handle<> who;
  };
  std::size_t left_;
  std::deque<waiter> waiting_;
};

inline permit::~permit() {
  if (from_)
    from_->give_back(1);
}

/// Some units of a semaphore, given back when it dies.
class units {
public:
  units() = default;
  units(semaphore &from, std::size_t count) : from_(&from), count_(count) {}
  units(units &&other) noexcept
      : from_(std::exchange(other.from_, nullptr)), count_(other.count_) {}
  units &operator=(units &&other) noexcept {
    std::swap(from_, other.from_);
    std::swap(count_, other.count_);
    return *this;
  }
  ~units() {
    if (from_)
      from_->give_back(count_);
  }

private:
  semaphore *from_ = nullptr;
  std::size_t count_ = 0;
};

inline future<units> get_units(semaphore &from, std::size_t count) {
  co_await from.take(count);
  co_return units(from, count);
}

class mutex;

/// Holds a mutex.
class lock_guard {
public:
  lock_guard() = default;
  explicit lock_guard(mutex &held) : held_(&held) {}
  lock_guard(lock_guard &&other) noexcept
      : held_(std::exchange(other.held_, nullptr)) {}
  lock_guard &operator=(lock_guard &&other) noexcept {
    std::swap(held_, other.held_);
    return *this;
  }
  ~lock_guard() { unlock(); }
  void unlock();

private:
  mutex *held_ = nullptr;
};

class mutex {
public:
  struct lock_awaiter {
    mutex &wanted;

    bool await_ready() noexcept { return wanted.units_.try_take(1); }
    void await_suspend(std::coroutine_handle<> waiting) {
      wanted.units_.take(1).await_suspend(waiting);
    }
    lock_guard await_resume() const { return lock_guard(wanted); }
  };

  lock_awaiter lock() noexcept { return lock_awaiter{*this}; }
  bool try_lock() noexcept { return units_.try_take(1); }
  void unlock() { units_.give_back(1); }

private:
  semaphore units_{1};
};

inline void lock_guard::unlock() {
  if (held_)
    std::exchange(held_, nullptr)->unlock();
}

//===----------------------------------------------------------------------===//
// Running tasks
//===----------------------------------------------------------------------===//

namespace detail {

/// Makes the awaiting coroutine run under another stop token.
struct use_stop {
  stop_token stop;

  explicit use_stop(stop_token stop) : stop(std::move(stop)) {}

  bool await_ready() const noexcept { return false; }
  template <typename Promise>
  bool await_suspend(std::coroutine_handle<Promise> asking) {
    asking.promise().stop = stop;
    return false;
  }
  void await_resume() const noexcept {}
};

inline detached run_alone(task<> work) {
  try {
    co_await std::move(work);
  } catch (const cancelled &) {
    // Told to stop: it ends here.
  }
}

inline detached run_alone_on(executor &where, task<> work) {
  co_await where.schedule();
  try {
    co_await std::move(work);
  } catch (const cancelled &) {
    // Told to stop: it ends here.
  }
}

/// Runs `work` and keeps what it gives in `result`.
template <typename T>
detached collect(task<T> work, outcome<T> &result, countdown &left,
                 stop_token stop) {
  co_await use_stop(stop);
  try {
    if constexpr (std::is_void_v<T>)
      co_await std::move(work);
    else
      result.return_value(co_await std::move(work));
  } catch (...) {
    result.unhandled_exception();
  }
  left.step();
}

template <typename T>
using value_of = std::conditional_t<std::is_void_v<T>, std::monostate, T>;

template <typename T> value_of<T> take_value(outcome<T> &result) {
  if constexpr (std::is_void_v<T>) {
    result.take();
    return {};
  } else {
    return result.take();
  }
}

} // namespace detail

/// Runs `work` on its own; nobody waits for it.
inline void spawn(task<> work) { detail::run_alone(std::move(work)); }

/// Runs `work` on its own on `where`.
inline void spawn(executor &where, task<> work) {
  detail::run_alone_on(where, std::move(work));
}

/// Runs `work` on a loop of its own and blocks until it has ended.
template <typename T> T sync_wait(task<T> work) {
  struct finisher {
    static detached run(task<T> work, detail::outcome<T> &result, loop &home,
                        bool &done) {
      try {
        if constexpr (std::is_void_v<T>)
          co_await std::move(work);
        else
          result.return_value(co_await std::move(work));
      } catch (...) {
        result.unhandled_exception();
      }
      home.post([&done] { done = true; });
    }
  };
  loop home;
  detail::outcome<T> result;
  bool done = false;
  finisher::run(std::move(work), result, home, done);
  home.run_until(done);
  return result.take();
}

/// Tasks that run together and are waited for together.
class scope {
public:
  scope() = default;
  scope(const scope &) = delete;
  scope &operator=(const scope &) = delete;

  void spawn(task<> work) {
    running_.add();
    run(std::move(work));
  }
  void request_stop() { stop_.request_stop(); }
  stop_token token() const { return stop_.token(); }

  /// Waits for all tasks; throws the first one's exception.
  task<> join() {
    running_.step();
    co_await running_.wait();
    running_.add();
    if (error_)
      std::rethrow_exception(std::exchange(error_, nullptr));
  }

private:
  detached run(task<> work) {
    co_await detail::use_stop(stop_.token());
    try {
      co_await std::move(work);
    } catch (...) {
      if (!error_)
        error_ = std::current_exception();
      stop_.request_stop();
    }
    running_.step();
  }

  // One step more than there are tasks: join() takes it.
  countdown running_{1};
  stop_source stop_;
  std::exception_ptr error_;
};

/// Runs all tasks together; throws if one of them did.
template <typename T>
task<std::vector<T>> when_all(std::vector<task<T>> works) {
  stop_token stop = co_await this_stop();
  std::vector<detail::outcome<T>> results(works.size());
  countdown left(works.size());
  for (std::size_t i = 0; i < works.size(); ++i)
    detail::collect(std::move(works[i]), results[i], left, stop);
  co_await left.wait();
  std::vector<T> values;
  for (auto &result : results)
    values.push_back(result.take());
  co_return values;
}

inline task<> when_all(std::vector<task<>> works) {
  stop_token stop = co_await this_stop();
  std::vector<detail::outcome<void>> results(works.size());
  countdown left(works.size());
  for (std::size_t i = 0; i < works.size(); ++i)
    detail::collect(std::move(works[i]), results[i], left, stop);
  co_await left.wait();
  for (auto &result : results)
    result.take();
}

template <typename... Ts>
task<std::tuple<detail::value_of<Ts>...>> when_all(task<Ts>... works) {
  stop_token stop = co_await this_stop();
  std::tuple<detail::outcome<Ts>...> results;
  countdown left(sizeof...(Ts));
  std::apply(
      [&](auto &...result) {
        (detail::collect(std::move(works), result, left, stop), ...);
      },
      results);
  co_await left.wait();
  co_return std::apply(
      [](auto &...result) {
        return std::tuple<detail::value_of<Ts>...>(
            detail::take_value(result)...);
      },
      results);
}

/// Which task ended first, and what it gave.
template <typename T> struct first_result {
  std::size_t winner;
  detail::value_of<T> given;
};

namespace detail {

template <typename T>
detached race(task<T> work, outcome<T> &result, std::size_t index,
              std::optional<std::size_t> &winner, countdown &left,
              stop_source &stop) {
  co_await use_stop(stop.token());
  try {
    if constexpr (std::is_void_v<T>)
      co_await std::move(work);
    else
      result.return_value(co_await std::move(work));
  } catch (...) {
    result.unhandled_exception();
  }
  if (!winner) {
    winner = index;
    stop.request_stop();
  }
  left.step();
}

} // namespace detail

/// Runs all tasks together, stops the others when one has ended, and waits
/// until all have.
template <typename T>
task<first_result<T>> when_any(std::vector<task<T>> works) {
  stop_token outer = co_await this_stop();
  stop_source stop;
  auto hook = outer.on_request([&stop] { stop.request_stop(); });
  std::vector<detail::outcome<T>> results(works.size());
  std::optional<std::size_t> winner;
  countdown left(works.size());
  for (std::size_t i = 0; i < works.size(); ++i)
    detail::race(std::move(works[i]), results[i], i, winner, left, stop);
  co_await left.wait();
  co_return first_result<T>{*winner, detail::take_value(results[*winner])};
}

template <typename T, typename... Ts>
task<first_result<T>> when_any(task<T> first, task<Ts>... others) {
  std::vector<task<T>> works;
  works.push_back(std::move(first));
  (works.push_back(std::move(others)), ...);
  return when_any(std::move(works));
}

/// A task that runs, that can be told to stop and that can be waited for. When
/// the handle is dropped, the task runs on.
template <typename T = void> class [[nodiscard]] join_handle {
public:
  struct promise_type : detail::outcome<T> {
    std::coroutine_handle<> continuation;
    stop_source source;
    stop_token stop = source.token();
    bool abandoned = false;

    join_handle get_return_object() noexcept {
      return join_handle(
          std::coroutine_handle<promise_type>::from_promise(*this));
    }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    detail::continue_or_vanish final_suspend() const noexcept { return {}; }
  };

  join_handle() = default;
  join_handle(join_handle &&other) noexcept
      : frame_(std::exchange(other.frame_, nullptr)) {}
  join_handle &operator=(join_handle &&other) noexcept {
    if (this != &other) {
      abandon();
      frame_ = std::exchange(other.frame_, nullptr);
    }
    return *this;
  }
  ~join_handle() { abandon(); }

  /// Asks the task to stop; awaiting it then throws mini::cancelled.
  void cancel() {
    if (frame_ && !frame_.done())
      frame_.promise().source.request_stop();
  }
  bool finished() const noexcept { return frame_ && frame_.done(); }

  auto operator co_await() noexcept { return awaiter{frame_}; }

private:
  struct awaiter {
    std::coroutine_handle<promise_type> frame;

    bool await_ready() const noexcept { return frame.done(); }
    void await_suspend(std::coroutine_handle<> waiting) noexcept {
      frame.promise().continuation = waiting;
    }
    T await_resume() { return frame.promise().take(); }
  };

  explicit join_handle(std::coroutine_handle<promise_type> frame) noexcept
      : frame_(frame) {}

  void abandon() noexcept {
    if (!frame_)
      return;
    if (frame_.done())
      frame_.destroy();
    else
      frame_.promise().abandoned = true;
  }

  std::coroutine_handle<promise_type> frame_;
};

template <typename T> join_handle<T> start(task<T> work) {
  co_return co_await std::move(work);
}

namespace detail {

template <typename Callable, typename R> struct thread_awaiter {
  Callable callable;
  outcome<R> result;

  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> waiting) {
    loop &home = loop::current();
    home.add_work();
    std::thread([this, waiting, &home] {
      try {
        if constexpr (std::is_void_v<R>)
          callable();
        else
          result.return_value(callable());
      } catch (...) {
        result.unhandled_exception();
      }
      home.post([waiting, &home] {
        home.remove_work();
        waiting.resume();
      });
    }).detach();
  }
  R await_resume() { return result.take(); }
};

} // namespace detail

/// Runs `callable` on a thread of its own.
template <typename Callable>
task<std::invoke_result_t<Callable &>> to_thread(Callable callable) {
  using R = std::invoke_result_t<Callable &>;
  detail::thread_awaiter<Callable, R> running{std::move(callable), {}};
  co_return co_await running;
}

//===----------------------------------------------------------------------===//
// Input and output
//===----------------------------------------------------------------------===//

/// What an operation gave that does not throw.
template <typename T> struct result {
  std::error_code ec;
  T value{};

  explicit operator bool() const noexcept { return !ec; }
};

/// A pipe within the program: what is written to it can be read from it.
class stream {
public:
  /// Reads some bytes; 0 at the end. Throws operation_aborted when the stream,
  /// or the reading coroutine, is told to stop.
  task<std::size_t> read(std::span<char> buffer) {
    while (bytes_.empty() && !closed_) {
      arrival something(*this);
      std::error_code ec = co_await something;
      if (ec)
        throw operation_aborted();
    }
    co_return take_bytes(buffer);
  }

  task<result<std::size_t>> try_read(std::span<char> buffer) {
    while (bytes_.empty() && !closed_) {
      arrival something(*this);
      std::error_code ec = co_await something;
      if (ec)
        co_return result<std::size_t>{ec, 0};
    }
    co_return result<std::size_t>{{}, take_bytes(buffer)};
  }

  task<std::size_t> write(std::string_view text) {
    co_await yield();
    if (closed_)
      throw operation_aborted();
    bytes_.insert(bytes_.end(), text.begin(), text.end());
    wake({});
    co_return text.size();
  }

  /// Aborts the reads that wait.
  void cancel() { wake(std::make_error_code(std::errc::operation_canceled)); }
  void close() {
    closed_ = true;
    wake({});
  }

private:
  struct arrival {
    stream &from;
    stop_token stop;
    detail::stop_hook hook;
    std::error_code why;

    explicit arrival(stream &from) : from(from) {}

    bool await_ready() const noexcept { return false; }
    template <typename Promise>
    void await_suspend(std::coroutine_handle<Promise> waiting) {
      stop = detail::stop_of(waiting.promise());
      from.waiting_.push_back({waiting, &why});
      if (stop.stop_requested())
        from.cancel();
      else
        hook = stop.on_request([this] { from.cancel(); });
    }
    std::error_code await_resume() {
      hook.forget();
      return why;
    }
  };
  struct reader {
    std::coroutine_handle<> who;
    std::error_code *why;
  };

  void wake(std::error_code why) {
    for (reader &each : std::exchange(waiting_, {})) {
      *each.why = why;
      loop::current().resume_soon(each.who);
    }
  }
  std::size_t take_bytes(std::span<char> buffer) {
    std::size_t count = std::min(buffer.size(), bytes_.size());
    for (std::size_t i = 0; i < count; ++i) {
      buffer[i] = bytes_.front();
      bytes_.pop_front();
    }
    return count;
  }

  std::deque<char> bytes_;
  bool closed_ = false;
  std::vector<reader> waiting_;
};

} // namespace mini

#endif // MINI_MINI_H
