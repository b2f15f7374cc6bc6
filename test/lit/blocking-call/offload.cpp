// RUN: %check %s
// renamed: keep-models
//
// Work handed to another thread may block there.

#include "mini/mini.h"

#include <chrono>
#include <fstream>
#include <functional>
#include <future>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

std::string slurp(std::string Path) {
  std::ifstream In(Path);
  std::string Text;
  std::getline(In, Text);
  return Text;
}

int heavy() {
  std::this_thread::sleep_for(std::chrono::milliseconds(5));
  return 1;
}

mini::task<std::string> onThread(std::string Path) {
  int N = co_await mini::to_thread(heavy);
  auto Read = [Path] { return slurp(Path); };
  std::string Text = co_await mini::to_thread(Read);
  co_await mini::to_thread([N] { ::usleep(static_cast<useconds_t>(N)); });
  co_return Text;
}

// The argument is worked out before the hand-over.
mini::task<std::size_t> tooEarly(std::string Path) {
  auto Size = [](const std::string &Text) { return Text.size(); };
  co_return co_await mini::to_thread(std::bind(Size, slurp(Path))); // expect: coro-blocking-call
}

mini::task<> threads(int Fd, std::vector<std::thread> &Threads) {
  std::thread([Fd] { ::fsync(Fd); }).detach();
  std::thread Other(heavy);
  Threads.push_back(std::move(Other));
  Threads.emplace_back([] { ::sleep(1); });
  co_await mini::yield();
}

mini::task<> standard(std::vector<std::future<int>> &Results) {
  Results.push_back(std::async(std::launch::async, heavy));
  co_await mini::yield();
}

mini::task<> packaged(std::thread &Out) {
  std::packaged_task<int()> Job(heavy);
  auto Result = Job.get_future();
  co_await mini::yield();
  Out = std::thread(std::move(Job));
}

mini::task<> driven() {
  auto Work = []() -> mini::task<int> { co_return 1; };
  co_await mini::to_thread([Work] { return mini::sync_wait(Work()); });
}

// The same lambda, run here after all.
mini::task<int> both(int Fd) {
  auto Flush = [Fd] { return ::fsync(Fd); };
  int N = co_await mini::to_thread(Flush);
  co_return N + Flush(); // expect: coro-blocking-call
}
