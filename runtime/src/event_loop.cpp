//===- event_loop.cpp - the loop that runs everything ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/event_loop.h"

#include "aio/detail/arrival.h"
#include "aio/detail/debug_hooks.h"
#include "aio/detail/io_port.h"
#include "aio/executor.h"
#include "aio/generator.h"
#include "aio/task.h"
#include "debug_facts.h"
#include "poller.h"
#include "random_schedule.h"
#include "signal_table.h"
#include "stall_watchdog.h"
#include "watcher_call.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <typeinfo>

namespace aio {

using namespace detail;

/// Descriptors are looked at when nothing else is ready, and after so many
/// turns at the latest: a look costs as much as many steps.
static constexpr unsigned TurnsBetweenPolls = 8;

LoopKind EventLoop::defaultKind() {
  const char *Name = std::getenv("AIO_LOOP");
  if (!Name || !*Name || !std::strcmp(Name, "epoll"))
    return LoopKind::Selector;
  if (!std::strcmp(Name, "io_uring"))
    return LoopKind::Proactor;
  throw std::runtime_error("AIO_LOOP is '" + std::string(Name) +
                           "'; it must be 'epoll' or 'io_uring'");
}

EventLoop::EventLoop(LoopKind Kind)
    : Kind(Kind), Schedule(RandomSchedule::ofEnvironment()),
      Poll(Kind == LoopKind::Proactor ? makeUringPoller() : makeEpollPoller()),
      Mail(std::make_shared<Mailbox>(*Poll)) {
  // For the whole program: coroutines may outlive their loop.
  static const bool Wanted = [] {
    bool Wanted = watch::isSet("AIO_DEBUG");
    if (Wanted)
      watch::enable();
    return Wanted;
  }();
  set_debug(Wanted);
}

EventLoop::~EventLoop() { close(); }

void EventLoop::throwClosed() {
  throw std::runtime_error("Event loop is closed");
}

void EventLoop::close() {
  if (Running)
    throw std::runtime_error("Cannot close a running event loop");
  if (Closed)
    return;
  for (auto &[Fd, W] : std::exchange(Watched, {}))
    for (HandleState *S : W.Of)
      if (S)
        S->discard();
  Mail->close(Ready);
  // What is discarded may add more, from destructors.
  while (!Ready.empty())
    Ready.takeFirst().discard();
  while (!Timers.empty()) {
    Timer &T = Timers.next();
    Timers.remove(T);
    T.discard();
  }
  // Tasks that wait for what will never come hold each other.
  while (Tasks) {
    StateRef Oldest(*Tasks);
    Tasks->abort();
  }
  while (Ports) {
    IoPort &P = *Ports;
    P.detach();
    P.loopClosed();
  }
  while (!Ready.empty())
    Ready.takeFirst().discard();
  // Nobody can post these any more.
  while (Expected)
    delete Expected;
  // Those that are left belong to no loop any more.
  while (Generators)
    Generators->leaveLoop();
  Signals.reset();
  Closed = true;
  Poll.reset();
  if (Debug)
    watch::flush();
  set_debug(false);
}

// --- Running ---------------------------------------------------------------

void EventLoop::run_forever() {
  checkNotClosed();
  if (Running)
    throw std::runtime_error("This event loop is already running");
  if (This.Running)
    throw std::runtime_error(
        "Cannot run the event loop while another loop is running");
  struct Scope {
    EventLoop &L;
    explicit Scope(EventLoop &L) : L(L) {
      L.Running = true;
      This.Running = &L;
      if (L.Debug)
        L.Watchdog =
            std::make_unique<watch::StallWatchdog>(L.slow_callback_duration);
    }
    ~Scope() {
      // After an exception the rest of the turn is still to be run.
      L.Turn.append(std::move(L.Ready));
      L.Ready.append(std::move(L.Turn));
      L.Watchdog.reset();
      L.Running = L.Stopping = false;
      This.Running = nullptr;
    }
  } Runs(*this);
  do
    runOnce();
  while (!Stopping);
}

void EventLoop::poll(bool MayWait) {
  std::optional<std::chrono::nanoseconds> AtMost(0);
  if (MayWait)
    MayWait = Mail->goToSleep() && !(Signals && Signals->pending());
  if (MayWait) {
    AtMost.reset();
    if (!Timers.empty()) {
      Duration Left = Timers.next().when() - time();
      AtMost = Left.count() > 0 ? Left : Duration(0);
    }
  }
  std::vector<Poller::Event> &Events = Poll->Found;
  Events.clear();
  Poll->wait(AtMost, Events);
  Mail->wokenUp();
  SincePoll = 0;
  for (const Poller::Event &E : Events) {
    auto It = Watched.find(E.Fd);
    if (It == Watched.end())
      continue;
    for (unsigned Direction : {0u, 1u})
      if (HandleState *S = It->second.Of[Direction];
          S && (E.Ready & (1u << Direction)))
        Ready.append(*new WatcherCall(*S));
  }
}

// --- Signals ---------------------------------------------------------------

SignalTable &EventLoop::signals() {
  checkNotClosed();
  if (!Signals)
    Signals = std::make_unique<SignalTable>(*Poll);
  return *Signals;
}

void EventLoop::setSignalHandler(int Signal, HandleState &S) {
  // Whatever is thrown, `S` has been taken care of.
  struct Owned {
    HandleState *S;
    ~Owned() {
      if (S)
        S->discard();
    }
  } O{&S};
  signals().set(Signal, S);
  O.S = nullptr;
}

bool EventLoop::remove_signal_handler(int Signal) {
  SignalTable::check(Signal);
  return Signals && Signals->remove(Signal);
}

void EventLoop::runOnce() {
  Mail->takeInto(Ready);
  if (Ready.empty() && !Stopping)
    poll(/*MayWait=*/true);
  else if ((!Watched.empty() || Ports) && ++SincePoll >= TurnsBetweenPolls)
    poll(/*MayWait=*/false);
  Mail->takeInto(Ready);
  if (Signals)
    Signals->dispatch(Ready);
  if (!Timers.empty()) {
    TimePoint Now = time();
    if (Schedule) [[unlikely]]
      Now += RandomSchedule::Tie;
    while (!Timers.empty() && Timers.next().when() <= Now) {
      Timer &T = Timers.next();
      Timers.remove(T);
      Ready.append(T);
    }
  }
  Turn = std::move(Ready);
  if (Watchdog || Schedule) [[unlikely]]
    return runTurn();
  while (!Turn.empty())
    Turn.takeFirst().run();
}

/// The same under the watchdog's eyes, and in another order.
void EventLoop::runTurn() {
  if (Schedule)
    Schedule->shuffle(Turn);
  while (!Turn.empty()) {
    Callback &Step = Turn.takeFirst();
    if (Watchdog)
      Watchdog->begins(Step);
    struct Ends {
      EventLoop &L;
      ~Ends() {
        if (L.Watchdog)
          L.Watchdog->ends();
      }
    } AtEnd{*this};
    if (Schedule)
      Schedule->run(Step);
    else
      Step.run();
  }
}

// --- Debug mode ------------------------------------------------------------

void EventLoop::set_debug(bool On) noexcept {
  if (std::exchange(Debug, On) == On)
    return;
  if (On)
    watch::enable();
  else
    watch::disable();
}

Duration EventLoop::defaultSlowDuration() noexcept {
  if (const char *Text = std::getenv("AIO_DEBUG_SLOW_MS"))
    if (long Ms = std::strtol(Text, nullptr, 10); Ms > 0)
      return std::chrono::milliseconds(Ms);
  return std::chrono::milliseconds(100);
}

void EventLoop::checkThread() const noexcept {
  if (Running && This.Running != this)
    watch::wrongThread();
}

void EventLoop::untilDone(const AnyFuture &F) {
  checkNotClosed();
  if (&F.get_loop() != this)
    throw std::runtime_error(
        "The future belongs to a different loop than the one that is to run");
  bool Ended = false;
  auto Id = F.add_done_callback([this, &Ended](const AnyFuture &) {
    Ended = true;
    stop();
  });
  struct Remove {
    const AnyFuture &F;
    AnyFuture::CallbackId Id;
    bool &Ended;
    ~Remove() {
      if (!Ended)
        F.remove_done_callback(Id);
      // What left the loop need not be told of as well.
      if (!Ended && F.done() && !F.cancelled())
        F.exception();
    }
  } AtEnd{F, Id, Ended};
  run_forever();
  if (!F.done())
    throw std::runtime_error("Event loop stopped before Future completed.");
}

// --- Callbacks -------------------------------------------------------------

Handle EventLoop::soon(HandleState &S) {
  Handle H(S);
  if (Closed) {
    S.discard();
    checkNotClosed();
  }
  if (watch::on()) [[unlikely]]
    checkThread();
  Ready.append(S);
  return H;
}

Handle EventLoop::soonThreadsafe(HandleState &S) {
  Handle H(S);
  if (!Mail->post(S)) {
    S.discard();
    throw std::runtime_error("Event loop is closed");
  }
  return H;
}

TimerHandle EventLoop::at(HandleState &S) {
  TimerHandle H(S);
  if (Closed) {
    S.discard();
    checkNotClosed();
  }
  if (watch::on()) [[unlikely]]
    checkThread();
  Timers.add(S);
  return H;
}

// --- Descriptors -----------------------------------------------------------

void EventLoop::setWatcher(int Fd, unsigned Direction, HandleState &S) {
  if (Closed) {
    S.discard();
    checkNotClosed();
  }
  Watchers &W = Watched[Fd];
  HandleState *Old = std::exchange(W.Of[Direction], &S);
  unsigned Sides = NoSides;
  if (W.Of[ReadSide])
    Sides |= ReadBit;
  if (W.Of[WriteSide])
    Sides |= WriteBit;
  try {
    Poll->watch(Fd, Sides);
  } catch (...) {
    W.Of[Direction] = Old;
    if (!W.Of[0] && !W.Of[1])
      Watched.erase(Fd);
    S.discard();
    throw;
  }
  if (Old) {
    Old->cancel();
    Old->discard();
  }
}

bool EventLoop::removeWatcher(int Fd, unsigned Direction) {
  auto It = Watched.find(Fd);
  if (It == Watched.end() || !It->second.Of[Direction])
    return false;
  HandleState *Old = std::exchange(It->second.Of[Direction], nullptr);
  HandleState *Other = It->second.Of[1 - Direction];
  if (!Other)
    Watched.erase(It);
  Old->cancel();
  Old->discard();
  Poll->watch(Fd, !Other                  ? NoSides
                  : Direction == ReadSide ? WriteBit
                                          : ReadBit);
  return true;
}

void EventLoop::attach(IoPort &P) {
  checkNotClosed();
  Poll->attach(P);
  P.Loop = this;
  P.Before = nullptr;
  P.Next = std::exchange(Ports, &P);
  if (P.Next)
    P.Next->Before = &P;
}

void EventLoop::detach(IoPort &P) noexcept {
  Poll->detach(P);
  (P.Before ? P.Before->Next : Ports) = P.Next;
  if (P.Next)
    P.Next->Before = P.Before;
  P.Loop = nullptr;
  P.Next = P.Before = nullptr;
}

// --- Errors ----------------------------------------------------------------

static std::string describe(const std::exception_ptr &E) {
  try {
    std::rethrow_exception(E);
  } catch (const std::exception &X) {
    return std::string(typeid(X).name()) + ": " + X.what();
  } catch (const CancelledError &X) {
    return std::string("CancelledError: ") + X.what();
  } catch (...) {
    return "an exception of another type";
  }
}

void detail::defaultExceptionHandler(const ExceptionContext &C) noexcept {
  try {
    std::string Text =
        C.Message.empty() ? "Unhandled exception in event loop" : C.Message;
    if (C.Exception)
      Text.append("\n").append(describe(C.Exception));
    std::fprintf(stderr, "%s\n", Text.c_str());
  } catch (...) {
    std::fputs("aio: no memory to tell of an exception\n", stderr);
  }
}

void EventLoop::default_exception_handler(const ExceptionContext &C) noexcept {
  defaultExceptionHandler(C);
}

void EventLoop::call_exception_handler(const ExceptionContext &C) noexcept {
  if (!Handler)
    return default_exception_handler(C);
  try {
    Handler(*this, C);
  } catch (...) {
    ExceptionContext Own;
    Own.Message = "Unhandled error in exception handler";
    Own.Exception = std::current_exception();
    default_exception_handler(Own);
  }
}

// --- Access ----------------------------------------------------------------

std::unique_ptr<EventLoop> new_event_loop() {
  return std::make_unique<EventLoop>();
}
std::unique_ptr<EventLoop> new_event_loop(LoopKind Kind) {
  return std::make_unique<EventLoop>(Kind);
}

void detail::throwNoLoop() {
  throw std::runtime_error("no running event loop");
}

} // namespace aio
