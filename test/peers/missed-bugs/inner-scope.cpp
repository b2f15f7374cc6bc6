// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle-asan %s %}
//
// The tasks are awaited, but when the variables of the inner scopes are gone
// that they use through a pointer and a view. clang-tidy reports nothing.

#include <aio/aio.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> adds(std::string_view Name) {
  co_await aio::sleep(0s);
  Sum += unsigned(Name[10]);
}
aio::Coro<> addsThis(const std::string *Name) {
  co_await aio::sleep(0s);
  Sum += unsigned((*Name)[10]);
}

aio::Coro<> program() {
  std::vector<aio::Task<>> Many;
  for (int I = 0; I != 3; ++I) {
    std::string Name = longName(I);
    Many.push_back(aio::create_task(adds(Name))); // expect: coro-local-in-spawned-task
  }
  for (auto &Each : Many)
    co_await Each;
  std::optional<aio::Task<>> One;
  {
    std::string Name = longName(4);
    One = aio::create_task(addsThis(&Name)); // expect: coro-local-in-spawned-task
  }
  co_await *One;
}

int main() { aio::run(program()); }
