// RUN: %check %s
//
// What a function without a body here does with a task is unknown: said with
// low certainty, and never when the function cannot take it.

#include "mini/mini.h"

#include <utility>
#include <vector>

mini::task<> flush(int Id);

void submit(mini::task<> Work);
void submitReference(mini::task<> &&Work);
void trace(const mini::task<> &Work);
mini::task<> timed(mini::task<> Work);
void deeper(mini::task<> Work) { submit(std::move(Work)); }

struct Queue {
  void add(mini::task<> Work);
  virtual void post(mini::task<> Work) = 0;
  virtual ~Queue() = default;
};

void calls(Queue &Works, bool Wanted) {
  submit(flush(1));       // expect-low: coro-never-awaited
  auto Second = flush(2); // expect-low: coro-never-awaited
  submitReference(std::move(Second));
  deeper(flush(3));    // expect-low: coro-never-awaited
  Works.add(flush(4)); // expect-low: coro-never-awaited
  Works.post(flush(5));
  auto Sixth = flush(6); // expect: coro-never-awaited
  if (Wanted)
    submit(std::move(Sixth));
}

mini::task<> looks() {
  auto First = flush(1); // expect: coro-never-awaited
  trace(First);
  auto Second = flush(2);
  trace(Second);
  co_await std::move(Second);
}

mini::task<> combines() {
  co_await timed(flush(1));
  auto Second = timed(flush(2));
  co_await std::move(Second);
  auto Third = flush(3);
  auto Lost = timed(std::move(Third)); // expect: coro-never-awaited
}

template <typename Sink> void give(Sink &Out) {
  Out.add(flush(1)); // expect-low: coro-never-awaited
}

void gives(Queue &Works) {
  give(Works);
  auto Send = [&Works](int Id) { Works.add(flush(Id)); };
  // expect-low@-1: coro-never-awaited
  Send(2);
}

void callables(void (*Sink)(mini::task<>),
               const std::function<void(mini::task<>)> &Function) {
  Sink(flush(1));
  Function(flush(2));
}
