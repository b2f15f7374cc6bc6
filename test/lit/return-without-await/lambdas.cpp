// RUN: %check %s
//
// Plain lambdas that return a task: of their own variables, of what they have captured,
// of what they are given.

#include "mini/mini.h"

#include <functional>
#include <string>
#include <utility>
#include <vector>

int Sum = 0;

mini::task<> use(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}

mini::task<> own() {
  auto Make = [](int N) {
    std::string Key = std::to_string(N);
    return use(Key); // expect: coro-return-without-await
  };
  co_await Make(1);
}
mini::task<> parameter() {
  auto Make = [](std::string Key) -> mini::task<> {
    return use(Key); // expect: coro-return-without-await
  };
  auto Work = Make("key");
  co_await std::move(Work);
}
mini::task<> asFunction() {
  std::function<mini::task<>(std::string)> Make = [](std::string Key) {
    return use(Key); // expect: coro-return-without-await
  };
  auto Work = Make("key");
  co_await std::move(Work);
}

// The closure, or the coroutine around it, has what is used.
mini::task<> captured(std::string Key) {
  auto ByCopy = [Key] { return use(Key); };
  auto ByReference = [&] { return use(Key); };
  auto One = ByCopy();
  auto Two = ByReference();
  co_await std::move(One);
  co_await std::move(Two);
  co_await [Key] { return use(Key); }();
  auto Three = [&] { return use(Key); }();
  co_await std::move(Three);
}
mini::task<> given(const std::string &Key) {
  auto Make = [](const std::string &Key) { return use(Key); };
  auto Work = Make(Key);
  co_await std::move(Work);
}
mini::task<> eachOf(const std::vector<std::string> &Keys) {
  auto Make = [&](int I) { return use(Keys[I]); };
  std::vector<mini::task<>> Works;
  for (int I = 0; I != int(Keys.size()); ++I)
    Works.push_back(Make(I));
  co_await mini::when_all(std::move(Works));
}
