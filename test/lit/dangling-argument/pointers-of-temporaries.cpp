// RUN: %check %s
//
// A temporary container of pointers or views dies; what its elements lead to does not.

#include "mini/mini.h"

#include <atomic>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

int Sum = 0;

struct session {
  std::string Name;
  mini::task<> run() {
    co_await mini::yield();
    Sum += int(Name.size());
  }
};
mini::task<> view(std::string_view Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
std::vector<session> Table(3);
std::vector<session *> sessions() { return {&Table[0], &Table[1]}; }
std::optional<session *> find(int N) {
  return N < 3 ? std::optional(&Table[N]) : std::nullopt;
}
std::vector<std::string_view> split(std::string_view Text) {
  return {Text.substr(0, 1), Text.substr(1)};
}
std::atomic<session *> Current = &Table[0];

mini::task<> stored(std::string Text) {
  auto A = sessions().front()->run();
  auto B = (*find(1))->run();
  auto C = find(2).value()->run();
  auto D = view(split(Text)[0]);
  auto E = Current.load()->run();
  co_await std::move(A);
  co_await std::move(B);
  co_await std::move(C);
  co_await std::move(D);
  co_await std::move(E);
}
void spawned(mini::loop &Loop) {
  std::vector<session *> All = sessions();
  for (std::size_t I = 0; I != All.size(); ++I)
    mini::spawn(Loop, All[I]->run());
}
mini::task<> innerScope() {
  std::vector<mini::task<>> Works;
  if (auto Found = find(1))
    Works.push_back((*Found)->run());
  {
    std::vector<session *> All = sessions();
    Works.push_back(All.back()->run());
  }
  co_await mini::when_all(std::move(Works));
}
class server {
public:
  ~server() { All.clear(); }
  void start() { mini::spawn(All.front()->run()); }

private:
  std::vector<session *> All = sessions();
};

// The elements themselves die with it.
std::vector<session> copies() { return Table; }
mini::task<> ofCopies() {
  auto Work = copies().front().run(); // expect: coro-dangling-argument
  co_await std::move(Work);
}
