// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle-asan %s %}
//
// Between the start of a task and the wait for it, a function throws; the task
// goes on with a variable that is gone. clang-tidy reports nothing.

#include <aio/aio.h>

#include <stdexcept>
#include <string>
#include <string_view>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> adds(std::string_view Name) {
  co_await aio::sleep(1ms);
  Sum += unsigned(Name[10]);
}

void checks(std::size_t Limit) {
  if (Limit < 200)
    throw std::invalid_argument("too short");
}

aio::Coro<> handles(std::size_t Limit) {
  std::string Name = longName(1);
  auto Adding = aio::create_task(adds(Name)); // expect: coro-local-in-spawned-task
  checks(Limit);
  co_await Adding;
}

aio::Coro<> program() {
  try {
    co_await handles(100);
  } catch (const std::invalid_argument &) {
    ++Sum;
  }
  co_await aio::sleep(3ms);
}

int main() { aio::run(program()); }
