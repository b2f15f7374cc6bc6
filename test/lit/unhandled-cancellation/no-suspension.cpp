// RUN: %check %s
//
// No cancellation can come to these handlers: nothing in their try block
// suspends, or what does cannot throw.

#include "mini/mini.h"

#include <functional>
#include <string>

using namespace std::chrono_literals;

int Errors = 0;

int parse(const std::string &Text) { return std::stoi(Text); }

mini::task<> parses_in_a_loop(std::string Text) {
  for (;;) {
    try {
      Errors += parse(Text);
    } catch (...) {
      ++Errors;
    }
    co_await mini::sleep_for(1ms);
  }
}

// No coroutine at all.
int parse_all(const std::string &Text) {
  int Sum = 0;
  for (int I = 0; I != 10; ++I) {
    try {
      Sum += parse(Text);
    } catch (...) {
      continue;
    }
  }
  return Sum;
}

// The handler belongs to a lambda that is no coroutine.
mini::task<> lambda_handles(std::string Text) {
  auto Quiet = [](const std::string &Text) {
    try {
      return parse(Text);
    } catch (...) {
      return -1;
    }
  };
  while (true) {
    Errors += Quiet(Text);
    co_await mini::sleep_for(1ms);
  }
}

// The lambda's body awaits, but it is not run here.
mini::task<> only_makes_a_lambda(std::function<mini::task<>()> &Slot) {
  for (;;) {
    try {
      Slot = []() -> mini::task<> { co_await mini::sleep_for(1ms); };
    } catch (...) {
      ++Errors;
    }
    co_await mini::sleep_for(1ms);
  }
}

// Awaiting an event, a mutex or a turn throws nothing.
mini::task<> cannot_throw(mini::event &E, mini::mutex &M) {
  while (true) {
    try {
      co_await E.wait();
      auto Guard = co_await M.lock();
      co_await mini::yield();
    } catch (...) {
      ++Errors;
    }
  }
}

// The task is only made in the try block, and runs where it is awaited.
mini::task<> made_inside(std::function<mini::task<>()> Make) {
  while (true) {
    mini::task<> Work;
    try {
      Work = Make();
    } catch (...) {
      ++Errors;
      continue;
    }
    co_await std::move(Work);
  }
}

mini::task<> one_that_can(std::string Text) {
  for (;;) {
    try {
      Errors += parse(Text);
      co_await mini::sleep_for(1ms);
    } catch (...) { // expect: coro-unhandled-cancellation
      ++Errors;
    }
  }
}
