// RUN: %check %s
//
// Between the start and the join something is called. It matters whether that can
// throw, and whether the join is reached all the same.

#include "mini/mini.h"

#include <optional>
#include <stdexcept>
#include <string>
#include <tuple>
#include <utility>
#include <variant>
#include <vector>

int Sum = 0;

void refuses(int N) {
  if (N > 3)
    throw std::invalid_argument("too many");
}
void swallows(int N) noexcept {
  try {
    refuses(N);
  } catch (const std::exception &) {
    ++Sum;
  }
}
void swallowsAll(int N) {
  try {
    refuses(N);
  } catch (...) {
    ++Sum;
  }
}
mini::future<> after(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
mini::task<int> fails(int N) {
  co_await mini::yield();
  if (N > 3)
    throw std::runtime_error("no");
  co_return N;
}

mini::task<> byStatement(int N) {
  std::string Key = "key";
  auto Work = after(Key); // expect: coro-local-in-spawned-task
  if (N > 3)
    throw std::invalid_argument("too many");
  co_await std::move(Work);
}
mini::task<> byAwait(int N) {
  std::string Key = "key";
  auto Work = after(Key); // expect: coro-local-in-spawned-task
  Sum += co_await fails(N);
  co_await std::move(Work);
}
mini::task<> byFirstOfTwo(int N) {
  std::string Key = "key";
  auto Work = after(Key); // expect: coro-local-in-spawned-task
  auto Other = fails(N);
  Sum += co_await std::move(Other);
  co_await std::move(Work);
}
// Whoever calls these wants them to throw where the argument is wrong.
mini::task<> byStandardLibrary(std::string Digits) {
  std::string Key = "key";
  auto Work = after(Key); // expect: coro-local-in-spawned-task
  Sum += std::stoi(Digits);
  co_await std::move(Work);
}
mini::task<> byCheckedAccess(std::vector<int> Values) {
  std::string Key = "key";
  auto Work = after(Key); // expect: coro-local-in-spawned-task
  Sum += Values.at(3);
  co_await std::move(Work);
}
mini::task<> byMissingValue(std::optional<int> Maybe) {
  std::string Key = "key";
  auto Work = after(Key); // expect: coro-local-in-spawned-task
  Sum += Maybe.value();
  co_await std::move(Work);
}
mini::task<> byNothing() {
  std::string Key = "key";
  auto Work = after(Key); // expect: coro-local-in-spawned-task
  std::optional<int> Maybe;
  Sum += Maybe.value();
  co_await std::move(Work);
}
mini::task<> byAnotherAlternative(std::variant<int, char> Either) {
  std::string Key = "key";
  auto Work = after(Key); // expect: coro-local-in-spawned-task
  Sum += std::get<int>(Either);
  co_await std::move(Work);
}
// Near misses.
mini::task<> askedBefore(std::optional<int> Maybe,
                         std::variant<int, char> Either) {
  if (!Maybe || !std::holds_alternative<int>(Either))
    co_return;
  std::string Key = "key";
  auto Work = after(Key);
  Sum += Maybe.value() + std::get<int>(Either);
  co_await std::move(Work);
}
mini::task<> filledBefore() {
  std::string Key = "key";
  auto Work = after(Key);
  std::optional<int> Maybe = 1, Later, Last;
  std::variant<int, char> Either = 1;
  Later = 2;
  Last.emplace(3);
  Sum += Maybe.value() + Later.value() + Last.value() + std::get<int>(Either);
  co_await std::move(Work);
}
mini::task<> partOfATuple(std::tuple<int, char> Both) {
  std::string Key = "key";
  auto Work = after(Key);
  Sum += std::get<int>(Both);
  co_await std::move(Work);
}
mini::task<> unchecked(std::vector<int> Values) {
  std::string Key = "key";
  auto Work = after(Key);
  Sum += Values[3];
  Values.push_back(Sum);
  co_await std::move(Work);
}
mini::task<> handled(std::string Digits) {
  std::string Key = "key";
  auto Work = after(Key);
  try {
    Sum += std::stoi(Digits);
  } catch (const std::logic_error &) {
    Sum = 0;
  }
  co_await std::move(Work);
}
mini::task<> before(std::string Digits) {
  std::string Key = "key";
  Sum += std::stoi(Digits);
  auto Work = after(Key);
  co_await std::move(Work);
}
mini::task<> swallowed(int N) {
  std::string Key = "key";
  auto Work = after(Key);
  swallows(N);
  swallowsAll(N);
  co_await std::move(Work);
}
mini::task<> joinedBehindTheHandler(int N) {
  std::string Key = "key";
  auto Work = after(Key);
  std::exception_ptr Error;
  try {
    refuses(N);
    Sum += co_await fails(N);
  } catch (...) {
    Error = std::current_exception();
  }
  co_await std::move(Work);
  if (Error)
    std::rethrow_exception(Error);
}
mini::task<> thrownBefore(int N) {
  std::string Key = "key";
  refuses(N);
  auto Work = after(Key);
  co_await std::move(Work);
  refuses(N);
}
mini::task<> ofBaseType(int N) {
  std::string Key = "key";
  auto Work = after(Key);
  try {
    refuses(N);
  } catch (const std::logic_error &) {
    ++Sum;
  }
  co_await std::move(Work);
}

// Thrown farther down.
void fetches(int N) {
  if (N > 3)
    throw std::runtime_error("no answer");
}
void asks(int N) { fetches(N); }
int asksAndCatches(int N) {
  try {
    asks(N);
  } catch (const std::runtime_error &) {
    return 0;
  }
  return N;
}
mini::task<int> asksLater(int N) { co_return co_await fails(N); }
// What it refuses, its caller has made sure of.
void afterRefuses() { refuses(1); }

mini::task<> fromAfar(int N) {
  std::string Key = "key";
  auto Work = after(Key); // expect: coro-local-in-spawned-task
  asks(N);
  co_await std::move(Work);
}
mini::task<> fromAfarByAwait(int N) {
  std::string Key = "key";
  auto Work = after(Key); // expect: coro-local-in-spawned-task
  Sum += co_await asksLater(N);
  co_await std::move(Work);
}
mini::task<> caughtOnTheWay(int N) {
  std::string Key = "key";
  auto Work = after(Key);
  Sum += asksAndCatches(N);
  co_await std::move(Work);
}
mini::task<> neverRefused() {
  std::string Key = "key";
  auto Work = after(Key);
  afterRefuses();
  co_await std::move(Work);
}
// To make a task throws nothing that the task throws.
mini::task<> onlyMade(int N) {
  std::string Key = "key";
  auto Work = after(Key);
  auto Other = fails(N);
  co_await std::move(Work);
  Sum += co_await std::move(Other);
}
// To await something else that is given the variable is no wait.
mini::task<int> measures(const std::string &Key) {
  co_await mini::yield();
  co_return int(Key.size());
}
mini::task<> awaitsAnother() {
  std::string Key = "key";
  auto Work = after(Key); // expect: coro-local-in-spawned-task, coro-dropped-eager-task
  Sum += co_await measures(Key);
}
mini::future<> signals(const std::string &Key, mini::event &Done) {
  co_await mini::yield();
  Sum += int(Key.size());
  Done.set();
}
mini::task<> until(mini::event &Done) { co_await Done.wait(); }
mini::task<> awaitsItsEnd() {
  std::string Key = "key";
  mini::event Done;
  auto Work = signals(Key, Done);
  co_await until(Done);
  co_await std::move(Work);
}

// A task that is made of another throws what that throws.
template <typename T> mini::task<T> wrapped(mini::task<T> Work) {
  co_return co_await std::move(Work);
}
mini::task<int> gives(int N) {
  co_await mini::yield();
  co_return N;
}
mini::task<> byWrapped(int N) {
  std::string Key = "key";
  auto Work = after(Key); // expect: coro-local-in-spawned-task
  Sum += co_await wrapped(fails(N));
  co_await std::move(Work);
}
mini::task<> byWrappedInVariable(int N) {
  std::string Key = "key";
  auto Work = after(Key); // expect: coro-local-in-spawned-task
  auto Other = wrapped(wrapped(fails(N)));
  Sum += co_await std::move(Other);
  co_await std::move(Work);
}
mini::task<> byWrappedThatThrowsNothing(int N) {
  std::string Key = "key";
  auto Work = after(Key);
  auto Other = wrapped(wrapped(gives(N)));
  Sum += co_await std::move(Other);
  co_await std::move(Work);
}
