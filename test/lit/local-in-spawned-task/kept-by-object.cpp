// RUN: %check %s
//
// The task is in a container of the object, through which a loop goes: it is awaited if
// the loop awaits its elements.
//
// renamed: keep-models

#include <aio/aio.h>

#include <string>
#include <vector>

using namespace std::chrono_literals;

int Sum = 0;
aio::Coro<> prints(const std::string &Text) {
  co_await aio::sleep(1ms);
  Sum += int(Text.size());
}

struct by_reference {
  std::vector<aio::Task<>> Own;
  aio::Coro<> run() {
    std::string Text = "text";
    Own.push_back(aio::create_task(prints(Text)));
    for (auto &Each : Own)
      co_await Each;
  }
};
struct by_copy {
  std::vector<aio::Task<>> Own;
  aio::Coro<> run() {
    std::string Text = "text";
    Own.push_back(aio::create_task(prints(Text)));
    for (auto Each : Own)
      co_await Each;
  }
};
struct by_another_name {
  std::vector<aio::Task<>> Own;
  aio::Coro<> run() {
    std::string Text = "text";
    auto &Mine = Own;
    Own.push_back(aio::create_task(prints(Text)));
    for (auto It = Mine.begin(); It != Mine.end(); ++It)
      co_await *It;
  }
};
struct of_others {
  std::vector<aio::Task<>> Own, Others;
  aio::Coro<> run() {
    std::string Text = "text";
    Own.push_back(aio::create_task(prints(Text))); // expect: coro-local-in-spawned-task
    for (auto &Each : Others)
      co_await Each;
  }
};

aio::Coro<> all() {
  by_reference A;
  co_await A.run();
  by_copy B;
  co_await B.run();
  by_another_name C;
  co_await C.run();
}
