// RUN: %check %s
//
// True: std::invoke calls the coroutine with this function's variable. Near misses: what
// it is given is the caller's, or a copy.

#include "mini/mini.h"

#include <functional>
#include <string>
#include <utility>

std::size_t Sum = 0;
mini::task<> prints(const std::string &Text) {
  co_await mini::yield();
  Sum += Text.size();
}
mini::task<> copies(std::string Text) {
  co_await mini::yield();
  Sum += Text.size();
}
struct named {
  std::string Name;
  mini::task<> run() const {
    co_await mini::yield();
    Sum += Name.size();
  }
};

mini::task<> ofFunction() {
  std::string Text = "text";
  return std::invoke(prints, Text); // expect: coro-return-without-await
}
mini::task<> ofMember() {
  named Own{"name"};
  return std::invoke(&named::run, Own); // expect: coro-return-without-await
}
mini::task<> ofPointer() {
  named Own{"name"};
  return std::invoke(&named::run, &Own); // expect: coro-return-without-await
}

mini::task<> ofCaller(const std::string &Text) {
  return std::invoke(prints, Text);
}
mini::task<> ofCopy() {
  std::string Text = "text";
  return std::invoke(copies, Text);
}
mini::task<> ofCallersObject(const named &Own) {
  return std::invoke(&named::run, Own);
}
mini::task<> awaited() {
  std::string Text = "text";
  co_await std::invoke(prints, Text);
}
