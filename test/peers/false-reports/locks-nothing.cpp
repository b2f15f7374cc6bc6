// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle %s %}
//
// A guard without a mutex, and one of no mutexes, as an empty pack of a
// template gives: there is nothing that could be held. clang-tidy looks at the
// type's name.

#include <aio/aio.h>

#include <mutex>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::mutex Mutex;

template <class... Ms> aio::Coro<> withAll(Ms &...Mutexes) {
  std::scoped_lock<Ms...> Lock(Mutexes...); // clang-tidy: misc-coroutine-hostile-raii
  co_await aio::sleep(0s); // clang-tidy: cppcoreguidelines-no-suspend-with-lock
}

aio::Coro<> program() {
  std::unique_lock<std::mutex> None;
  co_await aio::sleep(0s); // clang-tidy: cppcoreguidelines-no-suspend-with-lock
  co_await withAll(); // clang-tidy: cppcoreguidelines-no-suspend-with-lock
}

int main() { aio::run(program()); }
