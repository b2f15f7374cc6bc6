// RUN: %check %s
//
// Tasks that are stored in an object of somebody else, and have ended before what they
// use: that object is drained in time.

#include "mini/mini.h"

#include <string>
#include <utility>
#include <vector>

int Sum = 0;
std::string text(int N) { return std::string(50, char('a' + N)); }

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
  bool empty() const { return Works.empty(); }

private:
  std::vector<mini::task<>> Works;
};

mini::task<> ofParameter(batch &Batch) {
  std::string Key = text(1);
  Batch.add(use(Key));
  Batch.add(use(Key));
  co_await Batch.all();
}
mini::task<> ofOwn() {
  batch Batch;
  std::string Key = text(1);
  Batch.add(use(Key));
  co_await Batch.all();
}
mini::task<> intoVector(std::vector<mini::task<>> &Works, std::string &Key) {
  Works.push_back(use(Key));
  co_await mini::yield();
}
struct server {
  std::vector<mini::task<>> Pending;
  mini::task<> drain() {
    for (auto &Work : Pending)
      co_await std::move(Work);
    Pending.clear();
  }
  mini::task<> serve() {
    std::string Key = text(1);
    Pending.push_back(use(Key));
    Pending.push_back(use(Key));
    co_await drain();
  }
};

mini::task<> addsTemporary(batch &Batch) {
  Batch.add(use(text(1))); // expect: coro-dangling-argument
  co_await Batch.all();
}
