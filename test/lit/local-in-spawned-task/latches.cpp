// RUN: %check %s
//
// The function waits for an event that the work sets as its last act, on each path or not.

#include "mini/mini.h"

#include <latch>
#include <memory>
#include <string>
#include <utility>

int Sum = 0;

mini::task<> setsLast(const std::string &Key, mini::event &Done) {
  co_await mini::yield();
  Sum += int(Key.size());
  Done.set();
}
struct sets_at_end {
  mini::event &Done;
  ~sets_at_end() { Done.set(); }
};
mini::task<> setsByGuard(const std::string &Key, mini::event &Done) {
  sets_at_end Guard{Done};
  co_await mini::yield();
  if (Key.empty())
    co_return;
  Sum += int(Key.size());
}

mini::task<> waits(mini::loop &Loop) {
  std::string Key = "key";
  mini::event Done;
  mini::spawn(Loop, setsLast(Key, Done));
  co_await Done.wait();
}
mini::task<> waitsForAGuard(mini::loop &Loop) {
  std::string Key = "key";
  mini::event Done;
  mini::spawn(Loop, setsByGuard(Key, Done));
  co_await Done.wait();
}
mini::task<> waitsForMany(mini::loop &Loop) {
  std::string Key = "key";
  mini::countdown Left(3);
  for (int I = 0; I != 3; ++I)
    mini::spawn(
        Loop,
        [](const std::string &Key, mini::countdown &Left) -> mini::task<> {
          co_await mini::yield();
          Sum += int(Key.size());
          Left.step();
        }(Key, Left));
  co_await Left.wait();
}
mini::task<> waitsForPermits(mini::loop &Loop) {
  std::string Key = "key";
  mini::semaphore Free(2);
  for (int I = 0; I != 4; ++I) {
    auto Permit = co_await Free.acquire();
    mini::spawn(Loop, [](const std::string &Key, mini::permit) -> mini::task<> {
      co_await mini::yield();
      Sum += int(Key.size());
    }(Key, std::move(Permit)));
  }
  co_await Free.take(2);
}
mini::task<> waitsForShared(mini::loop &Loop) {
  std::string Key = "key";
  auto Done = std::make_shared<mini::event>();
  mini::spawn(Loop, setsLast(Key, *Done));
  co_await Done->wait();
}
mini::task<> asksUntilSet(mini::loop &Loop) {
  std::string Key = "key";
  mini::event Done;
  mini::spawn(Loop, setsLast(Key, Done));
  while (!Done.is_set())
    co_await mini::yield();
}
mini::task<> anotherEvent(mini::loop &Loop, mini::event &Other) {
  std::string Key = "key";
  static mini::event Done;
  mini::spawn(Loop, setsLast(Key, Done)); // expect: coro-local-in-spawned-task
  co_await Other.wait();
}
mini::task<> onOnePath(mini::loop &Loop, bool Waits) {
  std::string Key = "key";
  static mini::event Done;
  mini::spawn(Loop, setsLast(Key, Done)); // expect: coro-local-in-spawned-task
  if (Waits)
    co_await Done.wait();
}
