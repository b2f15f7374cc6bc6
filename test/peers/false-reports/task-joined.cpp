// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle-asan %s %}
//
// The started task uses a variable of the coroutine that awaits it on every
// path, the early one too: all is right. clang-tidy reports the reference.

#include <aio/aio.h>

#include <string>
#include <vector>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> fills(std::vector<std::string> &Into) { // clang-tidy: cppcoreguidelines-avoid-reference-coroutine-parameters
  co_await aio::sleep(0s);
  Into.push_back(longName(1));
}

aio::Coro<std::size_t> collects(bool Early) {
  std::vector<std::string> Names;
  auto Filling = aio::create_task(fills(Names));
  if (Early) {
    co_await Filling;
    co_return 0;
  }
  co_await aio::sleep(0s);
  co_await Filling;
  co_return Names.size();
}

aio::Coro<> program() {
  Sum += co_await collects(true);
  Sum += co_await collects(false);
}

int main() { aio::run(program()); }
