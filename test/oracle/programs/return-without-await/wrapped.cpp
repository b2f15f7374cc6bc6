// RUN: %oracle-asan %s
// shows: coro-return-without-await
// inputs: 0 1
//
// The task is returned within something: an object, a pair, an optional, a vector, as a
// running task.

#include <aio/aio.h>

#include <cstdlib>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> prints(const std::string &Name) {
  co_await aio::sleep(0s);
  Sum += unsigned(Name[10]);
}

struct Job {
  int Number = 0;
  aio::Coro<> Work;
};

Job inObject() {
  std::string Name = longName(1);
  return {1, prints(Name)};
}
std::pair<int, aio::Coro<>> inPair() {
  std::string Name = longName(2);
  return {1, prints(Name)};
}
std::optional<aio::Coro<>> inOptional() {
  std::string Name = longName(3);
  if (Name.empty())
    return std::nullopt;
  return prints(Name);
}
std::vector<aio::Coro<>> inVector() {
  std::vector<std::string> Names{longName(4), longName(5)};
  std::vector<aio::Coro<>> Works;
  for (auto &Name : Names)
    Works.push_back(prints(Name));
  return Works;
}
aio::Task<> running() {
  std::string Name = longName(6);
  return aio::create_task(prints(Name));
}

aio::Coro<> program(int N) {
  if (N == 0) {
    co_await running();
    co_return;
  }
  auto J = inObject();
  co_await std::move(J.Work);
  auto Both = inPair();
  co_await std::move(Both.second);
  auto Maybe = inOptional();
  co_await std::move(*Maybe);
  auto Works = inVector();
  for (auto &Each : Works)
    co_await std::move(Each);
}

int main(int, char **Arguments) { aio::run(program(std::atoi(Arguments[1]))); }
