// RUN: %check %s
//
// Eager tasks in containers, holders and chains of moves.

#include "mini/mini.h"

#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

mini::future<> save(int Id);
mini::future<int> load(int Id);
void use(int Value);

mini::task<> moves() {
  auto First = save(1); // expect: coro-dropped-eager-task
  auto Second = std::move(First);
  auto Third = save(3);
  auto Fourth = std::move(Third);
  co_await std::move(Fourth);
}

mini::task<int> vectors(int N) {
  std::vector<mini::future<>> Lost;
  std::vector<mini::future<int>> Loads;
  for (int I = 0; I < N; ++I) {
    Lost.push_back(save(I)); // expect: coro-dropped-eager-task
    Loads.push_back(load(I));
  }
  int Sum = 0;
  for (auto &Each : Loads)
    Sum += co_await Each;
  co_return Sum;
}

mini::task<> maps() {
  std::map<int, mini::future<int>> Lost;
  Lost[1] = load(1); // expect: coro-dropped-eager-task
  std::map<int, mini::future<int>> Loads;
  Loads.emplace(2, load(2));
  for (auto &[Id, Each] : Loads)
    use(Id + co_await Each);
}

mini::task<> pointers(bool Wanted) {
  auto Lost = std::make_unique<mini::future<>>(save(1));
  // expect@-1: coro-dropped-eager-task
  auto Saved = std::make_unique<mini::future<>>(save(2));
  co_await *Saved;
  std::optional<mini::future<>> Maybe;
  if (Wanted)
    Maybe = save(3);
  if (Maybe)
    co_await *Maybe;
  std::optional<mini::future<>> Gone(save(4));
  // expect@-1: coro-dropped-eager-task
  Gone.reset();
}

mini::task<> bindings() {
  auto [First, Second] = std::pair(load(1),
                                   load(2)); // expect: coro-dropped-eager-task
  use(co_await std::move(First));
  auto Both = std::make_tuple(load(3), load(4));
  use(co_await std::get<0>(Both) + co_await std::get<1>(Both));
  mini::future<int> Loads[] = {load(5), load(6)};
  for (auto &Each : Loads)
    use(co_await Each);
}

class Cache {
public:
  void start(int Id) { Pending.push_back(load(Id)); }
  void restart(int Id) { Current = load(Id); }
  void forget(int Id) {
    auto Current = load(Id); // expect: coro-dropped-eager-task
  }
  mini::task<> finish() {
    for (auto &Each : Pending)
      use(co_await Each);
    use(co_await std::move(Current));
  }

private:
  std::vector<mini::future<int>> Pending;
  mini::future<int> Current;
};

std::vector<mini::future<int>> returned(int N) {
  std::vector<mini::future<int>> Loads;
  for (int I = 0; I < N; ++I)
    Loads.push_back(load(I));
  return Loads;
}

mini::task<> fromHelper() {
  returned(1); // expect: coro-dropped-eager-task
  for (auto &Each : returned(2))
    use(co_await Each);
}
