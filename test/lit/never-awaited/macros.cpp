// RUN: %check %s
//
// Tasks in macros: reported where the macro is used.

#include "mini/mini.h"

#include <utility>

mini::task<> flush(int Id);
mini::task<int> count();
void log(const char *Text);

#define FIRE(Call) Call
#define AWAIT(Call) co_await (Call)
#define LATER(Name, Call) auto Name = (Call)
#define TRACED(Call) (log(#Call), Call)
#define GO mini::spawn
#define RETURN_IF(Condition)                                                   \
  do {                                                                         \
    if (Condition)                                                             \
      co_return;                                                               \
  } while (false)
#define FLUSH_ALL()                                                            \
  flush(1);                                                                    \
  co_await flush(2)
#define CHECKED(Task)                                                          \
  do {                                                                         \
    auto Checked = (Task);                                                     \
    if (Checked.valid())                                                       \
      co_await std::move(Checked);                                             \
  } while (false)

mini::task<> uses() {
  FIRE(flush(1)); // expect: coro-never-awaited
  AWAIT(flush(2));
  FIRE(co_await flush(3));
  LATER(Lost, flush(4)); // expect: coro-never-awaited
  LATER(Work, flush(5));
  AWAIT(std::move(Work));
  TRACED(flush(6)); // expect: coro-never-awaited
  co_await TRACED(flush(7));
  GO(flush(8));
  FLUSH_ALL(); // expect: coro-never-awaited
  CHECKED(flush(9));
}

mini::task<> leaves(bool Stopped) {
  auto Work = flush(1); // expect: coro-never-awaited
  RETURN_IF(Stopped);
  AWAIT(std::move(Work));
}

mini::task<> leavesFirst(bool Stopped) {
  RETURN_IF(Stopped);
  LATER(Work, flush(1));
  AWAIT(std::move(Work));
}

#define DEFINE_HANDLER(Name, Id)                                               \
  mini::task<> Name() {                                                        \
    auto Work = flush(Id);                                                     \
    co_await std::move(Work);                                                  \
  }
DEFINE_HANDLER(onOpen, 1)
DEFINE_HANDLER(onClose, 2)

#define DEFINE_BROKEN_HANDLER(Name, Id)                                        \
  mini::task<> Name() {                                                        \
    auto Work = flush(Id);                                                     \
    co_await count();                                                          \
  }
DEFINE_BROKEN_HANDLER(onError, 3) // expect: coro-never-awaited
