// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle-asan %s %}
//
// The closure is a variable, and all of its coroutines have been awaited before
// its scope ends: all is right. clang-tidy reports the captures.

#include <aio/aio.h>

#include <string>
#include <vector>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> program() {
  std::string Name = longName(1);
  auto Step = [&Name](int N) -> aio::Coro<> { // clang-tidy: cppcoreguidelines-avoid-capturing-lambda-coroutines
    co_await aio::sleep(0s);
    Sum += unsigned(Name[std::size_t(N)]);
  };
  co_await Step(1);
  std::vector<aio::Task<>> Steps;
  for (int I = 0; I != 3; ++I)
    Steps.push_back(aio::create_task(Step(I)));
  auto Last = aio::create_task(Step(4));
  for (auto &Each : Steps)
    co_await Each;
  co_await Last;
}

int main() { aio::run(program()); }
