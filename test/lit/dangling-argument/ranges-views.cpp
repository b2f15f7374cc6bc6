// RUN: %check %s
//
// Loops over views of the standard library: the iterator ends with the loop, the elements
// do not.

#include "mini/mini.h"

#include <algorithm>
#include <map>
#include <ranges>
#include <string>
#include <utility>
#include <vector>

int Sum = 0;

mini::task<> use(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
struct session {
  std::string Name;
  mini::task<> run() {
    co_await mini::yield();
    Sum += int(Name.size());
  }
};
bool isLong(const std::string &Key) { return Key.size() > 3; }

mini::task<> filtered(std::vector<std::string> Keys) {
  std::vector<mini::task<>> Works;
  for (const std::string &Key : Keys | std::views::filter(isLong))
    Works.push_back(use(Key));
  co_await mini::when_all(std::move(Works));
}
mini::task<> reversed(std::vector<session> All) {
  std::vector<mini::task<>> Works;
  for (session &Each : All | std::views::reverse)
    Works.push_back(Each.run());
  for (session &Each : All | std::views::take(3))
    Works.push_back(Each.run());
  co_await mini::when_all(std::move(Works));
}
mini::task<> members(std::map<int, std::string> Names, std::vector<session> All) {
  std::vector<mini::task<>> Works;
  for (auto &Name : Names | std::views::values)
    Works.push_back(use(Name));
  for (auto &Name : All | std::views::transform(&session::Name))
    Works.push_back(use(Name));
  co_await mini::when_all(std::move(Works));
}
mini::task<> byIterator(std::vector<std::string> Keys) {
  std::vector<mini::task<>> Works;
  for (auto It = Keys.rbegin(); It != Keys.rend(); ++It)
    Works.push_back(use(*It));
  {
    auto It = std::ranges::find_if(Keys, isLong);
    if (It != Keys.end())
      Works.push_back(use(*It));
    auto View = Keys | std::views::drop(1);
    if (!View.empty())
      Works.push_back(use(View.front()));
  }
  co_await mini::when_all(std::move(Works));
}
mini::task<> ofGiven(std::vector<std::string> &Keys) {
  for (std::string &Key : Keys | std::views::filter(isLong))
    return use(Key);
  return use(Keys.front());
}

// Values that the view makes.
mini::task<> made(std::vector<int> Numbers) {
  std::vector<mini::task<>> Works;
  for (const std::string &Key :
       Numbers | std::views::transform([](int N) { return std::to_string(N); }))
    Works.push_back(use(Key)); // expect: coro-dangling-argument
  co_await mini::when_all(std::move(Works));
}
