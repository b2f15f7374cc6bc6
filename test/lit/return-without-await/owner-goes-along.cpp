// RUN: %check %s
//
// The coroutine is given a part of something, and the owner along with it.

#include "mini/mini.h"

#include <memory>
#include <span>
#include <string>
#include <utility>
#include <vector>

int Sum = 0;

struct session {
  std::string Name;
};
struct request {
  std::unique_ptr<session> Of;
  std::vector<int> Body;
};
mini::task<> serve(session &Of, std::unique_ptr<session>) {
  co_await mini::yield();
  Sum += int(Of.Name.size());
}
mini::task<> serve(session &Of, std::shared_ptr<session>) {
  co_await mini::yield();
  Sum += int(Of.Name.size());
}
mini::task<> serve(const std::string &Name, std::shared_ptr<void>) {
  co_await mini::yield();
  Sum += int(Name.size());
}

mini::task<> unique(std::unique_ptr<session> Of) {
  session &Same = *Of;
  return serve(Same, std::move(Of));
}
mini::task<> shared(std::shared_ptr<session> Of) { return serve(*Of, Of); }
mini::task<> member(std::shared_ptr<session> Of) {
  return serve(Of->Name, Of);
}
mini::task<> made(std::string Name) {
  auto Of = std::make_shared<session>();
  Of->Name = std::move(Name);
  return serve(Of->Name, Of);
}
mini::task<> byClosure(std::unique_ptr<session> Of) {
  auto &Same = *Of;
  return [](session &Same, std::unique_ptr<session>) -> mini::task<> {
    co_await mini::yield();
    Sum += int(Same.Name.size());
  }(Same, std::move(Of));
}

// Nothing goes along.
mini::task<> alone(const std::string &Name) {
  co_await mini::yield();
  Sum += int(Name.size());
}
mini::task<> notGiven(std::unique_ptr<session> Of) {
  return alone(Of->Name); // expect: coro-return-without-await
}
