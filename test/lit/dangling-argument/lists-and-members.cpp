// RUN: %check %s
//
// True: temporaries that the list, the class or the reference leads to which a coroutine
// is given are gone when it runs. Near misses: it is awaited at once; it reads none of
// that; it is made of what lives on.

#include "mini/mini.h"

#include <algorithm>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

std::size_t Sum = 0;
std::string name(int N) { return std::string(80, char('a' + N)); }

struct request {
  const std::string &Text;
  int Count = 1;
};
struct viewed {
  int Count = 1;
  std::string_view Text;
};
mini::task<> prints(const std::string &Text) {
  co_await mini::yield();
  Sum += Text.size();
}
mini::task<> sends(request Asked) {
  co_await mini::yield();
  Sum += Asked.Text.size();
}
mini::task<> counts(request Asked) {
  co_await mini::yield();
  Sum += Asked.Count;
}
mini::task<> views(viewed Asked) {
  co_await mini::yield();
  Sum += Asked.Text.size();
}
mini::task<> printsAll(std::initializer_list<std::string> All) {
  co_await mini::yield();
  for (const std::string &Each : All)
    Sum += Each.size();
}
mini::task<> adds(std::initializer_list<int> All) {
  co_await mini::yield();
  Sum += All.size();
}

mini::task<> list() {
  auto Work = printsAll({name(1), name(2)}); // expect: coro-dangling-argument
  co_await std::move(Work);
}
mini::task<> member() {
  auto Work = sends({name(1)}); // expect: coro-dangling-argument
  co_await std::move(Work);
}
mini::task<> memberByName() {
  auto Work = sends(request{.Text = name(1), .Count = 2}); // expect: coro-dangling-argument
  co_await std::move(Work);
}
mini::task<> memberView() {
  auto Work = views({1, name(1)}); // expect: coro-dangling-argument
  co_await std::move(Work);
}
mini::task<> smaller() {
  auto Work = prints(std::min(name(1), name(2))); // expect: coro-dangling-argument
  co_await std::move(Work);
}

mini::task<> atOnce() {
  co_await printsAll({name(1), name(2)});
  co_await sends({name(1)});
  co_await prints(std::max(name(1), name(2)));
}
mini::task<> notRead() {
  auto Work = counts({name(1)});
  co_await std::move(Work);
}
mini::task<> livesOn() {
  const std::string Text = name(1), Other = name(2);
  auto Work = sends({Text});
  co_await std::move(Work);
  auto Views = views({1, Text});
  co_await std::move(Views);
  auto Smaller = prints(std::min(Text, Other));
  co_await std::move(Smaller);
}
