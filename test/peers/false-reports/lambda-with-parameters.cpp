// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle-asan %s %}
//
// A lambda that captures nothing and gets what it uses as arguments is what the
// guidelines recommend; the variables live in the coroutine that awaits it. All
// is right, and clang-tidy reports the parameters that took the place of the
// captures.

#include <aio/aio.h>

#include <string>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> program() {
  std::string Name = longName(1);
  std::size_t Count = 0;
  auto Counting = aio::create_task(
      [](const std::string &Text, // clang-tidy: cppcoreguidelines-avoid-reference-coroutine-parameters
         std::size_t &To) -> aio::Coro<> { // clang-tidy: cppcoreguidelines-avoid-reference-coroutine-parameters
        for (char C : Text) {
          co_await aio::sleep(0s);
          To += C == 'b';
        }
      }(Name, Count));
  co_await Counting;
  Sum += Count;
}

int main() { aio::run(program()); }
