// RUN: %check %s
// renamed: keep-models
//
// Objects whose destructor blocks, owned by containers and smart pointers; and
// the same owners after they were given away.

#include "mini/mini.h"

#include <memory>
#include <optional>
#include <thread>
#include <unistd.h>
#include <utility>
#include <vector>

void work();

struct Synced {
  int Fd;
  ~Synced() { ::fsync(Fd); }
};

using Threads = std::vector<std::jthread>;
using Guards = std::vector<std::unique_ptr<Synced>>;

mini::task<> owners(int Fd) {
  { auto Guard = std::make_unique<Synced>(Fd); } // expect: coro-blocking-call
  co_await mini::yield();
  { std::optional<Synced> Maybe(std::in_place, Fd); } // expect: coro-blocking-call
  co_await mini::yield();
  { Synced Both[2] = {{Fd}, {Fd}}; } // expect: coro-blocking-call
}

mini::task<> emptied(std::unique_ptr<Synced> &Guard, std::optional<Synced> &Maybe) {
  Guard.reset(); // expect: coro-blocking-call
  co_await mini::yield();
  Maybe.reset(); // expect: coro-blocking-call
}

mini::task<> cleared(Threads &Running, int Fd) {
  auto *Raw = new Synced{Fd};
  Running.clear(); // expect: coro-blocking-call
  co_await mini::yield();
  delete Raw; // expect: coro-blocking-call
}

mini::task<> local() {
  { Threads Running; Running.emplace_back(work); } // expect: coro-blocking-call
  co_await mini::yield();
}

// Given away, so that others destroy it.
mini::task<Threads> returned() {
  Threads Running;
  Running.emplace_back(work);
  co_await mini::yield();
  co_return Running;
}

mini::task<> handedOver(Guards &Out, int Fd) {
  auto Guard = std::make_unique<Synced>(Fd);
  Out.push_back(std::move(Guard));
  Out.push_back(std::make_unique<Synced>(Fd));
  co_await mini::yield();
}

mini::task<Synced *> released(int Fd) {
  auto Guard = std::make_unique<Synced>(Fd);
  co_await mini::yield();
  co_return Guard.release();
}

// A pointer's own end destroys nothing.
mini::task<int> watched(Synced *Guard, const Threads &Running) {
  Synced &Same = *Guard;
  co_await mini::yield();
  co_return Same.Fd + static_cast<int>(Running.size());
}
