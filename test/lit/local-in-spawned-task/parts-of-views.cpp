// RUN: %check %s
//
// A part of a view leads where the view does, a pointer into an array to the array,
// and a copy of an object to what its references were bound to.

#include "mini/mini.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

int Sum = 0;

mini::task<> ofView(std::string_view Text) {
  co_await mini::yield();
  Sum += int(Text.size());
}
mini::task<> ofSpan(std::span<const int> All) {
  co_await mini::yield();
  for (int Each : All)
    Sum += Each;
}
mini::task<> ofCharacters(const char *Text) {
  co_await mini::yield();
  Sum += *Text;
}
struct context {
  std::string &Text;
  int Id;
};
mini::task<> ofContext(context C) {
  co_await mini::yield();
  C.Text += char(C.Id);
}

void partOfTemporaryView(mini::loop &Loop) {
  std::string Text(40, 'x');
  mini::spawn(Loop, ofView(std::string_view(Text).substr(1))); // expect: coro-local-in-spawned-task
}
void partOfView(mini::loop &Loop) {
  std::string Text(40, 'x');
  std::string_view View = Text;
  mini::spawn(Loop, ofView(View.substr(1, 2))); // expect: coro-local-in-spawned-task
}
void partOfSpan(mini::loop &Loop) {
  std::vector<int> All{1, 2, 3};
  mini::spawn(Loop, ofSpan(std::span<const int>(All).subspan(1))); // expect: coro-local-in-spawned-task
}
void dataOfView(mini::loop &Loop) {
  std::string Text(40, 'x');
  std::string_view View = Text;
  mini::spawn(Loop, ofCharacters(View.data())); // expect: coro-local-in-spawned-task
}
void pointerInto(mini::loop &Loop) {
  char Text[40] = "text";
  mini::spawn(Loop, ofCharacters(Text + 1)); // expect: coro-local-in-spawned-task
  const char *Begin = Text;
  mini::spawn(Loop, ofCharacters(2 + Begin)); // expect: coro-local-in-spawned-task
}
void objectWithReference(mini::loop &Loop) {
  std::string Text(40, 'x');
  context C{Text, 1};
  mini::spawn(Loop, ofContext(C)); // expect: coro-local-in-spawned-task
}

// Near misses.

void partOfGiven(mini::loop &Loop, std::string_view Text, const char *Begin) {
  mini::spawn(Loop, ofView(Text.substr(1)));
  mini::spawn(Loop, ofCharacters(Begin + 1));
  mini::spawn(Loop, ofView(std::string_view("literal").substr(1)));
  mini::spawn(Loop, ofCharacters("literal" + 1));
}
void ofLasting(mini::loop &Loop) {
  static std::string Text(40, 'x');
  static const std::vector<int> All{1, 2, 3};
  context C{Text, 1};
  mini::spawn(Loop, ofView(std::string_view(Text).substr(1)));
  mini::spawn(Loop, ofSpan(std::span<const int>(All).first(2)));
  mini::spawn(Loop, ofContext(C));
}
void ofGiven(mini::loop &Loop, std::string &Text) {
  context C{Text, 1};
  mini::spawn(Loop, ofContext(C));
}
mini::task<> number(long Distance) {
  co_await mini::yield();
  Sum += int(Distance);
}
void distance(mini::loop &Loop) {
  char Text[40] = "text";
  const char *Begin = Text;
  mini::spawn(Loop, number(Begin - Text));
}
