// RUN: %check %s
//
// The stop is asked by somebody whom the handler or the loop calls.

#include "mini/mini.h"

using namespace std::chrono_literals;

class Server {
public:
  explicit Server(mini::stop_token Stop) : Stop(std::move(Stop)) {}

  mini::task<> condition_calls() {
    while (running()) {
      try {
        co_await mini::sleep_for(1ms);
      } catch (...) {
        ++Errors;
      }
    }
  }

  mini::task<> handler_calls() {
    for (;;) {
      try {
        co_await mini::sleep_for(1ms);
      } catch (...) {
        check("sleep");
      }
    }
  }

  mini::task<> asks_this_coroutine() {
    for (;;) {
      mini::stop_token Mine = co_await mini::this_stop();
      if (Mine.stop_requested())
        break;
      try {
        co_await mini::sleep_for(1ms);
      } catch (...) {
        ++Errors;
      }
    }
  }

  mini::task<> handler_counts() {
    for (;;) {
      try {
        co_await mini::sleep_for(1ms);
      } catch (...) { // expect: coro-unhandled-cancellation
        count("sleep");
      }
    }
  }

  mini::task<> condition_counts() {
    while (few_errors()) {
      try {
        co_await mini::sleep_for(1ms);
      } catch (...) { // expect: coro-unhandled-cancellation
        count("sleep");
      }
    }
  }

private:
  bool running() const { return !Stop.stop_requested(); }
  bool few_errors() const { return Errors < 1000; }
  void check(const char *Where) {
    count(Where);
    Stop.throw_if_stopped();
  }
  void count(const char *Where) {
    Last = Where;
    ++Errors;
  }

  mini::stop_token Stop;
  const char *Last = nullptr;
  int Errors = 0;
};
