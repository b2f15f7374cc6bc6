// RUN: %check %s
//
// Default arguments: temporaries of each call, or something that lives on.

#include "mini/mini.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>

int Sum = 0;
std::string text(int N) { return std::string(50, char('a' + N)); }

struct options {
  int Limit = 3;
  std::string Name = text(1);
  static const options Default;
};
const options options::Default = {};
const options &usual() {
  static const options Usual;
  return Usual;
}

mini::task<> fresh(int N, const options &Options = {}) {
  co_await mini::yield();
  Sum += N + Options.Limit;
}
mini::task<> named(int N, const options &Options = options::Default) {
  co_await mini::yield();
  Sum += N + Options.Limit;
}
mini::task<> called(int N, const options &Options = usual()) {
  co_await mini::yield();
  Sum += N + Options.Limit;
}
mini::task<> copied(int N, options Options = {}) {
  co_await mini::yield();
  Sum += N + Options.Limit;
}
mini::task<> viewed(int N, std::string_view Name = "name") {
  co_await mini::yield();
  Sum += N + int(Name.size());
}
mini::task<> viewedText(int N, std::string_view Name = text(2)) {
  co_await mini::yield();
  Sum += N + int(Name.size());
}
mini::task<> maybe(const std::optional<int> &N = std::nullopt) {
  co_await mini::yield();
  Sum += N.value_or(1);
}
struct client {
  options Own;
  mini::task<> send(const std::string &Text = text(3)) {
    co_await mini::yield();
    Sum += int(Text.size()) + Own.Limit;
  }
};

mini::task<> fine(client &Client) {
  auto A = named(1);
  auto B = called(1);
  auto C = copied(1);
  auto D = viewed(1);
  co_await std::move(A);
  co_await std::move(B);
  co_await std::move(C);
  co_await std::move(D);
  co_await fresh(1);
  co_await viewedText(1);
  co_await maybe();
  co_await Client.send();
}
mini::task<> dangling(client &Client) {
  auto A = fresh(1);      // expect: coro-dangling-argument
  auto B = viewedText(1); // expect: coro-dangling-argument
  auto C = maybe();       // expect: coro-dangling-argument
  auto D = Client.send(); // expect: coro-dangling-argument
  co_await std::move(A);
  co_await std::move(B);
  co_await std::move(C);
  co_await std::move(D);
}
mini::task<> returned() {
  return fresh(1); // expect: coro-dangling-argument
}
