// RUN: %check %s
// renamed: no (that functions without a body start or post is known by their names)
//
// Joiners: functions that block until a closure's work is done, guards that join in their
// destructors what a declared start has given, owners that move into what is called at
// the end. What does none of these is found.

#include "mini/mini.h"

#include <functional>
#include <latch>
#include <list>
#include <memory>
#include <semaphore>
#include <string>
#include <vector>

int Sum = 0;

mini::task<> use(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}

// A number for what runs elsewhere.
class running {
public:
  explicit running(int Id) : Id(Id) {}
  void join();

private:
  int Id;
};
running start(mini::task<> Work);
void post(std::function<void()> Body);

// Blocks.
template <class Body> void runsAndWaits(Body B) {
  std::latch Done(1);
  post([&B, &Done] {
    B();
    Done.count_down();
  });
  Done.wait();
}
void waitsForTask(std::function<mini::task<>()> Body) {
  std::binary_semaphore Done(0);
  post([&] {
    mini::sync_wait(Body());
    Done.release();
  });
  Done.acquire();
}
void blocksForNamedClosure() {
  std::string Key = "key";
  auto Body = [&] { Sum += int(Key.size()); };
  runsAndWaits(Body);
}
void blocksForTaskOfNamedClosure() {
  std::string Key = "key";
  auto Body = [&]() -> mini::task<> { co_await use(Key); };
  waitsForTask(Body);
}

// Guards.
class joiner {
public:
  explicit joiner(running &Of) : Of(Of) {}
  ~joiner() { Of.join(); }

private:
  running &Of;
};
template <class Body> class finally {
public:
  explicit finally(Body B) : B(std::move(B)) {}
  ~finally() { B(); }

private:
  Body B;
};
class scoped {
public:
  explicit scoped(running Of) : Of(std::move(Of)) {}
  ~scoped() { Of.join(); }

private:
  running Of;
};
class all {
public:
  void add(running Each) { Each_.push_back(std::move(Each)); }
  ~all() {
    for (auto &Each : Each_)
      Each.join();
  }

private:
  std::list<running> Each_;
};
void byJoiner() {
  std::string Key = "key";
  auto Handle = start(use(Key));
  joiner Guard(Handle);
}
void byFinally() {
  std::string Key = "key";
  auto Handle = start(use(Key));
  finally Guard{[&] { Handle.join(); }};
}
// Its body is elsewhere: it may wait.
class unseen {
public:
  explicit unseen(running Of);
  ~unseen();

private:
  running Of;
};
void byUnseen() {
  std::string Key = "key";
  unseen Guard(start(use(Key)));
}
void byScoped() {
  std::string Key = "key";
  scoped Guard(start(use(Key)));
}
void byCollection() {
  std::string Key = "key";
  all Each;
  Each.add(start(use(Key)));
  Each.add(start(use(Key)));
}
void byRangeFor() {
  std::string Key = "key";
  std::vector<running> Each;
  Each.push_back(start(use(Key)));
  for (auto &One : Each)
    One.join();
}

// Owners.
template <class End> mini::detached calls(mini::task<> Work, End Ended) {
  co_await std::move(Work);
  Ended();
}
void movesIntoTheEnd() {
  auto Key = std::make_unique<std::string>("key");
  auto Work = use(*Key);
  calls(std::move(Work), [Key = std::move(Key)] {});
}

// None of these waits.
class names {
public:
  explicit names(running &Of) : Of(Of) {}
  ~names() { Sum += &Of != nullptr; }

private:
  running &Of;
};
running startOther(mini::task<> Work);
template <class Body> void runsLater(Body B) {
  post([&B] { B(); }); // expect: coro-lambda-capture
}
void onlyNamed() {
  std::string Key = "key";
  auto Handle = start(use(Key)); // expect: coro-local-in-spawned-task
  names Guard(Handle);
}
void otherIsJoined() {
  std::string Key = "key";
  std::string Other = "other";
  auto Handle = start(use(Key)); // expect: coro-local-in-spawned-task
  auto Second = startOther(use(Other));
  joiner Guard(Second);
}
void neverWaits() {
  std::string Key = "key";
  auto Body = [&] { Sum += int(Key.size()); };
  runsLater(Body);
}
void keepsNothing() {
  auto Key = std::make_unique<std::string>("key");
  calls(use(*Key), [] {}); // expect: coro-local-in-spawned-task
}
