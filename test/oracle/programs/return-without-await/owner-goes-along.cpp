// RUN: %oracle-asan %s
// shows: nothing
//
// The coroutine gets the owner along with what it refers to, or refers to what handles
// lead to, which are the function's own.

#include <aio/aio.h>

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

struct Session {
  std::string Name;
  aio::Coro<> run() {
    co_await aio::sleep(0s);
    Sum += unsigned(Name[10]);
  }
};

aio::Coro<> prints(const std::string &Name) {
  co_await aio::sleep(0s);
  Sum += unsigned(Name[10]);
}
aio::Coro<> serves(Session &Of, std::shared_ptr<void>) {
  co_await Of.run();
}

aio::Coro<> unique(std::unique_ptr<Session> Of) {
  Session &Same = *Of;
  return serves(Same, std::move(Of));
}
aio::Coro<> shared() {
  auto Of = std::make_shared<Session>();
  Of->Name = longName(1);
  return serves(*Of, Of);
}
aio::Coro<> pointee(Session *Of) { return Of->run(); }
aio::Coro<> element(std::span<const std::string> Names) {
  return prints(Names[1]);
}
aio::Coro<> wrapped(std::reference_wrapper<Session> Of) {
  return Of.get().run();
}
std::vector<std::unique_ptr<Session>> Sessions;
aio::Coro<> adopted(std::string Name) {
  auto Own = std::make_unique<Session>(Session{std::move(Name)});
  Session &Same = *Own;
  Sessions.push_back(std::move(Own));
  return Same.run();
}
std::vector<aio::Coro<>> eachOf(const std::vector<std::string> &Names) {
  std::vector<aio::Coro<>> Works;
  for (auto &Name : Names)
    Works.push_back(prints(Name));
  return Works;
}

aio::Coro<> program() {
  Session S{longName(2)};
  const std::vector<std::string> Names{longName(3), longName(4)};
  co_await unique(std::make_unique<Session>(Session{longName(0)}));
  co_await shared();
  co_await pointee(&S);
  co_await element(Names);
  auto Wrapped = wrapped(S);
  co_await std::move(Wrapped);
  auto Adopted = adopted(longName(5));
  co_await std::move(Adopted);
  for (auto &Each : eachOf(Names))
    co_await std::move(Each);
}

int main() { aio::run(program()); }
