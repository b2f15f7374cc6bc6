// RUN: %check %s
//
// Tasks that a constructor makes for members: by a default value, or in its
// list. The object that is lost is told, and what makes the task.

#include "mini/mini.h"

#include <utility>
#include <vector>

int Sum = 0;

mini::task<int> count();
void start(mini::task<int> Work);

struct ByDefault {
  mini::task<int> Work = count();
  int Priority = 1;
};
struct InList {
  mini::task<int> Work;
  int Priority = 1;
  InList() : Work(count()) {}
  explicit InList(int N);
};
InList::InList(int N) : Work(count()), Priority(N) {}
template <class T> struct Box {
  mini::task<T> Work = count();
  T Priority = 1;
};

mini::task<> lost(int N) {
  ByDefault A;   // expect: coro-never-awaited
  ByDefault B{}; // expect: coro-never-awaited
  InList C;      // expect: coro-never-awaited
  InList D(N);   // expect: coro-never-awaited
  Box<int> E;    // expect: coro-never-awaited
  Sum += A.Priority + B.Priority + C.Priority + D.Priority + E.Priority;
  ByDefault();       // expect: coro-never-awaited
  ByDefault F;       // expect: coro-never-awaited
  if (N > 1)
    Sum += co_await std::move(F.Work);
}

mini::task<> awaited(int N) {
  ByDefault A;
  ByDefault B{};
  InList C;
  InList D(N);
  Box<int> E;
  Sum += co_await std::move(A.Work) + co_await std::move(B.Work) +
         co_await std::move(C.Work) + co_await std::move(D.Work) +
         co_await std::move(E.Work);
}

// Another value takes its place, or none is used.
mini::task<> given() {
  ByDefault A{count(), 2};
  Sum += co_await std::move(A.Work);
}

// Each member has its own, and an argument of the constructor is another.
struct Two {
  mini::task<int> Given;
  mini::task<int> First = count();
  mini::task<int> Second = count();
  explicit Two(mini::task<int> Work) : Given(std::move(Work)) {}
};
mini::task<> each() {
  Two A(count());
  Sum += co_await std::move(A.First) + co_await std::move(A.Second) +
         co_await std::move(A.Given);
}

// Who made it may do more than that.
struct Starts {
  mini::task<int> Work;
  int Priority = 1;
  Starts() : Work(count()) { start(std::move(Work)); }
};
struct Ends {
  mini::task<int> Work = count();
  int Priority = 1;
  ~Ends() { start(std::move(Work)); }
};
struct Elsewhere {
  mini::task<int> Work;
  int Priority = 1;
  Elsewhere();
};
struct HasMethod {
  mini::task<int> Work = count();
  int Priority = 1;
  mini::task<int> take() { return std::move(Work); }
};
void keep(ByDefault Job);

mini::task<> takenCareOf() {
  Starts A;
  Ends B;
  Elsewhere C;
  HasMethod D;
  ByDefault E;
  Sum += A.Priority + B.Priority + C.Priority;
  Sum += co_await D.take();
  keep(std::move(E));
  std::vector<ByDefault> Many;
  Many.emplace_back();
  for (ByDefault &Each : Many)
    Sum += co_await std::move(Each.Work);
}

ByDefault made() {
  ByDefault A;
  return A;
}
