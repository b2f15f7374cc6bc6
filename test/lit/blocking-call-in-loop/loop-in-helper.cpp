// RUN: %check %s
// renamed: keep-models
//
// A loop in the helper is the helper's: the coroutine makes one call. A loop in
// the coroutine around a helper makes many.

#include "mini/mini.h"

#include <algorithm>
#include <fstream>
#include <string>
#include <unistd.h>
#include <vector>

void syncAll(const std::vector<int> &Fds) {
  for (int Fd : Fds)
    ::fsync(Fd);
}

std::vector<std::string> lines(const char *Path) {
  std::ifstream In(Path);
  std::vector<std::string> All;
  for (std::string Line; std::getline(In, Line);)
    All.push_back(Line);
  return All;
}

void one(int Fd) { ::fsync(Fd); }
void two(int Fd) { one(Fd); }
int five(int Fd);
int four(int Fd) { return Fd > 9 ? 0 : five(Fd + 1); }
int five(int Fd) {
  two(Fd);
  return four(Fd);
}

mini::task<> helperLoops(std::vector<int> Fds) {
  syncAll(Fds); // expect: coro-blocking-call
  co_await mini::yield();
  std::for_each(Fds.begin(), Fds.end(), two); // expect: coro-blocking-call
}

mini::task<int> ownLoops(std::vector<int> Fds) {
  int N = 0;
  for (int Fd : Fds) {
    two(Fd); // expect: coro-blocking-call-in-loop
    N += five(Fd); // expect: coro-blocking-call-in-loop
    co_await mini::yield();
  }
  co_return N;
}

mini::task<> bothLoop(std::vector<std::vector<int>> Groups) {
  for (const auto &Group : Groups)
    syncAll(Group); // expect: coro-blocking-call-in-loop
  co_return;
}

mini::task<std::size_t> once(const char *Path) {
  std::size_t N = 0;
  for (const std::string &Line : lines(Path)) { // expect: coro-blocking-call
    co_await mini::yield();
    N += Line.size();
  }
  co_return N;
}

mini::task<std::size_t> eachTime(std::vector<const char *> Paths) {
  std::size_t N = 0;
  for (const char *Path : Paths)
    N += lines(Path).size(); // expect: coro-blocking-call-in-loop
  co_return N;
}
