// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle-asan %s %}
//
// A plain closure that has captured a variable by reference goes into a
// coroutine, which calls it when the variable is gone. clang-tidy looks at
// lambdas that are coroutines.

#include <aio/aio.h>

#include <functional>
#include <optional>
#include <string>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> later(std::function<void()> Call) {
  co_await aio::sleep(0s);
  Call();
}

aio::Coro<> program() {
  std::optional<aio::Task<>> Work;
  {
    std::string Name = longName(1);
    Work = aio::create_task(
        later([&Name] { Sum += unsigned(Name[10]); })); // expect: coro-lambda-capture
  }
  co_await *Work;
}

int main() { aio::run(program()); }
