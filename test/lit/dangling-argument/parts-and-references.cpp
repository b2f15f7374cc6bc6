// RUN: %check %s
//
// Expressions that give a reference into a variable, and ones that make a temporary, side
// by side.

#include "mini/mini.h"

#include <algorithm>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

int Sum = 0;
bool flip();
std::string text(int N) { return std::string(50, char('a' + N)); }

mini::task<> use(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
const std::string &longer(const std::string &A, const std::string &B) {
  return A.size() < B.size() ? B : A;
}

mini::task<> fine(std::string Key, std::string Other,
                  std::map<int, std::string> Names,
                  std::optional<std::string> Maybe) {
  std::pair<std::string, int> Pair{Key, 1};
  std::tuple<std::string> Tuple{Key};
  std::vector<std::string> All{Key, Other};
  std::vector<mini::task<>> Works;
  Works.push_back(use(flip() ? Key : Other));
  Works.push_back(use(Key += "x"));
  Works.push_back(use(Other.append("x")));
  Works.push_back(use(Names[1]));
  Works.push_back(use(Maybe.value()));
  Works.push_back(use(Pair.first));
  Works.push_back(use(std::get<0>(Tuple)));
  Works.push_back(use(*std::max_element(All.begin(), All.end())));
  Works.push_back(use(std::max(Key, Other)));
  Works.push_back(use(longer(Key, Other)));
  Works.push_back(use((Sum += 1, Key)));
  Works.push_back(use(static_cast<std::string &&>(Key)));
  co_await mini::when_all(std::move(Works));
}
mini::task<> dangling(std::string Key, std::optional<std::string> Maybe) {
  std::ostringstream Out;
  std::vector<mini::task<>> Works;
  Works.push_back(use(flip() ? Key : "other")); // expect: coro-dangling-argument
  Works.push_back(use(Key + "x"));              // expect: coro-dangling-argument
  Works.push_back(use(Key.substr(1)));          // expect: coro-dangling-argument
  Works.push_back(use(Maybe.value_or("none"))); // expect: coro-dangling-argument
  Works.push_back(use(std::pair(Key, 1).first)); // expect: coro-dangling-argument
  Works.push_back(use(std::exchange(Key, "x"))); // expect: coro-dangling-argument
  Works.push_back(use(Out.str()));               // expect: coro-dangling-argument
  Works.push_back(use(std::move(Out).str()));    // expect: coro-dangling-argument
  Works.push_back(use(std::string(Key).append("x"))); // expect: coro-dangling-argument
  Works.push_back(use(std::move(static_cast<std::string &&>(text(1))))); // expect: coro-dangling-argument
  co_await mini::when_all(std::move(Works));
}
mini::task<> awaited(std::string Key) {
  co_await use(longer(Key, text(1)));
  co_await use(std::max(Key, text(2)));
  co_await use(std::pair(Key, 1).first);
}
