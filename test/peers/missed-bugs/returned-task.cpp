// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle-asan %s %}
//
// Plain functions return tasks that refer to their variables, which end with
// them; each looks like a coroutine that lost its `co_await`. They have no
// reference parameter, and clang-tidy says nothing.

#include <aio/aio.h>

#include <string>
#include <string_view>
#include <utility>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

struct Client {
  std::string Host = longName(1);
  aio::Coro<> sends() const {
    co_await aio::sleep(0s);
    Sum += unsigned(Host[10]);
  }
};

aio::Coro<> adds(std::string_view Name) {
  co_await aio::sleep(0s);
  Sum += unsigned(Name[10]);
}

aio::Coro<> addsOne(int N) {
  std::string Name = longName(N);
  return adds(Name); // expect: coro-return-without-await
}
aio::Coro<> addsGiven(std::string Name) {
  return adds(Name); // expect: coro-return-without-await
}
aio::Coro<> sendsOnce() {
  Client Once;
  return Once.sends(); // expect: coro-return-without-await
}
aio::Coro<> addsKept(std::string_view Name) { return adds(Name); }

aio::Coro<> program() {
  co_await addsOne(1);
  auto Given = addsGiven(longName(2));
  co_await std::move(Given);
  co_await sendsOnce();
  co_await addsKept(longName(3));
}

int main() { aio::run(program()); }
