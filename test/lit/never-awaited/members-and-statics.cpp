// RUN: %check %s
//
// A task that is stored where it outlives the function is somebody else's to
// await.

#include "mini/mini.h"

#include <optional>
#include <utility>
#include <vector>

mini::task<> flush(int Id);
mini::task<int> count();

mini::task<> Background = flush(0);
static std::optional<mini::task<int>> Cached;
thread_local mini::task<> PerThread;

void global() {
  Background = flush(1);
  Cached.emplace(count());
  PerThread = flush(2);
  static mini::task<> Once = flush(3);
  static_cast<void>(Once.valid());
}

void shadowed() {
  auto Background = flush(1); // expect: coro-never-awaited
}

class Service {
public:
  Service() : Running(flush(1)) {}
  explicit Service(mini::task<> Given) : Running(std::move(Given)) {}

  void restart() { Running = flush(2); }
  void later(int Id) { Queue.push_back(flush(Id)); }
  void local() {
    auto Running = flush(4); // expect: coro-never-awaited
    std::vector<mini::task<>> Queue;
    Queue.push_back(flush(5)); // expect: coro-never-awaited
  }
  void forget(mini::task<> Given) { static_cast<void>(Given.valid()); }
  void set(mini::task<> Given) { std::swap(this->Running, Given); }
  mini::task<> run() {
    restart();
    co_await std::move(Running);
    for (auto &Work : Queue)
      co_await std::move(Work);
    flush(6); // expect: coro-never-awaited
  }

private:
  mini::task<> Running;
  mini::task<> Default = flush(7);
  std::vector<mini::task<>> Queue;
  static inline mini::task<> Shared = flush(8);
};

Service made() { return Service(flush(1)); }

mini::task<> uses(Service &Shared, Service *Pointer) {
  Shared.set(flush(1));
  Pointer->later(2);
  Shared.forget(flush(3)); // expect: coro-never-awaited
  auto Own = made();
  co_await Own.run();
  auto Lent = flush(4);
  Service Second(std::move(Lent));
  co_await Second.run();
}

template <typename T> struct Cache {
  mini::task<T> Pending;
  static inline std::vector<mini::task<T>> All;
  void fill(mini::task<T> Given) { Pending = std::move(Given); }
  void addTo(mini::task<T> Given) { All.push_back(std::move(Given)); }
  void lose(mini::task<T> Given) { mini::task<T> Pending = std::move(Given); }
};

void fills(Cache<int> &Numbers) {
  Numbers.fill(count());
  Numbers.addTo(count());
  Numbers.Pending = count();
  Numbers.lose(count()); // expect: coro-never-awaited
}
