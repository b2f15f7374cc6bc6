// RUN: %check %s
//
// Near misses: what waits for the work is known by its body only.

#include "mini/mini.h"

#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <semaphore>
#include <string>
#include <utility>
#include <vector>

struct Row {
  std::string Key;
  int N = 0;
};

mini::detached drives(mini::task<> Work) { co_await std::move(Work); }
template <class F> mini::detached calls(F Body) { co_await Body(); }
mini::task<> flush(Row &R) {
  co_await mini::yield();
  ++R.N;
}
mini::detached atOnce(Row &R) {
  ++R.N;
  co_return;
}

class pump {
public:
  void keep(std::function<void()> Body) { Bodies.push_back(std::move(Body)); }
  void take(mini::task<> Work) { drives(std::move(Work)); }
  void turn() {
    while (!Bodies.empty()) {
      auto Next = std::move(Bodies.front());
      Bodies.pop_front();
      Next();
    }
  }

private:
  std::deque<std::function<void()>> Bodies;
};

mini::detached counted(mini::task<> Work, mini::event &Done) {
  co_await std::move(Work);
  Done.set();
}
mini::detached signalled(mini::task<> Work, std::binary_semaphore &Done) {
  co_await std::move(Work);
  Done.release();
}
void blocks(mini::task<> Work) {
  std::binary_semaphore Done(0);
  signalled(std::move(Work), Done);
  Done.acquire();
}
void turnsUntilDone(pump &Pump, mini::task<> Work) {
  bool Done = false;
  [](mini::task<> Work, bool &Done) -> mini::detached {
    co_await std::move(Work);
    Done = true;
  }(std::move(Work), Done);
  while (!Done)
    Pump.turn();
}

void ofOwnPump() {
  Row R;
  pump Pump;
  Pump.take(flush(R));
  Pump.keep([&R] { ++R.N; });
  Pump.turn();
}
void ofGivenPump(pump &Pump) {
  Row R;
  Pump.keep([&R] { ++R.N; });
  Pump.turn();
}
void byBlocking() {
  Row R;
  blocks(flush(R));
}
void byTurning(pump &Pump) {
  Row R;
  turnsUntilDone(Pump, flush(R));
}
mini::task<> byEvent() {
  Row R;
  mini::event Done;
  counted(flush(R), Done);
  co_await Done.wait();
}
mini::task<> byEventOfClosure() {
  Row R;
  mini::event Done;
  calls([&]() -> mini::task<> {
    co_await flush(R);
    Done.set();
  });
  co_await Done.wait();
}
mini::task<> byEventOfNamedClosure() {
  Row R;
  mini::event Done;
  auto Body = [&]() -> mini::task<> {
    co_await flush(R);
    Done.set();
  };
  drives(Body());
  co_await Done.wait();
}
mini::task<> byFlag() {
  Row R;
  bool Done = false;
  calls([&]() -> mini::task<> {
    co_await flush(R);
    Done = true;
  });
  while (!Done)
    co_await mini::yield();
}
mini::task<> ofItsOwn() {
  auto R = std::make_shared<Row>();
  calls([R]() -> mini::task<> { co_await flush(*R); });
  auto Mine = std::make_unique<Row>();
  calls([Mine = std::move(Mine)]() -> mini::task<> { co_await flush(*Mine); });
  static Row Kept;
  calls([]() -> mini::task<> { co_await flush(Kept); });
  co_await mini::yield();
}
void beforeTheFirstSuspension() {
  Row R;
  atOnce(R);
}
