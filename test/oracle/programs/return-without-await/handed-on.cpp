// RUN: %oracle-asan %s
// shows: nothing
//
// Plain functions that return a task of what the caller has, or that give it what it
// needs.

#include <aio/aio.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> prints(const std::string &Name) {
  co_await aio::sleep(0s);
  Sum += unsigned(Name[10]);
}

aio::Coro<> takes(std::string Name) {
  co_await aio::sleep(0s);
  Sum += unsigned(Name[10]);
}

aio::Coro<> counts(std::string_view Name) {
  // Used before the first suspension only, but the coroutine is lazy.
  Sum += Name.size();
  co_return;
}

struct Session : std::enable_shared_from_this<Session> {
  std::string Name = longName(5);
  aio::Coro<> run() {
    co_await aio::sleep(0s);
    Sum += unsigned(Name[10]);
  }
  aio::Coro<> again() { return run(); }
};

aio::Coro<> passes(const std::string &Name) { return prints(Name); }
aio::Coro<> moves(std::string Name) { return takes(std::move(Name)); }
aio::Coro<> copies(std::string Name) {
  std::string Other = Name + Name;
  return takes(Other);
}
aio::Coro<> ofStatic() {
  static const std::string Name = longName(4);
  return prints(Name);
}
aio::Coro<> views(std::string_view Name) { return counts(Name.substr(1)); }

aio::Coro<> program() {
  const std::string Name = longName(1);
  co_await passes(Name);
  co_await passes(longName(2));
  co_await moves(longName(3));
  co_await copies(Name);
  co_await ofStatic();
  co_await views(Name);
  auto S = std::make_shared<Session>();
  co_await S->again();
}

int main() { aio::run(program()); }
