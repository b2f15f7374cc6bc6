// RUN: %check %s
//
// Functions that were coroutines: guards and buffers that were fine as long as they
// awaited, and paths on which they still are.

#include "mini/mini.h"

#include <array>
#include <mutex>
#include <span>
#include <string>
#include <utility>

int Sum = 0;
bool flip();

mini::task<std::size_t> write(std::span<const char> Bytes) {
  co_await mini::yield();
  Sum += Bytes[0];
  co_return Bytes.size();
}
mini::task<> holding(std::unique_lock<std::mutex> &Lock) {
  co_await mini::yield();
  Lock.unlock();
}
mini::task<> stopped(const mini::stop_source &Source) {
  while (!Source.stop_requested())
    co_await mini::yield();
}
mini::task<> onto(std::string &Out) {
  co_await mini::yield();
  Out += "x";
}

mini::task<std::size_t> buffer() {
  std::array<char, 64> Buffer{};
  Buffer[0] = 'x';
  return write(Buffer); // expect: coro-return-without-await
}
mini::task<std::size_t> plainArray(int N) {
  char Buffer[64] = {};
  Buffer[0] = char(N);
  return write({Buffer, 1}); // expect: coro-return-without-await
}
mini::task<> guard(std::mutex &M) {
  std::unique_lock Lock(M);
  return holding(Lock); // expect: coro-return-without-await
}
mini::task<> stopSource() {
  mini::stop_source Source;
  return stopped(Source); // expect: coro-return-without-await
}
mini::task<> out(std::string Text) {
  if (flip())
    return onto(Text); // expect: coro-return-without-await
  return [](std::string Own) -> mini::task<> { co_await onto(Own); }(Text);
}
mini::task<> nested(std::string Text) {
  {
    auto Work = onto(Text);
    if (flip())
      return Work; // expect: coro-return-without-await
    mini::sync_wait(std::move(Work));
  }
  static std::string All;
  All += Text;
  return onto(All);
}

// They still await.
mini::task<std::size_t> bufferAwaited() {
  std::array<char, 64> Buffer{};
  co_return co_await write(Buffer);
}
mini::task<> guardAwaited(mini::mutex &M) {
  auto Lock = co_await M.lock();
  std::string Text;
  co_await onto(Text);
}
// Begun under the guard, which the task has no need of.
mini::task<> underGuard(std::mutex &M, std::string &Out) {
  std::lock_guard Lock(M);
  Out += "begun";
  return onto(Out);
}
