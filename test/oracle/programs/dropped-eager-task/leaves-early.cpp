// RUN: %oracle %s
// shows: coro-dropped-eager-task
// inputs: 0 1
//
// A task that is joined on one path and left running on the other.

#include <aio/aio.h>

#include <cstdlib>

using namespace std::chrono_literals;

int Done = 0;

aio::Coro<> flush(int N) {
  co_await aio::sleep(2ms);
  Done += N;
}

aio::Coro<bool> send(bool Hurry) {
  auto Running = aio::create_task(flush(1));
  co_await aio::sleep(0s);
  if (Hurry)
    co_return false;
  co_await Running;
  co_return true;
}

aio::Coro<> program(bool Hurry) {
  auto Sending = send(Hurry);
  Done += co_await std::move(Sending);
  co_await aio::sleep(5ms);
}

int main(int Argc, char **Argv) {
  aio::run(program(Argc > 1 && std::atoi(Argv[1])));
}
