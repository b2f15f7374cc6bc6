// RUN: %oracle-asan %s
// shows: coro-this-escape coro-dropped-eager-task coro-local-in-spawned-task
//
// An object starts a member coroutine and is destroyed while that is suspended.

#include <aio/aio.h>

#include <memory>
#include <string>

using namespace std::chrono_literals;

std::size_t Sum = 0;

class Session : public std::enable_shared_from_this<Session> {
public:
  void start() { aio::create_task(serve()); }

private:
  aio::Coro<> serve() {
    co_await aio::sleep(2ms);
    Sum += Name.size();
  }
  std::string Name = "session";
};

class Poller {
public:
  ~Poller() { Turns = 0; }
  void start() {
    aio::create_task([](Poller *P) -> aio::Coro<> { co_await P->poll(); }(this));
  }

private:
  aio::Coro<> poll() {
    co_await aio::sleep(2ms);
    ++Turns;
  }
  int Turns = 0;
};

aio::Coro<> program() {
  std::make_shared<Session>()->start();
  auto P = std::make_unique<Poller>();
  P->start();
  P.reset();
  co_await aio::sleep(6ms);
}

int main() { aio::run(program()); }
