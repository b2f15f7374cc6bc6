// RUN: %oracle-asan %s
// shows: coro-dangling-argument
//
// A task that is kept longer than the temporary that it refers to: a string made of a
// literal, one that a function returns, a view of one, the default argument, the
// object of a member coroutine.

#include <aio/aio.h>

#include <string>
#include <string_view>
#include <vector>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> prints(const std::string &Name) {
  co_await aio::sleep(0s);
  Sum += Name.size() + unsigned(Name[10]);
}

aio::Coro<> views(std::string_view Name) {
  co_await aio::sleep(0s);
  Sum += unsigned(Name[10]);
}

aio::Coro<> sums(const std::vector<int> &Values = std::vector<int>(50, 1)) {
  co_await aio::sleep(0s);
  for (int V : Values)
    Sum += unsigned(V);
}

struct Session {
  std::string Name;
  aio::Coro<> run() {
    co_await aio::sleep(0s);
    Sum += unsigned(Name[10]);
  }
};

aio::Coro<> program() {
  auto OfLiteral =
      prints("a text that is so long that it is not kept in the string itself");
  co_await std::move(OfLiteral);
  auto OfCall = prints(longName(1));
  co_await std::move(OfCall);
  auto OfView = views(longName(2));
  co_await std::move(OfView);
  auto OfDefault = sums();
  co_await std::move(OfDefault);
  auto OfObject = Session{longName(3)}.run();
  co_await std::move(OfObject);
}

int main() { aio::run(program()); }
