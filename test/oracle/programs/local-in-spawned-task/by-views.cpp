// RUN: %oracle-asan %s
// shows: coro-local-in-spawned-task coro-dropped-eager-task
// inputs: 0 1 2 3
//
// The task has a view, a span, an iterator or a pointer of what the function has, and
// some jump leaves before it is joined.

#include <aio/aio.h>

#include <cstdlib>
#include <span>
#include <string>
#include <string_view>
#include <vector>

using namespace std::chrono_literals;

std::size_t Sum = 0;

aio::Coro<> ofView(std::string_view Text) {
  co_await aio::sleep(1ms);
  Sum += std::size_t(Text[10]);
}
aio::Coro<> ofSpan(std::span<const int> All) {
  co_await aio::sleep(1ms);
  for (int Each : All)
    Sum += std::size_t(Each);
}
aio::Coro<> ofPointer(const std::string *Text) {
  co_await aio::sleep(1ms);
  Sum += Text->size();
}

aio::Coro<> switches(int N) {
  std::string Text(100, 'x');
  std::string_view View = Text;
  auto Running = aio::create_task(ofView(View));
  switch (N) {
  case 0:
    break;
  default:
    co_await Running;
  }
}
aio::Coro<> continues(int N) {
  for (int I = 0; I != 2; ++I) {
    std::vector<int> All(50, I);
    auto Running = aio::create_task(ofSpan(All));
    if (I == N)
      continue;
    co_await Running;
  }
}
aio::Coro<> jumps(int N) {
  std::string Text(100, 'x');
  auto Running = aio::create_task(ofPointer(&Text));
  if (N == 2)
    goto out;
  co_await Running;
out:
  ++Sum;
}
aio::Coro<> joins(int N) {
  std::string Text(100, 'x');
  auto Running = aio::create_task(ofView(Text));
  if (N == 3)
    goto join;
  ++Sum;
join:
  co_await Running;
}

aio::Coro<> program(int N) {
  co_await switches(N);
  co_await continues(N);
  co_await jumps(N);
  co_await joins(N);
  co_await aio::sleep(5ms);
}

int main(int, char **Arguments) { aio::run(program(std::atoi(Arguments[1]))); }
