// RUN: %oracle-asan %s
// shows: coro-lambda-capture
// inputs: 0 1 2 3
//
// The closure has an owner that dies too soon: a std::function, an aggregate, a parameter
// of the function that calls it, another closure.

#include <aio/aio.h>

#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

template <class F> struct Stage {
  F Body;
};

aio::Coro<> ofFunction(std::string Name) {
  std::function<aio::Coro<>()> Step = [Name]() -> aio::Coro<> {
    co_await aio::sleep(0s);
    Sum += unsigned(Name[10]);
  };
  return Step();
}

aio::Coro<> ofAggregate(std::string Name) {
  Stage S{[Name](auto N) -> aio::Coro<> {
    co_await aio::sleep(0s);
    Sum += unsigned(Name[N]);
  }};
  return S.Body(10);
}

template <class F> auto calls(F &&Body) { return Body(); }

aio::Coro<> ofParameter(std::string Name) {
  auto Work = calls([Name]() -> aio::Coro<> {
    co_await aio::sleep(0s);
    Sum += unsigned(Name[10]);
  });
  co_await std::move(Work);
}

aio::Coro<> ofClosure(std::string Name) {
  auto Make = [](std::string Name) {
    return [Name = std::move(Name)]() -> aio::Coro<> {
      co_await aio::sleep(0s);
      Sum += unsigned(Name[10]);
    };
  };
  auto Work = aio::create_task(Make(std::move(Name))());
  co_await Work;
}

// One in each run: what follows the use of what is gone may be anything.
aio::Coro<> program(int N) {
  const std::string Name = longName(N);
  if (N == 0) {
    auto Work = ofFunction(Name);
    co_await std::move(Work);
  } else if (N == 1) {
    auto Work = ofAggregate(Name);
    co_await std::move(Work);
  } else if (N == 2) {
    co_await ofParameter(Name);
  } else {
    co_await ofClosure(Name);
  }
}

int main(int, char **Arguments) { aio::run(program(std::atoi(Arguments[1]))); }
