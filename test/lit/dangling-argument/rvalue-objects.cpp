// RUN: %check %s
//
// Member functions of a temporary: plain ones that give the coroutine what it needs, and
// ones of which the coroutine refers to the temporary.

#include "mini/mini.h"

#include <memory>
#include <string>
#include <utility>

int Sum = 0;
std::string text(int N) { return std::string(50, char('a' + N)); }

mini::task<> copy(std::string Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}

class query {
public:
  explicit query(std::string Text) : Text(std::move(Text)) {}
  query limit(int N) && {
    Limit = N;
    return std::move(*this);
  }
  query &sort() {
    Sorted = true;
    return *this;
  }
  mini::task<> run() {
    co_await mini::yield();
    Sum += int(Text.size()) + Limit;
  }
  mini::task<> runMoved() && { return copy(std::move(Text)); }
  mini::task<> runCopied() const { return runOn(*this); }
  mini::task<> runClosure() const {
    return [](query Self) -> mini::task<> {
      co_await mini::yield();
      Sum += int(Self.Text.size());
    }(*this);
  }
  mini::task<> runOwned() && {
    return runOn(std::make_unique<query>(std::move(*this)));
  }

private:
  static mini::task<> runOn(query Self) {
    co_await mini::yield();
    Sum += int(Self.Text.size());
  }
  static mini::task<> runOn(std::unique_ptr<query> Self) {
    co_await mini::yield();
    Sum += int(Self->Text.size());
  }
  std::string Text;
  int Limit = 0;
  bool Sorted = false;
};

mini::task<> stored() {
  auto A = query(text(1)).limit(3).run(); // expect: coro-dangling-argument
  co_await std::move(A);
}
mini::task<> fine() {
  auto A = query(text(1)).runMoved();
  auto B = query(text(1)).runCopied();
  auto C = query(text(1)).runClosure();
  auto D = query(text(1)).limit(3).runOwned();
  co_await std::move(A);
  co_await std::move(B);
  co_await std::move(C);
  co_await std::move(D);
  co_await query(text(1)).limit(3).run();
  co_await query(text(1)).sort().run();
  auto Kept = query(text(1)).limit(3);
  auto E = Kept.sort().run();
  co_await std::move(E);
}
