// RUN: %check %s
//
// Plain functions that start or collect work on their own variables and drive it to its
// end before they return.

#include "mini/mini.h"

#include <string>
#include <utility>
#include <vector>

int Sum = 0;

mini::task<> use(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
class batch {
public:
  void add(mini::task<> Work) { Works.push_back(std::move(Work)); }
  mini::task<> all() {
    for (auto &Work : std::exchange(Works, {}))
      co_await std::move(Work);
  }
  std::vector<mini::task<>> take() { return std::exchange(Works, {}); }

private:
  std::vector<mini::task<>> Works;
};

void ofParameter(batch &Batch, int N) {
  std::string Key = std::to_string(N);
  Batch.add(use(Key));
  mini::sync_wait(Batch.all());
}
void taken(batch &Batch, int N) {
  std::string Key = std::to_string(N);
  Batch.add(use(Key));
  for (auto &Work : Batch.take())
    mini::sync_wait(std::move(Work));
}
void ownLoop(int N) {
  std::string Key = std::to_string(N);
  mini::loop Loop;
  mini::spawn(Loop, use(Key));
  mini::spawn(Loop, use(Key));
  Loop.run();
}
void givenLoop(mini::loop &Loop, int N) {
  std::string Key = std::to_string(N);
  mini::spawn(Loop, use(Key));
  Loop.run();
}
mini::task<> next(batch &Batch, const std::string &Given) {
  std::string Key = Given + "/";
  Batch.add(use(Key));
  mini::sync_wait(Batch.all());
  return use(Given);
}
mini::task<> returnsBatch(int N) {
  batch Batch;
  std::string Key = std::to_string(N);
  Batch.add(use(Key));
  return Batch.all(); // expect: coro-return-without-await
}
