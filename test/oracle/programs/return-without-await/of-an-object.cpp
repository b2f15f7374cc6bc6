// RUN: %oracle-asan %s
// shows: coro-return-without-await
//
// The variable is the object of a member coroutine, or a part of what it gets.

#include <aio/aio.h>

#include <memory>
#include <string>
#include <utility>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

struct Session {
  // AddressSanitizer writes to the beginning of what is gone.
  char Before[32] = {};
  std::string Name;
  aio::Coro<> run() {
    co_await aio::sleep(0s);
    Sum += unsigned(Name[10]);
  }
};

aio::Coro<> prints(const std::string &Name) {
  co_await aio::sleep(0s);
  Sum += unsigned(Name[10]);
}

aio::Coro<> ofObject() {
  Session S{{}, longName(1)};
  return S.run();
}

aio::Coro<> ofMember() {
  Session S{{}, longName(2)};
  return prints(S.Name);
}

aio::Coro<> ofOwned() {
  auto S = std::make_unique<Session>();
  S->Name = longName(3);
  return S->run();
}

template <class T> aio::Coro<> ofTemplate(T Name) { return prints(Name); }

aio::Coro<> program() {
  co_await ofObject();
  co_await ofMember();
  co_await ofOwned();
  auto Work = ofTemplate(longName(4));
  co_await std::move(Work);
}

int main() { aio::run(program()); }
