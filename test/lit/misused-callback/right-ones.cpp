// RUN: %check %s
//
// Near misses: the task is taken, or there is none, or none that needs to be kept.

#include "mini/mini.h"

#include <algorithm>
#include <functional>
#include <future>
#include <iterator>
#include <numeric>
#include <stop_token>
#include <thread>
#include <utility>
#include <vector>

int Sum = 0;

mini::task<int> load(int Id) {
  co_await mini::yield();
  co_return Sum += Id;
}
mini::detached fire(int Id) {
  co_await mini::yield();
  Sum += Id;
}

mini::task<> taken(std::vector<int> Ids) {
  std::vector<mini::task<int>> All;
  std::transform(Ids.begin(), Ids.end(), std::back_inserter(All), load);
  std::ranges::transform(Ids, std::back_inserter(All),
                         [](int Id) { return load(Id); });
  std::generate_n(std::back_inserter(All), 3, [] { return load(1); });
  for (int Value : co_await mini::when_all(std::move(All)))
    Sum += Value;
}
void spawned(std::vector<int> &Ids, mini::scope &Scope) {
  std::for_each(Ids.begin(), Ids.end(), [&](int Id) {
    Scope.spawn([](int Id) -> mini::task<> { co_await load(Id); }(Id));
  });
  std::for_each(Ids.begin(), Ids.end(), fire);
  std::for_each(Ids.begin(), Ids.end(),
                [](int Id) { mini::sync_wait(load(Id)); });
  std::ranges::for_each(Ids, [](int Id) -> mini::detached {
    Sum += co_await load(Id);
  });
}
void keepers(std::stop_token Stop) {
  std::function<void()> Fires = [] { fire(1); };
  std::function<mini::detached(int)> Same = fire;
  std::function<mini::task<int>(int)> Loads = load;
  std::packaged_task<mini::task<int>(int)> Task(load);
  std::stop_callback OnStop(Stop, [] { fire(2); });
  std::packaged_task<int(int)> Waits([](int Id) {
    return mini::sync_wait(load(Id));
  });
  std::thread(fire, 3).join();
  Fires();
  Same(1);
  Sum += mini::sync_wait(Loads(1));
}
void tested(std::vector<mini::task<int>> &All) {
  auto Ended = [](const mini::task<int> &Each) { return Each.finished(); };
  Sum += int(std::count_if(All.begin(), All.end(), Ended));
  std::erase_if(All, [](auto &Each) { return !Each.valid(); });
}
