// RUN: %check %s
// renamed: keep-models
//
// Callables given to the standard library, which calls them at once, or keeps
// them.

#include "mini/mini.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <numeric>
#include <ranges>
#include <string>
#include <unistd.h>
#include <vector>

namespace fs = std::filesystem;

using Paths = std::vector<std::string>;

void flush(int Fd) { ::fsync(Fd); }

bool smaller(const std::string &A, const std::string &B) {
  return fs::file_size(A) < fs::file_size(B);
}

bool shorter(const std::string &A, const std::string &B) {
  return A.size() < B.size();
}

mini::task<> each(std::vector<int> Fds) {
  std::for_each(Fds.begin(), Fds.end(), [](int Fd) { ::fsync(Fd); }); // expect: coro-blocking-call
  co_await mini::yield();
  std::ranges::for_each(Fds, flush); // expect: coro-blocking-call
  std::for_each(Fds.begin(), Fds.end(), [](int &Fd) { ++Fd; });
  auto Flush = [](int Fd) { return ::fsync(Fd) == 0; };
  co_await mini::yield();
  std::all_of(Fds.begin(), Fds.end(), Flush); // expect: coro-blocking-call
}

mini::task<Paths> sorted(Paths Names) {
  std::sort(Names.begin(), Names.end(), shorter);
  co_await mini::yield();
  std::sort(Names.begin(), Names.end(), smaller); // expect: coro-blocking-call
  std::ranges::sort(Names);
  co_return Names;
}

mini::task<std::uintmax_t> total(Paths Names) {
  auto Add = [](std::uintmax_t N, const std::string &Name) {
    return N + fs::file_size(Name);
  };
  co_await mini::yield();
  co_return std::accumulate(Names.begin(), Names.end(), 0ull, Add); // expect: coro-blocking-call
}

mini::task<> invoked(int Fd) {
  std::invoke(flush, Fd); // expect: coro-blocking-call
  co_await mini::yield();
  std::apply([](int A, int B) { ::usleep(A + B); }, std::tuple(Fd, 2)); // expect: coro-blocking-call
  std::invoke([](int N) { return N + 1; }, Fd);
}

// Made, not run: a bound call, a view, a stored comparator.
mini::task<std::size_t> kept(Paths Names, std::vector<int> Fds) {
  auto Bound = std::bind(flush, 3);
  std::function<bool(const std::string &, const std::string &)> By = smaller;
  auto View = Fds | std::views::transform([](int Fd) { return ::fsync(Fd); });
  co_await mini::yield();
  (void)Bound;
  co_return View.size() + Names.size() + (By ? 1 : 0);
}
