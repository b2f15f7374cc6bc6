// RUN: %oracle-asan %s
// shows: nothing
//
// Closures that somebody keeps: an object, a container, a shared pointer, a frame, a
// reference that extends its life, the program.

#include <aio/aio.h>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

struct Router {
  std::map<int, std::function<aio::Coro<>()>> Routes;
  aio::Coro<> handle(int N) { return Routes.at(N)(); }
};

template <class F> aio::Coro<> withShared(std::shared_ptr<F> Body) {
  co_await aio::sleep(0s);
  co_await (*Body)();
}

template <class F> aio::Coro<> twice(const F &Body) {
  co_await Body();
  co_await Body();
}

aio::Coro<> ofStatic() {
  static const auto Step = [Name = longName(3)]() -> aio::Coro<> {
    co_await aio::sleep(0s);
    Sum += unsigned(Name[10]);
  };
  return Step();
}

aio::Coro<> program() {
  Router R;
  for (int I = 0; I != 3; ++I)
    R.Routes[I] = [Name = longName(I)]() -> aio::Coro<> {
      co_await aio::sleep(0s);
      Sum += unsigned(Name[10]);
    };
  auto One = aio::create_task(R.handle(1));
  auto Two = R.handle(2);
  co_await One;
  co_await std::move(Two);

  auto &&Extended = [Name = longName(1)]() -> aio::Coro<> {
    co_await aio::sleep(0s);
    Sum += unsigned(Name[10]);
  };
  auto Three = aio::create_task(Extended());
  auto Shared = std::make_shared<std::remove_reference_t<decltype(Extended)>>(
      Extended);
  auto Four = aio::create_task(withShared(std::move(Shared)));
  co_await Three;
  co_await Four;
  co_await ofStatic();
  co_await twice([Name = longName(2)]() -> aio::Coro<> {
    co_await aio::sleep(0s);
    Sum += unsigned(Name[10]);
  });
  std::vector<std::function<aio::Coro<>()>> Steps(2, Extended);
  std::vector<aio::Task<>> Running;
  for (auto &Step : Steps)
    Running.push_back(aio::create_task(Step()));
  for (auto &Each : Running)
    co_await Each;
}

int main() { aio::run(program()); }
