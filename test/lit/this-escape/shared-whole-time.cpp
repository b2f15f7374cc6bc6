// RUN: %check %s
//
// Near misses: a std::shared_ptr is there for the whole time, in a variable that is made
// first, as the argument of a static function, or to the part that is used.

#include "mini/mini.h"

#include <memory>
#include <string>
#include <utility>

class fromTheFirstStep : public std::enable_shared_from_this<fromTheFirstStep> {
public:
  void start() { mini::spawn(serve()); }

private:
  mini::task<> serve() {
    const std::shared_ptr<fromTheFirstStep> Keep = shared_from_this();
    for (int I = 0; I != 3; ++I) {
      co_await mini::yield();
      ++Count;
    }
  }
  int Count = 0;
};
class byStatic : public std::enable_shared_from_this<byStatic> {
public:
  void start() { mini::spawn(serve(shared_from_this())); }

private:
  static mini::task<> serve(std::shared_ptr<byStatic> Self) {
    co_await mini::yield();
    ++Self->Count;
    co_await Self->step();
  }
  mini::task<> step() {
    co_await mini::yield();
    ++Count;
  }
  int Count = 0;
};
/// What the work uses is not the object but a part that is shared.
class sharedState {
public:
  ~sharedState() { State->Open = false; }
  void start() { mini::spawn(serve(State)); }

private:
  struct state {
    bool Open = true;
    int Count = 0;
  };
  static mini::task<> serve(std::shared_ptr<state> S) {
    while (S->Open) {
      co_await mini::yield();
      ++S->Count;
    }
  }
  std::shared_ptr<state> State = std::make_shared<state>();
};
