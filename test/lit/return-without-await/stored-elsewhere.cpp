// RUN: %check %s
//
// The object is stored before its task is returned: the task is one of the object where it
// lives, or of the one that was left behind.

#include "mini/mini.h"

#include <list>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

int Sum = 0;

struct session {
  std::string Name;
  mini::task<> run() {
    co_await mini::yield();
    Sum += int(Name.size());
  }
};
std::list<session> Sessions;
std::map<int, session> ByNumber;
std::vector<std::shared_ptr<session>> Shared;
std::map<int, std::unique_ptr<session>> Owned;

mini::task<> emplaced(std::string Name) {
  return Sessions.emplace_back(session{std::move(Name)}).run();
}
mini::task<> inMap(int N, std::string Name) {
  auto [Where, IsNew] = ByNumber.try_emplace(N, session{std::move(Name)});
  Sum += IsNew;
  return Where->second.run();
}
mini::task<> assigned(int N, session Fresh) {
  ByNumber[N] = std::move(Fresh);
  return ByNumber[N].run();
}
mini::task<> shared(std::string Name) {
  auto Fresh = std::make_shared<session>(session{std::move(Name)});
  Shared.push_back(Fresh);
  return Fresh->run();
}
mini::task<> pointer(int N, std::string Name) {
  auto Fresh = std::make_unique<session>(session{std::move(Name)});
  session *Raw = Fresh.get();
  Owned[N] = std::move(Fresh);
  return Raw->run();
}
mini::task<> swapped(int N) {
  auto Fresh = std::make_unique<session>();
  auto Work = Fresh->run();
  Owned[N].swap(Fresh);
  return Work;
}
mini::task<> released(int N) {
  auto Fresh = std::make_unique<session>();
  auto &Session = *Fresh;
  Owned[N].reset(Fresh.release());
  return Session.run();
}
mini::task<> onHeap(std::string Name) {
  // Lives on.
  auto *Fresh = new session{std::move(Name)};
  return Fresh->run();
}

mini::task<> leftBehind(int N, session Fresh) {
  ByNumber[N] = Fresh;
  return Fresh.run(); // expect: coro-return-without-await
}
mini::task<> movedFrom(session Fresh) {
  auto Work = Fresh.run();
  Sessions.push_back(std::move(Fresh));
  return Work; // expect: coro-return-without-await
}
