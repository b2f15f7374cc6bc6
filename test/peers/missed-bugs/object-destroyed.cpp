// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle-asan %s %}
//
// The object starts a member coroutine, and its destructor does not wait for
// it: the task goes on with an object that is gone. clang-tidy reports nothing.

#include <aio/aio.h>

#include <memory>
#include <string>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

class Session {
public:
  ~Session() { ++Sum; }
  void start() {
    aio::create_task(serves()); // expect: coro-this-escape, coro-dropped-eager-task
  }

private:
  aio::Coro<> serves() {
    co_await aio::sleep(1ms);
    Sum += unsigned(Host[10]);
  }
  std::string Host = longName(1);
};

aio::Coro<> accepts() {
  auto One = std::make_unique<Session>();
  One->start(); // expect: coro-local-in-spawned-task
  co_await aio::sleep(0s);
}

aio::Coro<> program() {
  co_await accepts();
  co_await aio::sleep(3ms);
}

int main() { aio::run(program()); }
