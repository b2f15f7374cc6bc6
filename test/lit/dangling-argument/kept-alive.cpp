// RUN: %check %s
//
// A reference keeps the temporary alive that it is bound to, and parts of it; one that is
// bound through a function keeps nothing.

#include "mini/mini.h"

#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

int Sum = 0;
bool flip();
std::string text(int N) { return std::string(50, char('a' + N)); }

struct named {
  std::string Name;
};
struct session : named {
  const std::string &name() const { return Name; }
  mini::task<> run() {
    co_await mini::yield();
    Sum += int(Name.size());
  }
};
session made() { return {{text(1)}}; }
mini::task<> use(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
mini::task<> ofBase(const named &Of) {
  co_await mini::yield();
  Sum += int(Of.Name.size());
}
mini::task<> total(std::initializer_list<std::string> Keys) {
  co_await mini::yield();
  for (auto &Key : Keys)
    Sum += int(Key.size());
}

mini::task<> fine() {
  const std::string &Whole = text(1);
  std::string &&Moved = text(2);
  const std::string &Converted = "a literal";
  const std::string &Part = made().Name;
  const named &Base = made();
  auto &&Session = made();
  const std::string &Either = flip() ? text(3) : text(4);
  const auto &[Name] = named{text(5)};
  std::initializer_list<std::string> List = {text(6), text(7)};
  auto A = use(Whole);
  auto B = use(Moved);
  auto C = use(Converted);
  auto D = use(Part);
  auto E = ofBase(Base);
  auto F = Session.run();
  auto G = use(Either);
  auto H = use(Name);
  auto I = total(List);
  co_await std::move(A);
  co_await std::move(B);
  co_await std::move(C);
  co_await std::move(D);
  co_await std::move(E);
  co_await std::move(F);
  co_await std::move(G);
  co_await std::move(H);
  co_await std::move(I);
}

mini::task<> stored() {
  auto A = ofBase(made()); // expect: coro-dangling-argument
  auto C = use(flip() ? text(3) : text(4)); // expect: coro-dangling-argument
  auto D = use((++Sum, text(5))); // expect: coro-dangling-argument
  auto E = ofBase(static_cast<const named &>(made())); // expect: coro-dangling-argument
  co_await std::move(A);
  co_await std::move(C);
  co_await std::move(D);
  co_await std::move(E);
}
