// RUN: %oracle-asan %s
// shows: nothing
//
// Temporaries live until the end of the full-expression, and so until what is awaited
// in it has ended.

#include <aio/aio.h>

#include <string>
#include <string_view>
#include <vector>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::string longName(int N) { return std::string(100, char('a' + N)); }

aio::Coro<> prints(const std::string &Name) {
  co_await aio::sleep(0s);
  Sum += unsigned(Name[10]);
}

aio::Coro<int> views(std::string_view Name) {
  co_await aio::sleep(0s);
  co_return int(Name[10]);
}

aio::Coro<> sums(std::vector<int> &&Values = std::vector<int>(50, 1)) {
  co_await aio::sleep(0s);
  for (int V : Values)
    Sum += unsigned(V);
}

struct Session {
  std::string Name;
  aio::Coro<> run() {
    co_await aio::sleep(0s);
    Sum += unsigned(Name[10]);
  }
};

aio::Coro<> program() {
  co_await prints("a text that is so long that it is not kept in the string itself");
  co_await prints(longName(1));
  Sum += unsigned(co_await views(longName(2)));
  co_await sums();
  co_await Session{longName(3)}.run();
  co_await aio::wait_for(prints(longName(4)), 5s);
  co_await aio::gather(prints(longName(5)), views(longName(6)));
  co_await aio::create_task(prints(longName(7)));
  if (int First = co_await views(longName(8)); First > 0)
    ++Sum;
}

int main() { aio::run(program()); }
