// RUN: %check %s
//
// Eager coroutines that have read their parameter before they are suspended, or only
// seem to: what they wait for uses it, or they come back to it.

#include "mini/mini.h"

#include <string>
#include <utility>

int Sum = 0;
bool flip();
std::string text(int N) { return std::string(50, char('a' + N)); }

mini::task<> use(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
mini::task<> copy(std::string Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
mini::future<> waitsForWhatUsesIt(const std::string &Key) {
  co_await use(Key);
}
mini::future<> loop(const std::string &Key) {
  for (int I = 0; I != 3; ++I) {
    Sum += int(Key.size());
    co_await mini::yield();
  }
}
mini::future<> onOnePath(const std::string &Key) {
  if (flip())
    co_await mini::yield();
  Sum += int(Key.size());
}

mini::future<> waitsForWhatCopiesIt(const std::string &Key) {
  co_await copy(Key);
}
mini::future<> operand(const std::string &Key) {
  co_await mini::sleep_for(std::chrono::milliseconds(Key.size()));
}
mini::future<> copied(const std::string &Key) {
  auto Count = [Key] { Sum += int(Key.size()); };
  co_await mini::yield();
  Count();
}
mini::future<> part(const std::string &Key) {
  char First = Key[0];
  std::size_t Size = Key.size();
  co_await mini::yield();
  Sum += First + int(Size);
}
mini::future<> leaves(const std::string &Key) {
  if (flip()) {
    Sum += int(Key.size());
    co_return;
  }
  co_await mini::yield();
}

mini::task<> dangling() {
  auto A = waitsForWhatUsesIt(text(1)); // expect: coro-dangling-argument
  auto F = loop(text(1)); // expect: coro-dangling-argument
  auto G = onOnePath(text(1)); // expect: coro-dangling-argument
  co_await std::move(A);
  co_await std::move(F);
  co_await std::move(G);
}
mini::task<> fine() {
  auto A = waitsForWhatCopiesIt(text(1));
  auto B = operand(text(1));
  auto C = copied(text(1));
  auto D = part(text(1));
  auto E = leaves(text(1));
  co_await std::move(A);
  co_await std::move(B);
  co_await std::move(C);
  co_await std::move(D);
  co_await std::move(E);
}
