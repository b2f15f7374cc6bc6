// RUN: %check %s
// renamed: no (aio)
//
// Only the first of several tasks has ended; which one that was, nobody knows. Near
// misses: the others are asked for, or awaited by another handle, or all are waited for.

#include <aio/aio.h>

#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

void log(const std::string &Text);
aio::Coro<> prints(const std::string &Text) {
  co_await aio::sleep(1s);
  log(Text);
}

aio::Coro<> firstOnly() {
  std::string Text = "a long text, so that it is on the heap";
  std::vector<aio::Task<>> Both{
      aio::create_task(prints(Text)), // expect: coro-local-in-spawned-task
      aio::create_task(aio::sleep(1s))};
  auto Ended = co_await aio::wait(Both, aio::FIRST_COMPLETED);
  for (auto &Each : Ended.done)
    co_await Each;
}
aio::Coro<> byAHandle() {
  std::string Text = "a long text, so that it is on the heap";
  auto Task = aio::create_task(prints(Text)); // expect: coro-local-in-spawned-task
  std::vector<aio::Task<>> Both{Task, Task};
  co_await aio::wait(Both, aio::FIRST_EXCEPTION);
}

// Near misses.
aio::Coro<> othersToo() {
  std::string Text = "a long text, so that it is on the heap";
  std::vector<aio::Task<>> Both{aio::create_task(prints(Text)),
                                aio::create_task(aio::sleep(1s))};
  auto Ended = co_await aio::wait(Both, aio::FIRST_COMPLETED);
  for (auto &Each : Ended.pending)
    co_await Each;
}
aio::Coro<> takenApart() {
  std::string Text = "a long text, so that it is on the heap";
  std::vector<aio::Task<>> Both{aio::create_task(prints(Text)),
                                aio::create_task(aio::sleep(1s))};
  auto [Done, Left] = co_await aio::wait(Both, aio::FIRST_COMPLETED);
  for (auto &Each : Left)
    co_await Each;
}
aio::Coro<> cancelledAndAwaited() {
  std::string Text = "a long text, so that it is on the heap";
  std::vector<aio::Task<>> Both{aio::create_task(prints(Text)),
                                aio::create_task(aio::sleep(1s))};
  co_await aio::wait(Both, aio::FIRST_COMPLETED);
  for (auto &Each : Both)
    Each.cancel();
  co_await aio::wait(Both);
}
aio::Coro<> byTheOtherHandle() {
  std::string Text = "a long text, so that it is on the heap";
  auto Task = aio::create_task(prints(Text));
  auto Other = aio::create_task(aio::sleep(1s));
  std::vector<aio::Task<>> Both{Task, Other};
  co_await aio::wait(Both, aio::FIRST_COMPLETED);
  co_await Task;
  co_await Other;
}
aio::Coro<> all() {
  std::string Text = "a long text, so that it is on the heap";
  std::vector<aio::Task<>> Both{aio::create_task(prints(Text)),
                                aio::create_task(aio::sleep(1s))};
  co_await aio::wait(Both, aio::ALL_COMPLETED);
}
