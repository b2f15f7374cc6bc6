//===- task.cpp - coroutines that run on their own ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/task.h"

#include <cstdio>

#if __has_include(<sys/single_threaded.h>)
#include <sys/single_threaded.h>
#define AIO_SINGLE_THREADED 1
#endif

namespace aio {
namespace detail {

/// As in asyncio, tasks without a name are numbered throughout the process.
static std::uint32_t takeNumber() noexcept {
  static std::atomic<std::uint32_t> Next{1};
#ifdef AIO_SINGLE_THREADED
  // An atomic addition takes as long as the rest of a task's creation.
  if (__libc_single_threaded) {
    std::uint32_t N = Next.load(std::memory_order_relaxed);
    Next.store(N + 1, std::memory_order_relaxed);
    return N;
  }
#endif
  return Next.fetch_add(1, std::memory_order_relaxed);
}

bool TaskState::isLinked() const noexcept {
  return Older || Younger || Loop->Tasks == this;
}

void TaskState::destroyPending() noexcept {
  unlink();
  if (watch::on()) [[unlikely]]
    watch::taskDestroyedPending(*this);
  ExceptionContext C;
  C.Message = "Task was destroyed but it is pending! " + name();
  Loop->call_exception_handler(C);
  destroyFrame();
}

void TaskState::abort() noexcept {
  StateRef KeepAlive(*this);
  if (Yielded && Yielded->stopWaiting(*this))
    discard();
  Yielded = nullptr;
  destroyPending();
  abandon();
  Now = State::Cancelled;
}

void TaskState::start() {
  Number = takeNumber();
  link();
}

void TaskState::start(std::string &&Name,
                      const std::shared_ptr<ContextRef> &Given) {
  if (Name.empty())
    Number = takeNumber();
  if (!Name.empty() || Given)
    Extra = std::make_unique<Extras>(Extras{std::move(Name), Given});
  link();
}

void TaskState::link() noexcept {
  if (watch::on()) [[unlikely]] {
    Loop->checkThread();
    watch::taskStarted(*this, Root);
  }
  FutureState::retain(*this); // The queue's.
  Older = std::exchange(Loop->Tasks, this);
  if (Older)
    Older->Younger = this;
  Loop->Ready.append(*this);
}

void TaskState::unlink() noexcept {
  if (Younger)
    Younger->Older = Older;
  else if (Loop->Tasks == this)
    Loop->Tasks = Older;
  if (Older)
    Older->Younger = Younger;
  Older = Younger = nullptr;
}

std::string TaskState::name() const {
  if (Extra && !Extra->Name.empty())
    return Extra->Name;
  return "Task-" + std::to_string(Number);
}

void TaskState::setName(std::string Name) {
  if (!Extra)
    Extra = std::make_unique<Extras>();
  Extra->Name = std::move(Name);
}

bool TaskState::cancel(EventLoop &Loop, std::exception_ptr Why) {
  if (done())
    return false;
  // Each task on the way asks the one that it waits for. `Slow` follows at half
  // the speed, so as to meet `T` if they wait for each other in a circle.
  TaskState *T = this, *Slow = this;
  for (bool Second = false;; Second = !Second) {
    ++T->Cancelling;
    TaskState *Next = T->Yielded ? T->Yielded->task() : nullptr;
    if (!Next || Next->done())
      break;
    T = Next;
    if (Second)
      Slow = Slow->Yielded->task();
    if (T == Slow) {
      leaveCircle(std::move(Why));
      return true;
    }
  }
  // What it waits for ends, and that wakes it.
  if (T->Yielded && !T->Yielded->task() && T->Yielded->cancel(Loop, Why))
    return true;
  T->MustCancel = true;
  T->Error = std::move(Why);
  return true;
}

/// asyncio's recursion never ends here and gives a RecursionError.
void TaskState::leaveCircle(std::exception_ptr Why) noexcept {
  MustCancel = true;
  Error = std::move(Why);
  if (Yielded->stopWaiting(*this))
    Loop->Ready.append(*this);
  Yielded = nullptr;
}

void TaskState::throwAtSuspension() {
  throwCancelled(std::exchange(Error, nullptr));
}

namespace {
/// What runs inside of a task.
class Inside {
  Driver *const Outer;
  EnterContext Context;

public:
  Inside(TaskState &S, ContextData **Slot) noexcept
      : Outer(std::exchange(This.Current, &S)), Context(Slot) {}
  Inside(const Inside &) = delete;
  Inside &operator=(const Inside &) = delete;
  ~Inside() { This.Current = Outer; }
};
} // namespace

void TaskState::destroyFrame() noexcept {
  // Destructors of the coroutine's variables run in its context.
  Inside Here(*this, context());
  std::exchange(Root, nullptr).destroy();
}

void TaskState::run() {
  StateRef Queues = StateRef::adopt(*this);
  if (step())
    Queues.release();
}

void TaskState::discard() noexcept { FutureState::release(*this); }

bool TaskState::step() {
  Waitable *WaitedFor = std::exchange(Yielded, nullptr);
  bool Cancels = std::exchange(MustCancel, false);
  if (Cancels && WaitedFor && WaitedFor->cancelled()) {
    // The first cancellation is on its way, with its own message.
    Cancels = false;
    Error = nullptr;
  }
  if (Cancels && !Started) {
    // Nothing of it has run, and nothing will.
    destroyFrame();
    unlink();
    end(*Loop, State::Cancelled);
    return false;
  }
  const bool Watched = watch::on();
  if (Watched) [[unlikely]]
    watch::taskSteps(*this, Leaf);
  Started = true;
  MustThrow = Cancels;
  bool HasValue = false;
  {
    Inside Here(*this, context());
    // There is none that is suspended until one says so.
    std::exchange(Leaf, nullptr).resume();
    if (Root.done()) {
      HasValue = takeOutcome(Root);
      std::exchange(Root, nullptr).destroy();
    }
  }
  if (!Root) {
    if (Watched) [[unlikely]]
      watch::taskEnded(*this, HasValue, MustCancel);
    unlink();
    conclude(HasValue);
    return false;
  }
  if (Watched) [[unlikely]]
    watch::taskSuspended(*this, Leaf);
  if (!Yielded) {
    Loop->Ready.append(*this);
    return true;
  }
  Yielded->wait(*this);
  if (MustCancel && Yielded->cancel(*Loop, std::exchange(Error, nullptr)))
    MustCancel = false;
  return true;
}

void TaskState::conclude(bool HasValue) {
  if (!HasValue) [[unlikely]]
    failed();
  else if (std::exchange(MustCancel, false)) [[unlikely]]
    end(*Loop, State::Cancelled);
  else
    finish();
}

void TaskState::failed() {
  try {
    std::rethrow_exception(Error);
  } catch (const CancelledError &Why) {
    if (watch::on() && !Cancelling) [[unlikely]]
      watch::cancelledByAnother(*this);
    if (!*Why.what())
      Error = nullptr;
    end(*Loop, State::Cancelled);
  } catch (const KeyboardInterrupt &) {
    finish();
    throw; // out of the loop
  } catch (...) {
    finish();
  }
}

} // namespace detail

std::string CoroutineInfo::repr() const {
  char Address[32];
  std::snprintf(Address, sizeof Address, "%p", Frame);
  return "<coroutine object " + std::string(Function) + " at " + Address + ">";
}

/// The end of the parenthesis or bracket that opens at `I`.
static std::size_t closingOf(std::string_view S, std::size_t I) {
  int Depth = 0;
  for (; I != S.size(); ++I) {
    if (S[I] == '(' || S[I] == '<' || S[I] == '{' || S[I] == '[')
      ++Depth;
    else if ((S[I] == ')' || S[I] == '>' || S[I] == '}' || S[I] == ']') &&
             --Depth == 0)
      return I;
  }
  return S.size();
}

std::string_view detail::plainName(std::string_view Signature) noexcept {
  // The name begins after the last space or colon outside of brackets, and ends
  // at its parameters.
  Signature = Signature.substr(0, Signature.find(" ["));
  std::size_t Begin = 0;
  for (std::size_t I = 0; I != Signature.size(); ++I) {
    char C = Signature[I];
    if (C == '(') {
      // "(anonymous namespace)::f", "f()::(anonymous class)::operator()(int)"
      std::size_t Close = closingOf(Signature, I);
      bool GoesOn =
          Close + 1 < Signature.size() &&
          (Signature[Close + 1] == ':' || Signature[Close + 1] == '(');
      if (!GoesOn && Close != I)
        return Signature.substr(Begin, I - Begin);
      if (Signature.substr(Begin, I - Begin) == "operator")
        return Signature.substr(0, Begin).ends_with("(lambda)::") ||
                       Signature.substr(0, Begin).ends_with(
                           "(anonymous class)::")
                   ? "lambda"
                   : "operator()";
      I = Close;
    } else if (C == '<') {
      if (Signature.substr(I).starts_with("<lambda("))
        return "lambda";
      I = closingOf(Signature, I);
      if (I == Signature.size())
        break;
    } else if (C == ' ' || C == ':' || C == '*' || C == '&') {
      Begin = I + 1;
    }
  }
  return Signature.substr(Begin);
}

CoroutineInfo AnyTask::get_coro() const {
  const detail::PromiseBase *P = S->task()->coroutine();
  if (!P)
    return CoroutineInfo("", nullptr);
  return CoroutineInfo(detail::plainName(P->Where.function_name()), P);
}

std::string AnyTask::repr() const {
  std::string Out = "<Task ";
  Out += !done() ? "pending" : cancelled() ? "cancelled" : "finished";
  Out.append(" name='").append(get_name()).append("'");
  if (const detail::PromiseBase *P = S->task()->coroutine()) {
    Out += " coro=<";
    Out += detail::plainName(P->Where.function_name());
    Out += "() running at ";
    Out += P->Where.file_name();
    Out.append(":").append(std::to_string(P->Where.line())).append(">");
  }
  return Out + ">";
}

AnyTask current_task() {
  get_running_loop();
  detail::Driver *D = detail::This.Current;
  return D && D->IsTask ? AnyTask(*static_cast<detail::TaskState *>(D))
                        : AnyTask();
}

std::vector<AnyTask> all_tasks(EventLoop &Loop) {
  std::vector<AnyTask> Out;
  for (detail::TaskState *T = Loop.Tasks; T; T = T->Older)
    Out.emplace_back(*T);
  return {Out.rbegin(), Out.rend()};
}

std::vector<AnyTask> all_tasks() { return all_tasks(get_running_loop()); }

} // namespace aio
