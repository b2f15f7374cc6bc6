// RUN: %oracle-asan %s
// shows: nothing
//
// Closures that live until their coroutine has ended: one that is called and awaited in
// one full-expression, a variable, one that the receiver keeps.

#include <aio/aio.h>

#include <functional>
#include <string>
#include <vector>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> runs(std::function<aio::Coro<>()> Body) { co_await Body(); }

template <class F> aio::Coro<> twice(F Body) {
  co_await Body();
  co_await Body();
}

aio::Coro<> program() {
  const std::string Name = longName(1);
  co_await [Name]() -> aio::Coro<> {
    co_await aio::sleep(0s);
    Sum += unsigned(Name[10]);
  }();
  auto Body = [Name]() -> aio::Coro<> {
    co_await aio::sleep(0s);
    Sum += unsigned(Name[10]);
  };
  auto One = aio::create_task(Body());
  auto Two = Body();
  co_await std::move(Two);
  co_await One;
  auto Three = aio::create_task(runs(Body));
  auto Four = aio::create_task(twice([Name]() -> aio::Coro<> {
    co_await aio::sleep(0s);
    Sum += unsigned(Name[10]);
  }));
  co_await Three;
  co_await Four;
  co_await aio::task_group([&Name](aio::TaskGroup &G) -> aio::Coro<> {
    co_await aio::sleep(0s);
    G.create_task(runs([Name]() -> aio::Coro<> {
      co_await aio::sleep(0s);
      Sum += unsigned(Name[10]);
    }));
  });
}

int main() { aio::run(program()); }
