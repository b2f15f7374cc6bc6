// RUN: %oracle %s
// shows: coro-never-awaited
//
// Calls whose coroutine nobody awaits: as a statement, in a variable, in a
// container, and one that a helper makes.

#include <aio/aio.h>

#include <vector>

using namespace std::chrono_literals;

int Saved = 0;

aio::Coro<> save(int N) {
  co_await aio::sleep(0s);
  Saved += N;
}

aio::Coro<> savesTwice(int N) {
  co_await save(N);
  save(N);
}

aio::Coro<int> load() {
  co_await aio::sleep(0s);
  co_return Saved;
}

aio::Coro<> handles() {
  auto Lost = load();
  std::vector<aio::Coro<>> Waiting;
  Waiting.push_back(save(1));
  co_await savesTwice(2);
}

int main() { aio::run(handles()); }
