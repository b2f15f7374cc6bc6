// RUN: %check %s
//
// A container of pointers or views is the function's own, what its elements lead to is
// not.

#include "mini/mini.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
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
mini::task<> use(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
mini::task<> view(std::string_view Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}

// Fine: the caller has the sessions and the texts.
mini::task<> ofFront(std::vector<session *> All) { return All.front()->run(); }
mini::task<> ofElement(std::vector<session *> All, int I) {
  session *Chosen = All[I];
  return Chosen->run();
}
mini::task<> ofOptional(std::optional<session *> Given) {
  return (*Given)->run();
}
mini::task<> ofDereferenced(std::vector<const std::string *> Keys) {
  return use(*Keys.back());
}
mini::task<> ofView(std::vector<std::string_view> Keys) {
  return view(Keys[0]);
}
mini::task<> ofLocalMap(session &A, session &B, int I) {
  std::map<int, session *> Table{{0, &A}, {1, &B}};
  return Table.at(I)->run();
}
mini::task<> ofPair(std::pair<session *, int> Given) {
  return Given.first->run();
}

// Not: the elements are the function's.
mini::task<> ofOwnElement(std::vector<session> All) {
  return All.front().run(); // expect: coro-return-without-await
}
mini::task<> ofOwnText(std::vector<std::string> Keys) {
  return view(Keys[0]); // expect: coro-return-without-await
}
mini::task<> ofOwnOptional(std::optional<session> Given) {
  return Given->run(); // expect: coro-return-without-await
}
