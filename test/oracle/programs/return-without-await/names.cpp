// RUN: %oracle-asan %s
// shows: coro-return-without-await
// inputs: 0 1
//
// Other names of a variable, and parts of it: a reference, a pointer, an element, a member
// of a copy, what a lambda has for itself.

#include <aio/aio.h>

#include <cstdlib>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> prints(const std::string &Name) {
  co_await aio::sleep(0s);
  Sum += unsigned(Name[10]);
}
aio::Coro<> printsAt(const std::string *Name) {
  co_await aio::sleep(0s);
  Sum += unsigned((*Name)[10]);
}
aio::Coro<> views(std::string_view Name) {
  co_await aio::sleep(0s);
  Sum += unsigned(Name[10]);
}

struct Record {
  char Before[32] = {};
  std::string Name;
};

aio::Coro<> ofReference(int N) {
  std::string Name = longName(N);
  const std::string &Same = Name;
  return prints(Same);
}
aio::Coro<> ofPointer(int N) {
  std::string Name = longName(N);
  const std::string *Same = &Name;
  return printsAt(Same);
}
aio::Coro<> ofElement(int N) {
  std::map<int, std::string> Names{{N, longName(N)}};
  return views(Names.at(N));
}
aio::Coro<> ofCopy(const Record &Given) {
  auto Own = Given;
  auto &Name = Own.Name;
  return prints(Name);
}
aio::Coro<> ofEither(const std::string &Given, int N) {
  std::string Own = longName(N);
  auto &Name = N ? Own : Own;
  Sum += Given.size();
  return prints(Name);
}
aio::Coro<> ofLambda(int N) {
  auto Make = [](int N) {
    std::string Name = longName(N);
    return prints(Name);
  };
  return Make(N);
}

aio::Coro<> program(int N) {
  co_await ofReference(N);
  co_await ofPointer(N);
  co_await ofElement(N);
  co_await ofCopy(Record{{}, longName(N)});
  co_await ofEither(longName(5), N);
  co_await ofLambda(N);
}

int main(int, char **Arguments) { aio::run(program(std::atoi(Arguments[1]))); }
