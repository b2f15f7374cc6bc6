// RUN: %check %s
// renamed: keep-models
//
// Temporaries that a kept task refers to, and near misses: tasks that are
// awaited where they are made, and parameters that keep copies.

#include "mini/mini.h"

#include <string>
#include <string_view>
#include <utility>

int Sum = 0;

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
mini::task<> ignore(const std::string &) { co_await mini::yield(); }
mini::task<> take(std::string &&Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
mini::task<> number(const int &N) {
  co_await mini::yield();
  Sum += N;
}
std::string make();

mini::task<> kept() {
  auto A = use("temporary"); // expect: coro-dangling-argument
  auto B = view(make());     // expect: coro-dangling-argument
  auto C = take(make());     // expect: coro-dangling-argument
  auto D = number(Sum + 1);  // expect: coro-dangling-argument
  mini::task<> E = use(make() + "x"); // expect: coro-dangling-argument
  co_await std::move(A);
  co_await std::move(B);
  co_await std::move(C);
  co_await std::move(D);
  co_await std::move(E);
}

mini::task<> started(mini::loop &Loop) {
  mini::spawn(Loop, use("temporary")); // expect: coro-dangling-argument
  auto Running = mini::start(use(make())); // expect: coro-dangling-argument
  co_await Running;
}

mini::task<> fine(mini::loop &Loop) {
  co_await use("temporary");
  co_await view(make());
  co_await take(make());
  auto A = copy("temporary");
  auto B = ignore("temporary");
  auto C = view("a literal lives on");
  co_await std::move(A);
  co_await std::move(B);
  co_await std::move(C);
  mini::spawn(Loop, copy(make()));
  co_await mini::start(use(make()));
}

void drives() {
  mini::sync_wait(use("temporary"));
  mini::sync_wait(view(make()));
}

// Never run, nothing is used.
mini::task<> dropped() {
  auto A = use("temporary"); // expect: coro-never-awaited
  co_await mini::yield();
}
