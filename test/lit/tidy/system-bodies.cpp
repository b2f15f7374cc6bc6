// RUN: not %corolint --no-config --checks=* --min-certainty=unknown %s \
// RUN:   -- -std=c++20 -I %inc -isystem %S/Inputs > %t.command 2> %t.errors
// RUN: FileCheck %s --implicit-check-not=warning: < %t.command
// RUN: %tidy --checks=-*,coro-* --quiet %s \
// RUN:   --config='{CheckOptions: {corolint.min-certainty: unknown}}' \
// RUN:   -- -std=c++20 -I %inc -isystem %S/Inputs > %t.tidy
// RUN: FileCheck %s --implicit-check-not=warning: < %t.tidy
// faces: no (these lines compare them, with a folder of system headers)
//
// The command does not read the bodies of functions in system headers, clang-tidy
// reads all. What only such a body shows is found by both or by none: templates
// that it instantiates, members that it brings into use, and what it does itself.

#include "mini/mini.h"

#include <unistd.h>

#include <algorithm>
#include <memory>
#include <vector>

#include <runner.h>

mini::task<> never(int = 0);

struct Base {
  virtual ~Base() = default;
  virtual mini::task<> go() { co_return; }
};

// Instantiated in the body of std::make_shared alone. As for any template that is not
// instantiated, what does not hang on its parameter is found.
template <class T> struct Shared : Base {
  mini::task<> go() override {
    never();
    // CHECK: system-bodies.cpp:[[@LINE-1]]:5: warning: {{.*}} [coro-never-awaited]
    co_return;
  }
};
std::shared_ptr<Base> shares() { return std::make_shared<Shared<long>>(); }

// std::make_shared is no such body in each respect: some of what it does stands in
// functions that are constexpr, which both read.
template <class T> struct Both : Base {
  mini::task<> go() override {
    if constexpr (sizeof(T) == sizeof(long))
      never(1);
    // CHECK: system-bodies.cpp:[[@LINE-1]]:7: warning: {{.*}} [coro-never-awaited]
    co_return;
  }
};
Both<int> ForInt;
std::shared_ptr<Base> both() { return std::make_shared<Both<long>>(); }

// The user's own code instantiates it for int, the library for long as well, in a
// constructor and in a function. What happens for long alone is found by none.
template <class T> struct Kept : Base {
  mini::task<> go() override {
    if constexpr (sizeof(T) == sizeof(long))
      never(2);
    co_return;
  }
};
Kept<int> KeptForInt;
void keeps() {
  runner::Keeper<Kept<long>> Keeper;
  runner::makeHidden<Kept<long>>();
}

// A generic closure that the library calls.
void applies() {
  runner::apply([](auto N) -> mini::task<> {
    never(3);
    // CHECK: system-bodies.cpp:[[@LINE-1]]:5: warning: {{.*}} [coro-never-awaited]
    co_return;
  });
}

// One that only an instantiation for long shows.
template <class T> void onlyLong(T) {
  if constexpr (sizeof(T) == sizeof(long))
    never(4);
}
struct Caller {
  template <class T> void operator()(T N) const { onlyLong(N); }
};
void calls() {
  onlyLong('c');
  runner::apply(Caller());
}

// And both reach what the user's own code instantiates, however far it is from there.
template <class T> void deep(T) {
  if constexpr (sizeof(T) == sizeof(long))
    never(5);
  // CHECK: system-bodies.cpp:[[@LINE-1]]:5: warning: {{.*}} [coro-never-awaited]
}
template <class T> void middle(T N) { deep(N); }
void reaches() { middle(1L); }

// Members of which only the library makes an object.
struct Starts {
  mini::task<> First = never(6);
  int Second = 0;
};
auto makes() { return std::make_unique<Starts>(); }

// A guard is known by what its constructor and its destructor do.
runner::Mutex Locked;
mini::task<> holds() {
  runner::Hold Held(Locked);
  co_await never(9);
}

// What a library's body does with a task, or how long it takes, is in its model or it
// is not known.
mini::task<> uses() {
  runner::drop(never(7));
  // CHECK: system-bodies.cpp:[[@LINE-1]]:16: warning: {{.*}} 'runner::drop', whose body is not seen here{{.*}} [coro-never-awaited]
  runner::grind();
  runner::Group Group;
  Group.add(never(8));
  // CHECK: system-bodies.cpp:[[@LINE-1]]:13: warning: {{.*}} 'runner::Group::add', whose body is not seen here{{.*}} [coro-never-awaited]
  co_return;
}
