//===- Scheduler.cpp - which file is analysed next ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/server/Scheduler.h"

#include <algorithm>

#ifdef __linux__
#include <sys/resource.h>
#endif

namespace corolint::lsp {
namespace {

using namespace std::chrono_literals;

/// An analysis that takes no longer begins with each key: whoever types then
/// always sees what was there so long ago.
constexpr auto Quick = 500ms;
/// Keys that come together, as when text is pasted or changed all over.
constexpr auto Together = 20ms;
constexpr auto LongestPause = 500ms;
constexpr auto IdlePause = 700ms;

/// How long a key waits for the next one, if an analysis takes `Cost`.
Scheduler::Clock::duration pauseAfter(Scheduler::Clock::duration Cost) {
  if (Cost <= Quick)
    return Together;
  return std::min<Scheduler::Clock::duration>(Cost / 2, LongestPause);
}

} // namespace

/// Others get about nine times as much. Not less: a busy machine would not do
/// it at all.
static void yieldToOthers() {
#ifdef __linux__
  // On Linux, this is of the thread, and of those that it starts.
  int Now = getpriority(PRIO_PROCESS, 0);
  setpriority(PRIO_PROCESS, 0, std::min(19, Now + 10));
#endif
}

Scheduler::Scheduler(unsigned Count, Weight W) {
  for (unsigned I = 0; I != std::max(1u, Count); ++I)
    Threads.emplace_back([this, W] {
      if (W == Low)
        yieldToOthers();
      work();
    });
}

Scheduler::~Scheduler() {
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Stopping = true;
    for (auto &[File, E] : Entries)
      E.Waiting = nullptr;
  }
  Changed.notify_all();
  for (std::thread &T : Threads)
    T.join();
}

void Scheduler::schedule(const std::string &File, Work Do, Reason Why) {
  add(File, std::move(Do), Why, /*IsPreparation=*/false);
}

void Scheduler::prepare(const std::string &File, Work Do, Reason Why) {
  add(File, std::move(Do), Why, /*IsPreparation=*/true);
}

void Scheduler::took(const std::string &File, Clock::duration Cost) {
  std::lock_guard<std::mutex> Lock(Mutex);
  auto It = Entries.find(File);
  if (It != Entries.end())
    It->second.LastCost = Cost;
}

void Scheduler::add(const std::string &File, Work Do, Reason Why,
                    bool IsPreparation) {
  {
    std::lock_guard<std::mutex> Lock(Mutex);
    Entry &E = Entries[File];
    Clock::time_point Now = Clock::now();
    if (!E.Waiting)
      E.Since = Now;
    E.Waiting = std::move(Do);
    E.IsPreparation = IsPreparation;
    E.LastRequest = ++Requests;
    E.NotBefore = Now;
    if (Why == Idle)
      E.NotBefore = Now + IdlePause;
    else if (Why == Typed)
      E.NotBefore =
          std::min(Now + pauseAfter(E.LastCost),
                   E.Since + std::max<Clock::duration>(2 * E.LastCost, Quick));
  }
  Changed.notify_one();
}

bool Scheduler::waits(const std::string &File) {
  std::lock_guard<std::mutex> Lock(Mutex);
  auto It = Entries.find(File);
  return It != Entries.end() && It->second.Waiting;
}

void Scheduler::drop(const std::string &File) {
  std::lock_guard<std::mutex> Lock(Mutex);
  auto It = Entries.find(File);
  if (It == Entries.end())
    return;
  It->second.Waiting = nullptr;
  if (!It->second.Running)
    Entries.erase(It);
  Rest.notify_all();
}

void Scheduler::finish() {
  std::unique_lock<std::mutex> Lock(Mutex);
  Rest.wait(Lock, [this] {
    return Running == 0 &&
           std::none_of(Entries.begin(), Entries.end(), [](const auto &Each) {
             return bool(Each.second.Waiting);
           });
  });
}

/// The most urgent that may begin, preparations last; else null, and when to
/// look again.
Scheduler::Entry *Scheduler::next(Clock::time_point Now,
                                  Clock::time_point &Soonest) {
  Entry *Best = nullptr;
  for (auto &[File, E] : Entries) {
    if (!E.Waiting || E.Running)
      continue;
    if (E.NotBefore > Now)
      Soonest = std::min(Soonest, E.NotBefore);
    else if (!Best || std::pair(!E.IsPreparation, E.LastRequest) >
                          std::pair(!Best->IsPreparation, Best->LastRequest))
      Best = &E;
  }
  return Best;
}

void Scheduler::work() {
  std::unique_lock<std::mutex> Lock(Mutex);
  while (true) {
    Clock::time_point Now = Clock::now();
    Clock::time_point Soonest = Clock::time_point::max();
    Entry *E = Stopping ? nullptr : next(Now, Soonest);
    if (Stopping)
      return;
    if (!E) {
      if (Soonest == Clock::time_point::max())
        Changed.wait(Lock);
      else
        Changed.wait_until(Lock, Soonest);
      continue;
    }
    Work Do = std::move(E->Waiting);
    E->Waiting = nullptr;
    E->Running = true;
    ++Running;
    Lock.unlock();
    Do();
    Do = nullptr;
    Lock.lock();
    // std::map keeps its elements in place, and drop() leaves what runs.
    E->Running = false;
    --Running;
    Rest.notify_all();
    Changed.notify_one();
  }
}

} // namespace corolint::lsp
