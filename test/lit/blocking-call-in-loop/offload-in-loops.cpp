// RUN: %check %s
// renamed: keep-models
//
// Loops that hand each blocking turn over, ask without waiting, or wait the
// async way.

#include "mini/mini.h"

#include <chrono>
#include <fstream>
#include <future>
#include <mutex>
#include <string>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace std::chrono_literals;

std::string slurp(const std::string &Path) {
  std::ifstream In(Path);
  std::string Text;
  while (std::getline(In, Text))
    if (!Text.empty())
      break;
  return Text;
}

mini::task<std::size_t> offloaded(std::vector<std::string> Paths) {
  std::size_t N = 0;
  for (const auto &Path : Paths) {
    std::string Text = co_await mini::to_thread([&Path] { return slurp(Path); });
    N += Text.size();
  }
  co_return N;
}

mini::task<> started(std::vector<std::string> Paths,
                     std::vector<std::future<std::string>> &Out) {
  for (const auto &Path : Paths) {
    Out.push_back(std::async(std::launch::async, slurp, Path));
    std::thread([] { ::sleep(1); }).detach();
  }
  co_await mini::yield();
}

mini::task<int> polls(std::future<int> &Future, pid_t Child) {
  while (Future.wait_for(0s) != std::future_status::ready)
    co_await mini::sleep_for(2ms);
  int Status = 0;
  while (::waitpid(Child, &Status, WNOHANG) == 0)
    co_await mini::sleep_for(2ms);
  co_return Future.get() + Status;
}

mini::task<int> counts(std::mutex &Mutex, std::vector<int> &Shared) {
  int N = 0;
  for (int I = 0; I < 10; ++I) {
    {
      std::lock_guard<std::mutex> Lock(Mutex);
      N += static_cast<int>(Shared.size());
    }
    if (Mutex.try_lock())
      Mutex.unlock();
    co_await mini::yield();
  }
  co_return N;
}

// The hand-over itself waits: joined in the same turn.
mini::task<> joined(std::vector<std::string> Paths) {
  for (const auto &Path : Paths) {
    std::thread Reader([&Path] { slurp(Path); });
    Reader.join(); // expect: coro-blocking-call-in-loop
    auto Text = std::async(std::launch::async, slurp, Path);
    Text.get(); // expect: coro-blocking-call-in-loop
    co_await mini::yield();
  }
}

mini::task<> waited(std::vector<std::future<int>> Futures, int &Sum) {
  for (auto &Future : Futures)
    Sum += Future.get(); // expect: coro-blocking-call-in-loop
  co_return;
}
