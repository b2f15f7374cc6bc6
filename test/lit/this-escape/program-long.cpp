// RUN: %check %s
// renamed: no (what runs all that was started is known by its name)
//
// Near misses: the only object lives as long as its work: it is never destroyed while
// the loop runs.

#include "mini/mini.h"

#include <string>

class leaked {
public:
  static leaked &instance() {
    static leaked *One = new leaked;
    return *One;
  }
  void start() { mini::spawn(serve()); }

private:
  leaked() = default;
  ~leaked() = delete;
  mini::task<> serve() {
    co_await mini::yield();
    ++Count;
  }
  int Count = 0;
};
class application {
public:
  explicit application(mini::loop &Loop) : Loop(Loop) {}
  ~application() { Name.clear(); }
  void start() { mini::spawn(Loop, serve()); }

private:
  mini::task<> serve() {
    co_await mini::yield();
    Name += "x";
  }
  mini::loop &Loop;
  std::string Name;
};
class runsItself {
public:
  ~runsItself() { Count = 0; }
  void run() {
    mini::loop Loop;
    mini::spawn(Loop, serve());
    Loop.run();
  }

private:
  mini::task<> serve() {
    co_await mini::yield();
    ++Count;
  }
  int Count = 0;
};

int main() {
  mini::loop Loop;
  application App(Loop);
  App.start();
  leaked::instance().start();
  Loop.run();
  runsItself().run();
}
