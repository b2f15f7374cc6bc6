// RUN: %oracle-asan %s
// shows: nothing
//
// What looks like a temporary and lives on: extended by a reference, moved without what it
// owns, given on by plain functions that keep nothing, part of what lives on.

#include <aio/aio.h>

#include <deque>
#include <functional>
#include <map>
#include <memory>
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
aio::Coro<> copies(std::string Name) {
  co_await aio::sleep(0s);
  Sum += unsigned(Name[10]);
}
template <class T> aio::Coro<> shows(const T &Value) {
  co_await aio::sleep(0s);
  Sum += unsigned(Value[0]);
}

class Query {
public:
  explicit Query(std::string Text) : Text(std::move(Text)) {}
  aio::Coro<> runMoved() && { return copies(std::move(Text)); }
  aio::Coro<> runCopied() const { return runOn(*this); }

private:
  static aio::Coro<> runOn(Query Self) {
    co_await aio::sleep(0s);
    Sum += unsigned(Self.Text[10]);
  }
  std::string Text;
};
struct Session {
  std::string Name;
};
template <class T> aio::Coro<> forwarded(T &&Name) {
  return copies(std::forward<T>(Name));
}

aio::Coro<> program() {
  const std::string &Part = Session{longName(1)}.Name;
  auto &&Whole = longName(2);
  auto One = prints(Part);
  auto Two = aio::create_task(prints(Whole));
  auto Three = Query(longName(3)).runMoved();
  auto Four = aio::create_task(Query(longName(4)).runCopied());
  auto Five = forwarded(longName(5));
  auto Six = shows("a literal");
  co_await std::move(One);
  co_await Two;
  co_await std::move(Three);
  co_await Four;
  co_await std::move(Five);
  co_await std::move(Six);
  std::deque<std::string> Names;
  std::vector<aio::Task<>> Running;
  for (int I = 0; I != 3; ++I) {
    Names.push_back(longName(I));
    Running.push_back(aio::create_task(prints(Names.back())));
  }
  auto Own = std::make_unique<Session>(Session{longName(6)});
  auto Seven = prints(Own->Name);
  auto Other = std::move(Own);
  auto Eight = prints(std::ref(Other->Name));
  for (auto &Each : Running)
    co_await Each;
  co_await std::move(Seven);
  co_await std::move(Eight);
}

int main() { aio::run(program()); }
