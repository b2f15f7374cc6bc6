// RUN: %oracle-asan %s
// shows: coro-this-escape coro-dropped-eager-task coro-local-in-spawned-task
//
// Coroutine lambdas with `this`, which is destroyed when they go on.

#include <aio/aio.h>

#include <memory>
#include <string>

using namespace std::chrono_literals;

std::size_t Sum = 0;

template <class F> aio::Coro<> later(F Body) {
  co_await aio::sleep(2ms);
  co_await Body();
}

class Cache {
public:
  ~Cache() { Name.clear(); }
  void refresh() {
    aio::create_task(later([this]() -> aio::Coro<> {
      Sum += Name.size();
      co_await aio::sleep(0s);
    }));
  }

private:
  std::string Name = "cache";
};

aio::Coro<> refreshes() {
  auto Own = std::make_unique<Cache>();
  Cache &C = *Own;
  C.refresh();
  co_await aio::sleep(0s);
  Own.reset();
  co_await aio::sleep(6ms);
}

int main() { aio::run(refreshes()); }
