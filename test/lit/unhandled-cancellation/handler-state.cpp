// RUN: %check %s
//
// What a handler sets, and what the code after it looks at.

#include "mini/mini.h"

#include <functional>

using namespace std::chrono_literals;

int Errors = 0;

mini::task<> step() { co_await mini::sleep_for(1ms); }

enum class Phase { Open, Closing, Closed };

mini::task<> phase_ends_the_loop() {
  Phase Now = Phase::Open;
  while (Now != Phase::Closed) {
    try {
      co_await step();
    } catch (...) {
      Now = Phase::Closed;
    }
  }
}

mini::task<> phase_does_not_end_it() {
  Phase Now = Phase::Open;
  while (Now != Phase::Closed) {
    try {
      co_await step();
    } catch (...) { // expect: coro-unhandled-cancellation
      Now = Phase::Closing;
    }
  }
}

mini::task<> count_ends_the_loop() {
  int Left = 5;
  while (Left > 0) {
    try {
      co_await step();
      --Left;
    } catch (...) {
      Left = 0;
    }
  }
}

mini::task<> closure_sets_the_flag() {
  bool Done = false;
  auto Finish = [&] { Done = true; };
  while (!Done) {
    try {
      co_await step();
    } catch (...) {
      Finish();
    }
  }
}

mini::task<> closure_tells_whether_to_go_on() {
  bool Done = false;
  auto GoesOn = [&] {
    ++Errors;
    Done = true;
    return false;
  };
  for (;;) {
    try {
      co_await step();
    } catch (...) {
      if (!GoesOn())
        co_return;
    }
  }
}

class Runner {
public:
  mini::task<> member_flag() {
    while (Running) {
      try {
        co_await step();
      } catch (...) {
        Running = false;
      }
    }
  }

  mini::task<> member_function() {
    while (Running) {
      try {
        co_await step();
      } catch (const mini::cancelled &) {
        finish();
      } catch (const std::exception &) {
        ++Errors;
      }
    }
  }

  mini::task<> other_member() {
    while (Running) {
      try {
        co_await step();
      } catch (...) { // expect: coro-unhandled-cancellation
        Failed = true;
      }
    }
  }

  mini::task<> member_question() {
    while (runs()) {
      try {
        co_await step();
      } catch (...) {
        finish();
      }
    }
  }

  mini::task<> loop_and_a_half() {
    for (;;) {
      try {
        co_await step();
      } catch (...) {
        finish();
      }
      if (!Running)
        break;
      co_await step();
    }
  }

private:
  void finish() { Running = false; }
  bool runs() const { return Running; }

  bool Running = true;
  bool Failed = false;
};

mini::task<> once() {
  do {
    try {
      co_await step();
    } catch (...) {
      ++Errors;
    }
  } while (false);
}

mini::task<> thrown_after_a_farewell() {
  bool Stopped = false;
  try {
    co_await step();
  } catch (const mini::cancelled &) {
    Stopped = true;
  }
  co_await mini::yield();
  co_await step();
  if (Stopped)
    throw mini::cancelled{};
}

mini::task<> farewell_but_no_throw() {
  bool Stopped = false;
  try {
    co_await step();
  } catch (const mini::cancelled &) { // expect: coro-unhandled-cancellation
    Stopped = true;
  }
  co_await step();
  if (Stopped)
    ++Errors;
}

mini::task<> kept_and_thrown_after_a_farewell() {
  std::exception_ptr Why;
  for (int I = 0; I != 3 && !Why; ++I) {
    try {
      co_await step();
    } catch (...) {
      Why = std::current_exception();
    }
  }
  co_await mini::yield();
  if (Why)
    std::rethrow_exception(Why);
}

mini::task<> switch_of_phases() {
  Phase Now = Phase::Open;
  for (;;) {
    switch (Now) {
    case Phase::Open:
      try {
        co_await step();
      } catch (...) {
        Now = Phase::Closed;
      }
      break;
    case Phase::Closing:
      co_await step();
      break;
    case Phase::Closed:
      co_return;
    }
  }
}
