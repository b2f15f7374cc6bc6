// RUN: %oracle-asan %s
// shows: nothing
// inputs: 0 1
//
// The handle is in an optional, a map, an outer variable, or a helper joins it; an
// exception is kept until the task has ended; an event says that it has.

#include <aio/aio.h>

#include <cstdlib>
#include <exception>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

std::size_t Sum = 0;

aio::Coro<> prints(const std::string &Name) {
  co_await aio::sleep(1ms);
  Sum += unsigned(Name[10]);
}
aio::Coro<> joinAll(std::vector<aio::Task<>> All) {
  for (auto &Each : All)
    co_await Each;
}
void verifies(int N) {
  if (N == 1)
    throw std::runtime_error("no");
}

aio::Coro<> inOptional(int N) {
  std::string Name(100, 'x');
  std::optional<aio::Task<>> Running;
  if (N == 1)
    Running = aio::create_task(prints(Name));
  co_await aio::sleep(0s);
  if (Running)
    co_await *Running;
}
aio::Coro<> inMap() {
  std::string Name(100, 'x');
  std::map<int, aio::Task<>> Running;
  Running.emplace(1, aio::create_task(prints(Name)));
  Running.emplace(2, aio::create_task(prints(Name)));
  for (auto &[Id, Each] : Running)
    co_await Each;
}
aio::Coro<> byHelper() {
  std::string Name(100, 'x');
  std::vector<aio::Task<>> Running;
  Running.push_back(aio::create_task(prints(Name)));
  Running.push_back(aio::create_task(prints(Name)));
  co_await joinAll(std::move(Running));
}
aio::Coro<> keepsTheError(int N) {
  std::string Name(100, 'x');
  auto Running = aio::create_task(prints(Name));
  std::exception_ptr Error;
  try {
    verifies(N);
  } catch (...) {
    Error = std::current_exception();
  }
  co_await Running;
  if (Error)
    std::rethrow_exception(Error);
}
aio::Coro<> byEvent() {
  std::string Name(100, 'x');
  aio::Event Done;
  auto Running = aio::create_task(
      [](const std::string &Name, aio::Event &Done) -> aio::Coro<> {
        co_await prints(Name);
        Done.set();
      }(Name, Done));
  co_await Done.wait();
  co_await Running;
}

aio::Coro<> program(int N) {
  co_await inOptional(N);
  co_await inMap();
  co_await byHelper();
  try {
    co_await keepsTheError(N);
  } catch (const std::runtime_error &) {
    ++Sum;
  }
  co_await byEvent();
}

int main(int, char **Arguments) { aio::run(program(std::atoi(Arguments[1]))); }
