// RUN: %oracle-asan %s
// shows: nothing
//
// Kept and started tasks that refer to what lives as long, that have copied what they
// use, or that use it before their first suspension only.

#include <aio/aio.h>

#include <memory>
#include <string>
#include <string_view>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> prints(const std::string &Name) {
  co_await aio::sleep(0s);
  Sum += unsigned(Name[10]);
}

aio::Coro<> copies(std::string Name) {
  co_await aio::sleep(0s);
  Sum += unsigned(Name[10]);
}

aio::Coro<> views(std::string_view Name) {
  co_await aio::sleep(0s);
  Sum += unsigned(Name[10]);
}

aio::Coro<> shares(std::shared_ptr<const std::string> Name) {
  co_await aio::sleep(0s);
  Sum += unsigned((*Name)[10]);
}

const std::string &theName() {
  static const std::string Name = longName(9);
  return Name;
}

aio::Coro<> program() {
  const std::string Name = longName(1);
  auto Later = prints(Name);
  auto Running = aio::create_task(prints(Name));
  co_await std::move(Later);
  co_await Running;
  auto Copied = aio::create_task(copies(longName(2)));
  auto Literal = views("a text that is so long that it is kept elsewhere");
  auto Shared = shares(std::make_shared<const std::string>(longName(3)));
  auto Static = aio::create_task(prints(theName()));
  co_await Copied;
  co_await std::move(Literal);
  co_await std::move(Shared);
  co_await Static;
  const std::string &Extended = longName(4);
  auto Bound = prints(Extended);
  co_await std::move(Bound);
}

int main() { aio::run(program()); }
