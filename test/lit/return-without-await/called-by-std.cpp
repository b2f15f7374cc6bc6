// RUN: %check %s
//
// The coroutine is called by a function of std: std::invoke, std::visit, std::apply, a
// binding. Near misses: what is bound is a copy, what is used is the caller's.

#include "mini/mini.h"

#include <functional>
#include <string>
#include <tuple>
#include <utility>
#include <variant>

void log(const std::string &Text);
mini::task<> prints(const std::string &Text) {
  co_await mini::yield();
  log(Text);
}
mini::task<> owns(std::string Text) {
  co_await mini::yield();
  log(Text);
}

mini::task<> invoked() {
  std::string Text = "text";
  return std::invoke(prints, Text); // expect: coro-return-without-await
}
mini::task<> visited() {
  std::string Text = "text";
  return std::visit([&](int) { return prints(Text); }, // expect: coro-return-without-await
                    std::variant<int>(1));
}
mini::task<> applied() {
  std::string Text = "text";
  return std::apply(prints, std::tie(Text)); // expect: coro-return-without-await
}
mini::task<> forwarded() {
  std::string Text = "text";
  return std::apply(prints, std::forward_as_tuple(Text)); // expect: coro-return-without-await
}
mini::task<> bound() {
  std::string Text = "text";
  return std::bind_front(prints, std::cref(Text))(); // expect: coro-return-without-await
}
mini::task<> ofAClosure() {
  std::string Text = "text";
  auto Body = [&](int) { return prints(Text); };
  return Body(1); // expect: coro-return-without-await
}
mini::task<> ofACopyInAClosure() {
  std::string Text = "text";
  return [Text] { return prints(Text); }(); // expect: coro-lambda-capture
}

// Near misses.
mini::task<> closureIsAwaited() {
  std::string Text = "text";
  co_await [&] { return prints(Text); }();
  co_await [Text] { return prints(Text); }();
}
mini::task<> closureGivesACopy() {
  std::string Text = "text";
  return [&] { return owns(Text); }();
}
mini::task<> closureOfTheCallers(const std::string &Text) {
  return [&] { return prints(Text); }();
}
mini::task<> appliedToACopy() {
  std::string Text = "text";
  return std::apply(owns, std::make_tuple(Text));
}
mini::task<> appliedToOwns() {
  std::string Text = "text";
  return std::apply(owns, std::tie(Text));
}
mini::task<> ofTheCaller(const std::string &Text) {
  return std::apply(prints, std::tie(Text));
}
mini::task<> awaited() {
  std::string Text = "text";
  co_await std::apply(prints, std::tie(Text));
  co_await std::bind_front(prints, std::cref(Text))();
}
