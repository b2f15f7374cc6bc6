//===- Scheduler.h - which file is analysed next ----------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A file has at most one analysis that runs and one that waits; a newer one
// takes the place of the one that waits. Nothing waits inside a running
// analysis, so that a thread is never held up by another file. The file that
// was asked for last goes first. Where an analysis is slow, a pause in the
// typing is waited for, but never longer than twice what an analysis takes.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_SERVER_SCHEDULER_H
#define COROLINT_LSP_SERVER_SCHEDULER_H

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace corolint::lsp {

/// Threads that analyse files. Thread-safe.
class Scheduler {
public:
  using Clock = std::chrono::steady_clock;
  using Work = std::function<void()>;

  /// How much the threads count beside others.
  enum Weight { Normal, Low };
  /// `Threads`: how many files at a time; at least one.
  explicit Scheduler(unsigned Threads, Weight W = Normal);
  /// Drops what has not begun, and waits for what has.
  ~Scheduler();

  /// Why something is to be done.
  enum Reason {
    /// At once.
    Asked,
    /// The user types: waits for a pause if the last work took long.
    Typed,
    /// When the user has paused for a while.
    Idle
  };
  /// Runs `Do` for `File`; what still waits for that file is dropped, what runs
  /// goes on.
  void schedule(const std::string &File, Work Do, Reason Why);
  /// The same for work that all others go before.
  void prepare(const std::string &File, Work Do, Reason Why);
  /// How long the last analysis of `File` took: so long, about, a key may wait.
  /// Zero where it is not known how long the next will take.
  void took(const std::string &File, Clock::duration Cost);
  /// Something waits for `File`.
  bool waits(const std::string &File);
  /// Drops what waits for `File`.
  void drop(const std::string &File);
  /// Blocks until nothing runs and nothing waits.
  void finish();

private:
  struct Entry {
    Work Waiting;
    bool Running = false;
    /// What waits goes last.
    bool IsPreparation = false;
    Clock::duration LastCost{};
    /// When it was last asked for: the latest is the most urgent.
    unsigned long LastRequest = 0;
    Clock::time_point NotBefore{};
    /// Since when the file waits without pause.
    Clock::time_point Since{};
  };
  void add(const std::string &File, Work Do, Reason Why, bool IsPreparation);
  void work();
  Entry *next(Clock::time_point Now, Clock::time_point &Soonest);

  std::mutex Mutex;
  std::condition_variable Changed, Rest;
  std::map<std::string, Entry> Entries;
  unsigned long Requests = 0;
  unsigned Running = 0;
  bool Stopping = false;
  std::vector<std::thread> Threads;
};

} // namespace corolint::lsp

#endif // COROLINT_LSP_SERVER_SCHEDULER_H
