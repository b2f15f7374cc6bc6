// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle-asan %s %}
//
// The object is a temporary, and its member coroutine runs when it is gone. The
// reference is `this`, which clang-tidy does not look at.

#include <aio/aio.h>

#include <string>
#include <utility>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

class Client {
public:
  explicit Client(std::string Host) : Host(std::move(Host)) {}
  aio::Coro<> sends() const {
    co_await aio::sleep(0s);
    Sum += unsigned(Host[10]);
  }

private:
  std::string Host;
};

aio::Coro<> program() {
  auto One = aio::create_task(Client(longName(1)).sends()); // expect: coro-dangling-argument
  co_await One;
  co_await Client(longName(2)).sends();
  Client Kept(longName(3));
  auto Two = aio::create_task(Kept.sends());
  co_await Two;
}

int main() { aio::run(program()); }
