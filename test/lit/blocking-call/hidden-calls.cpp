// RUN: %check %s
// renamed: keep-models
//
// Calls that the coroutine's text does not show: default arguments, default
// member initialisers, macros, captures, statics.

#include "mini/mini.h"

#include <fstream>
#include <string>
#include <unistd.h>

std::string slurp(const char *Path) {
  std::ifstream In(Path);
  std::string Text;
  std::getline(In, Text);
  return Text;
}

int port(const char *Name, std::string Text = slurp("/etc/services")) {
  return Text.find(Name) == std::string::npos ? 0 : 80;
}

struct Options {
  std::string Text = slurp("options");
  int Level = 0;
};

struct Lazy {
  std::string Text;
  Lazy() = default;
  explicit Lazy(std::string Given) : Text(std::move(Given)) {}
  void load(const char *Path = "lazy") { Text = slurp(Path); }
};

#define PAUSE(US) ::usleep(US)
#define NAP PAUSE(50)
#define IGNORED(X) sizeof(X)

mini::task<int> arguments() {
  int N = port("http"); // expect: coro-blocking-call
  co_await mini::yield();
  co_return N + port("http", "http 80/tcp");
}

mini::task<std::size_t> initialisers() {
  Options First; // expect: coro-blocking-call
  co_await mini::yield();
  Options Second{"given", 1};
  Options Third{.Text = "given"};
  Options Fourth{}; // expect: coro-blocking-call
  co_return First.Text.size() + Second.Text.size() + Third.Text.size() +
      Fourth.Text.size();
}

mini::task<std::string> later() {
  Lazy Empty;
  Lazy Given("text");
  co_await mini::yield();
  Empty.load(); // expect: coro-blocking-call
  co_return Empty.Text + Given.Text;
}

mini::task<std::size_t> macros() {
  PAUSE(20); // expect: coro-blocking-call
  co_await mini::yield();
  NAP; // expect: coro-blocking-call
  co_return IGNORED(::usleep(3));
}

mini::task<std::size_t> statics() {
  static const std::string Once = slurp("once"); // expect: coro-blocking-call
  static const std::string Never = "never";
  co_await mini::yield();
  co_return Once.size() + Never.size();
}

mini::task<std::size_t> captures() {
  auto Size = [Text = slurp("capture")] { return Text.size(); }; // expect: coro-blocking-call
  co_await mini::yield();
  auto Other = [] { return slurp("body").size(); };
  (void)Other;
  co_return Size();
}
