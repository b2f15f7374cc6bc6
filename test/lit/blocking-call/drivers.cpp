// RUN: %check %s
// renamed: keep-models
//
// Plain functions may block: they drive the loop from outside. A coroutine
// that drives a loop blocks the one it runs on.

#include "mini/mini.h"

#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <thread>
#include <unistd.h>

mini::task<int> answer() {
  co_await mini::yield();
  co_return 42;
}

// Helpers of the program's plain half.
std::string config() {
  std::ifstream In("config");
  std::string Text;
  std::getline(In, Text);
  return Text;
}

int asked() { return mini::sync_wait(answer()); }

bool testAnswer() {
  ::usleep(10);
  return asked() == 42;
}

mini::task<int> nestedWait() {
  co_return mini::sync_wait(answer()); // expect: coro-blocking-call
}

mini::task<int> nestedHelper() {
  int N = co_await answer();
  co_return N + asked(); // expect: coro-blocking-call
}

mini::task<> nestedLoop(mini::loop &Loop) {
  Loop.post([] { std::puts("posted"); });
  co_await mini::yield();
  Loop.run(); // expect: coro-blocking-call
}

mini::task<> nestedUntil(bool &Done) {
  mini::loop Inner;
  Inner.post([&Done] { Done = true; });
  Inner.run_until(Done); // expect: coro-blocking-call
  co_return;
}

mini::task<> service(std::string Config) {
  if (Config.empty())
    co_return;
  co_await mini::sleep_for(std::chrono::milliseconds(1));
}

int main(int Count, char **) {
  std::string Config = config();
  std::thread Watch([] { std::this_thread::sleep_for(std::chrono::milliseconds(1)); });
  mini::loop Loop;
  if (Count > 1)
    mini::spawn(service(Config));
  Loop.run();
  mini::sync_wait(nestedLoop(Loop));
  int N = mini::sync_wait(nestedWait()) + mini::sync_wait(nestedHelper());
  bool Done = false;
  mini::sync_wait(nestedUntil(Done));
  Watch.join();
  std::getchar();
  return testAnswer() && N ? 0 : 1;
}
