// RUN: %oracle %s
// shows: coro-dropped-eager-task
//
// Tasks whose end nobody can learn: the task is dropped as a statement, by a
// variable that is never used again, and by a helper's caller.

#include <aio/aio.h>

using namespace std::chrono_literals;

int Done = 0;

aio::Coro<> flush(int N) {
  co_await aio::sleep(1ms);
  Done += N;
}

aio::Task<> background(int N) { return aio::create_task(flush(N)); }

aio::Coro<> program() {
  aio::create_task(flush(1));
  background(2);
  aio::get_running_loop().create_task(flush(3));
  co_await aio::sleep(5ms);
}

int main() { aio::run(program()); }
