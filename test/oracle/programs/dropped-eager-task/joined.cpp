// RUN: %oracle %s
// shows: nothing
// inputs: 0 1
//
// Tasks that somebody waits for, or can: directly, by a container, a member, a
// callback, a group, a caller that gets the task.

#include <aio/aio.h>

#include <cstdlib>
#include <set>
#include <vector>

using namespace std::chrono_literals;

int Done = 0;

aio::Coro<> flush(int N) {
  co_await aio::sleep(1ms);
  Done += N;
}

aio::Task<> background(int N) { return aio::create_task(flush(N)); }

class Server {
  std::vector<aio::Task<>> Running;

public:
  void handle(int N) { Running.push_back(aio::create_task(flush(N))); }
  aio::Coro<> stop() {
    for (auto &T : Running)
      co_await T;
  }
};

aio::Coro<> program(bool Twice) {
  co_await background(1);
  auto T = background(2);
  if (Twice) {
    co_await T;
    T = background(3);
  }
  aio::create_task(flush(4)).add_done_callback([](auto &&) { ++Done; });
  Server S;
  S.handle(5);
  S.handle(6);
  co_await S.stop();
  co_await aio::task_group([](aio::TaskGroup &Group) -> aio::Coro<> {
    Group.create_task(flush(7));
    co_return;
  });
  auto Cancelled = background(8);
  Cancelled.cancel();
  try {
    co_await Cancelled;
  } catch (const aio::CancelledError &) {
    if (!Cancelled.cancelled())
      throw;
  }
  co_await T;
  co_await aio::sleep(5ms);
}

int main(int Argc, char **Argv) {
  aio::run(program(Argc > 1 && std::atoi(Argv[1])));
}
