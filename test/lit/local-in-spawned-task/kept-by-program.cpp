// RUN: %check %s
//
// Near misses: the task is in a variable of the whole program, and is awaited there, by
// this function or by one that it awaits.
//
// renamed: keep-models

#include <aio/aio.h>

#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

std::vector<aio::Task<>> Background;
int Sum = 0;
aio::Coro<> prints(const std::string &Text) {
  co_await aio::sleep(1ms);
  Sum += int(Text.size());
}
aio::Coro<> drained() {
  for (auto &Each : std::exchange(Background, {}))
    co_await Each;
}
struct starter {
  std::string Name = "name";
  void start() { Background.push_back(aio::create_task(prints(Name))); }
};

aio::Coro<> inLoop() {
  std::string Text = "text";
  Background.push_back(aio::create_task(prints(Text)));
  for (auto &Each : Background)
    co_await Each;
}
aio::Coro<> byFunction() {
  std::string Text = "text";
  Background.push_back(aio::create_task(prints(Text)));
  co_await drained();
}
aio::Coro<> taken() {
  std::string Text = "text";
  Background.push_back(aio::create_task(prints(Text)));
  auto Mine = std::move(Background);
  for (auto &Each : Mine)
    co_await Each;
}
aio::Coro<> startedByObject() {
  starter Own;
  Own.start();
  co_await drained();
}
