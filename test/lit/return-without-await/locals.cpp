// RUN: %check %s
//
// Plain functions that return a task which uses what ends with them.

#include "mini/mini.h"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

int Sum = 0;
bool flip();

mini::task<> use(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
mini::task<> view(std::string_view Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
mini::task<> copy(std::string Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
mini::task<> byPointer(const std::string *Key) {
  co_await mini::yield();
  Sum += int(Key->size());
}

mini::task<> local(int Id) {
  std::string Key = std::to_string(Id);
  return use(Key); // expect: coro-return-without-await
}
mini::task<> parameter(std::string Key) {
  return use(Key); // expect: coro-return-without-await
}
mini::task<> pointer(std::string Key) {
  return byPointer(&Key); // expect: coro-return-without-await
}
mini::task<> viewOf(std::string Key) {
  return view(Key); // expect: coro-return-without-await
}
mini::task<> owned(std::unique_ptr<std::string> Key) {
  return use(*Key); // expect: coro-return-without-await
}
mini::task<> element(std::vector<std::string> Keys) {
  return use(Keys.front()); // expect: coro-return-without-await
}
mini::task<> named(std::string Key) {
  auto Work = use(Key);
  ++Sum;
  return Work; // expect: coro-return-without-await
}
mini::task<> moved(std::string Key) {
  mini::task<> Work = use(Key);
  return std::move(Work); // expect: coro-return-without-await
}
mini::task<> either(std::string Key) {
  std::string Other = "other";
  return flip() ? use(Key) : use(Other); // expect: coro-return-without-await
}

struct Session {
  std::string Name;
  mini::task<> run() {
    co_await mini::yield();
    Sum += int(Name.size());
  }
  mini::task<> again() { return use(Name); }
  const std::string &name() const { return Name; }
};
mini::task<> object() {
  Session Own{"own"};
  return Own.run(); // expect: coro-return-without-await
}
mini::task<> objectThatForwards() {
  Session Own{"own"};
  return Own.again(); // expect: coro-return-without-await
}
mini::task<> memberOf() {
  Session Own{"own"};
  return use(Own.Name); // expect: coro-return-without-await
}
mini::task<> gottenOf() {
  Session Own{"own"};
  return use(Own.name()); // expect: coro-return-without-await
}

// Handed on, copied, or moved into the coroutine.
mini::task<> handsOn(const std::string &Key) { return use(Key); }
mini::task<> handsOnView(std::string_view Key) { return view(Key); }
mini::task<> copies(std::string Key) { return copy(Key); }
mini::task<> moves(std::string Key) { return copy(std::move(Key)); }
mini::task<> given(Session &Session) { return Session.run(); }
mini::task<> constant() {
  static const std::string Key = "key";
  return use(Key);
}
mini::task<> awaits(std::string Key) { co_await use(Key); }
