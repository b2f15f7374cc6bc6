// RUN: %oracle-asan %s
// shows: coro-dangling-argument
// inputs: 0 3
//
// Tasks that run when the full-expression that has started them is over.

#include <aio/aio.h>

#include <cstdlib>
#include <string>
#include <vector>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> prints(const std::string &Name) {
  co_await aio::sleep(0s);
  Sum += unsigned(Name[10]);
}

aio::Coro<> sums(std::vector<int> &&Values) {
  for (int V : Values)
    Sum += unsigned(V);
  co_await aio::sleep(0s);
}

template <class T> aio::Coro<> prints2(const T &Name, const T &Other) {
  co_await prints(Name);
  Sum += unsigned(Other[10]);
}

aio::Coro<> program(int N) {
  auto One = aio::create_task(prints(longName(1)));
  co_await One;
  co_await aio::task_group([N](aio::TaskGroup &G) -> aio::Coro<> {
    G.create_task(sums(std::vector<int>(50, N)));
    co_return;
  });
  const std::string Kept = longName(2);
  std::vector<aio::Task<>> Many;
  for (int I = 0; I != N; ++I)
    Many.push_back(aio::create_task(prints2(Kept, longName(I))));
  for (auto &Each : Many)
    co_await Each;
}

int main(int, char **Arguments) { aio::run(program(std::atoi(Arguments[1]))); }
