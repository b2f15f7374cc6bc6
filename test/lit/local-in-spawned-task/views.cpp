// RUN: %check %s
//
// How the work gets at the variable: by a view, a span, an iterator, a reference in a
// wrapper, a pointer in a struct; and by a copy that only looks like one.

#include "mini/mini.h"

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

int Sum = 0;

mini::task<> ofSpan(std::span<const int> All) {
  co_await mini::yield();
  for (int Each : All)
    Sum += Each;
}
mini::task<> ofView(std::string_view Text) {
  co_await mini::yield();
  Sum += int(Text.size());
}
mini::task<> ofIterators(std::vector<int>::const_iterator From,
                         std::vector<int>::const_iterator To) {
  co_await mini::yield();
  for (; From != To; ++From)
    Sum += *From;
}
mini::task<> ofWrapper(std::reference_wrapper<int> N) {
  co_await mini::yield();
  ++N.get();
}
struct request {
  const std::string *Name;
  int Id;
};
mini::task<> ofStruct(request R) {
  co_await mini::yield();
  Sum += int(R.Name->size()) + R.Id;
}
mini::task<> ofCopy(std::string Text) {
  co_await mini::yield();
  Sum += int(Text.size());
}
mini::task<> ofShared(std::shared_ptr<const std::string> Text) {
  co_await mini::yield();
  Sum += int(Text->size());
}
mini::task<> ofCharacters(const char *Text) {
  co_await mini::yield();
  Sum += *Text;
}

void spans(mini::loop &Loop) {
  std::vector<int> All{1, 2, 3};
  mini::spawn(Loop, ofSpan(All)); // expect: coro-local-in-spawned-task
}
void viewInVariable(mini::loop &Loop) {
  std::string Text(40, 'x');
  std::string_view View = Text;
  mini::spawn(Loop, ofView(View)); // expect: coro-local-in-spawned-task
}
void iterators(mini::loop &Loop) {
  std::vector<int> All{1, 2, 3};
  mini::spawn(Loop, ofIterators(All.begin(), All.end())); // expect: coro-local-in-spawned-task
}
void wrapper(mini::loop &Loop) {
  int N = 0;
  mini::spawn(Loop, ofWrapper(std::ref(N))); // expect: coro-local-in-spawned-task
}
void characters(mini::loop &Loop) {
  std::string Name(40, 'x');
  mini::spawn(Loop, ofCharacters(Name.c_str())); // expect: coro-local-in-spawned-task
}
// Near misses.
void copies(mini::loop &Loop, std::string_view Given) {
  std::string Text(40, 'x');
  std::string_view View = Text;
  mini::spawn(Loop, ofCopy(Text));
  mini::spawn(Loop, ofCopy(std::string(View)));
  mini::spawn(Loop, ofCopy(std::move(Text)));
  mini::spawn(Loop, ofView(Given));
}
void shares(mini::loop &Loop) {
  auto Text = std::make_shared<const std::string>(40, 'x');
  mini::spawn(Loop, ofShared(Text));
  mini::spawn(Loop, ofShared(std::move(Text)));
}
void lasting(mini::loop &Loop) {
  static const std::vector<int> All{1, 2, 3};
  constexpr std::string_view Text = "literal";
  static std::string Name(40, 'x');
  request R{&Name, 1};
  mini::spawn(Loop, ofSpan(All));
  mini::spawn(Loop, ofView(Text));
  mini::spawn(Loop, ofIterators(All.begin(), All.end()));
  mini::spawn(Loop, ofStruct(R));
  mini::spawn(Loop, ofCharacters("literal"));
}
void valuesOnly(mini::loop &Loop) {
  std::vector<int> All{1, 2, 3};
  std::string Text(40, 'x');
  mini::spawn(Loop, [](std::size_t N, char C) -> mini::task<> {
    co_await mini::yield();
    Sum += int(N) + C;
  }(All.size(), Text.front()));
}
