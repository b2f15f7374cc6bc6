// RUN: %check %s
//
// True: what has been moved out of a part of something is gone, although the part is
// still there. Near misses: the part is filled again, another part, the task is asked.

#include "mini/mini.h"

#include <array>
#include <deque>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <utility>
#include <vector>

struct once {
  struct promise_type {
    once get_return_object();
    std::suspend_always initial_suspend() noexcept;
    std::suspend_always final_suspend() noexcept;
    void return_void();
    void unhandled_exception();
  };
  once() = default;
  once(once &&) noexcept;
  once &operator=(once &&) noexcept;
  ~once();
  struct awaiter {
    bool await_ready() { return false; }
    void await_suspend(std::coroutine_handle<>);
    void await_resume();
  };
  awaiter operator co_await() &&;
  bool done() const;
};
once make() { co_await mini::yield(); }
once takes(once Work) { co_await std::move(Work); }
void fill(std::vector<once> &Tasks);
void fillOne(once &Task);
struct holder {
  once Work;
  int Count;
};

once ofOptional() {
  std::optional<once> Pending = make();
  co_await std::move(*Pending);
  co_await std::move(*Pending); // expect: coro-double-await {{'\*}}
}
once whileEngaged() {
  std::optional<once> Pending = make();
  while (Pending)
    co_await std::move(*Pending); // expect: coro-double-await
}
once byValue() {
  std::optional<once> Pending = make();
  co_await takes(std::move(Pending.value()));
  co_await takes(std::move(*Pending)); // expect: coro-double-await
}
once ofPair() {
  auto Pair = std::make_pair(1, make());
  auto Own = std::move(Pair.second);
  co_await std::move(Own);
  co_await std::move(Pair.second); // expect: coro-double-await
}
once ofTuple() {
  auto All = std::make_tuple(make(), 1);
  co_await std::move(std::get<0>(All));
  co_await std::move(std::get<0>(All)); // expect: coro-double-await
}
once ofAggregate() {
  holder Held{make(), 1};
  co_await std::move(Held.Work);
  co_await std::move(Held.Work); // expect: coro-double-await
}
once ofUnique() {
  auto Owned = std::make_unique<once>(make());
  co_await std::move(*Owned);
  co_await std::move(*Owned); // expect: coro-double-await
}
once ofShared() {
  auto Owned = std::make_shared<once>(make());
  co_await std::move(*Owned);
  co_await std::move(*Owned.get()); // expect: coro-double-await
}
once ofVector() {
  std::vector<once> Many;
  Many.push_back(make());
  Many.push_back(make());
  co_await std::move(Many[0]);
  co_await std::move(Many.front()); // expect: coro-double-await
}
once ofMap() {
  std::map<int, once> ByKey;
  ByKey.emplace(1, make());
  co_await std::move(ByKey.at(1));
  co_await std::move(ByKey.at(1)); // expect: coro-double-await
}
once eachAgain() {
  std::vector<once> Many;
  Many.push_back(make());
  for (auto &Each : Many)
    co_await std::move(Each);
  for (auto &Each : Many)
    co_await std::move(Each); // expect: coro-double-await
}
once elementAgain() {
  std::vector<once> Many;
  Many.push_back(make());
  for (auto &Each : Many) {
    co_await std::move(Each);
    co_await std::move(Each); // expect: coro-double-await
  }
}
once byReference() {
  auto Work = make();
  auto Same = std::ref(Work);
  co_await std::move(Work);
  co_await std::move(Same.get()); // expect: coro-double-await
}
once exchangedForNothing() {
  auto Work = make();
  auto Own = std::exchange(Work, {});
  co_await std::move(Own);
  co_await std::move(Work); // expect: coro-double-await
}

once exchanged() {
  auto Work = make();
  co_await std::exchange(Work, make());
  co_await std::move(Work);
}
once filledAgain() {
  std::optional<once> Pending = make();
  co_await std::move(*Pending);
  Pending = make();
  co_await std::move(*Pending);
  Pending.emplace(make());
  co_await std::move(*Pending);
}
once reset() {
  std::optional<once> Pending = make();
  while (Pending) {
    co_await std::move(*Pending);
    Pending.reset();
  }
}
once setInPlace() {
  holder Held{make(), 1};
  co_await std::move(Held.Work);
  Held.Work = make();
  co_await std::move(Held.Work);
  auto Owned = std::make_unique<once>(make());
  co_await std::move(*Owned);
  *Owned = make();
  co_await std::move(*Owned);
  fillOne(*Owned);
  co_await std::move(*Owned);
}
once taken() {
  std::deque<once> Many;
  Many.push_back(make());
  Many.push_back(make());
  while (!Many.empty()) {
    co_await std::move(Many.front());
    Many.pop_front();
  }
}
once others() {
  std::vector<once> Many;
  Many.push_back(make());
  Many.push_back(make());
  co_await std::move(Many[0]);
  co_await std::move(Many[1]);
  std::size_t I = 0;
  auto More = std::array{make(), make()};
  co_await std::move(More[I]);
  co_await std::move(More[++I]);
}
once filledByOther() {
  std::vector<once> Many;
  fill(Many);
  for (auto &Each : Many)
    co_await std::move(Each);
  fill(Many);
  for (auto &Each : Many)
    co_await std::move(Each);
}
once someThenOthers(int N) {
  std::vector<once> Many;
  Many.push_back(make());
  Many.push_back(make());
  int I = 0;
  for (auto &Each : Many)
    if (I++ % 2 == 0)
      co_await std::move(Each);
  I = 0;
  for (auto &Each : Many)
    if (I++ % 2 != 0)
      co_await std::move(Each);
}
once asked() {
  std::vector<once> Many;
  Many.push_back(make());
  for (auto &Each : Many)
    co_await std::move(Each);
  for (auto &Each : Many)
    if (!Each.done())
      co_await std::move(Each);
}
once refilledByClosure() {
  std::optional<once> Pending = make();
  auto Refill = [&] { Pending = make(); };
  co_await std::move(*Pending);
  Refill();
  co_await std::move(*Pending);
}
once nextElement() {
  std::list<once> Many;
  Many.push_back(make());
  Many.push_back(make());
  auto It = Many.begin();
  co_await std::move(*It);
  ++It;
  co_await std::move(*It);
}
struct refiller {
  std::optional<once> &Into;
  explicit refiller(std::optional<once> &Into) : Into(Into) {}
  void refill() { Into = make(); }
};
once refilledByObject() {
  std::optional<once> Pending = make();
  refiller R(Pending);
  co_await std::move(*Pending);
  R.refill();
  co_await std::move(*Pending);
}
once fillsAgain(std::optional<once> &Into);
once refilledByTask() {
  std::optional<once> Pending = make();
  auto Filler = fillsAgain(Pending);
  co_await std::move(*Pending);
  co_await std::move(Filler);
  co_await std::move(*Pending);
}
