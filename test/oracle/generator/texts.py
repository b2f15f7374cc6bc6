"""Strings that coroutines refer to."""

# What the pieces use.
SHARED = """\
#include <initializer_list>
#include <shared_mutex>
#include <span>
#include <tuple>

#define LongText "a text that is too long to be kept in a string's own bytes"

inline std::string longName(int N) { return std::string(80, char('a' + N % 26)); }
// A string that is gone may be anything: one that is no string is not followed.
inline void useText(std::string_view Text) {
  if (Text.size() < 1000)
    Sum += Text[Text.size() / 2];
}
inline aio::Coro<> prints(const std::string &Text) {
  co_await aio::sleep(0s);
  useText(Text);
}
inline aio::Coro<> printsAt(const std::string *Text) {
  co_await aio::sleep(0s);
  useText(*Text);
}
inline aio::Coro<> views(std::string_view Text) {
  co_await aio::sleep(0s);
  useText(Text);
}
inline aio::Coro<> printsTwice(const std::string &Text) {
  co_await prints(Text);
  co_await prints(Text);
}
inline aio::Coro<> printsMoved(std::string &&Text) {
  const std::string Own = std::move(Text);
  co_await aio::sleep(0s);
  useText(Own);
}
inline aio::Coro<> printsDefault(const std::string &Text = longName(3)) {
  co_await aio::sleep(0s);
  useText(Text);
}
inline aio::Coro<> printsLater(const std::string &Text) {
  co_await aio::sleep(2ms);
  useText(Text);
}
inline aio::Coro<> handsOn(const std::string &Text) { return prints(Text); }
inline aio::Coro<> either(int N, const std::string &Text) {
  if (N == 1)
    useText(Text);
  co_await aio::sleep(0s);
}
inline aio::Coro<> copies(std::string Text) {
  co_await aio::sleep(0s);
  useText(Text);
}
inline aio::Coro<> shares(std::shared_ptr<std::string> Text) {
  co_await aio::sleep(0s);
  useText(*Text);
}
inline aio::Coro<> printsOptional(const std::optional<std::string> &Text) {
  co_await aio::sleep(0s);
  useText(*Text);
}
inline aio::Coro<> printsList(std::initializer_list<std::string> Texts) {
  co_await aio::sleep(0s);
  for (const std::string &Each : Texts)
    useText(Each);
}
inline aio::Coro<> calls(const std::function<void()> &Do) {
  co_await aio::sleep(0s);
  Do();
}
template <class F> aio::Coro<> callsBack(const F &Do) {
  co_await aio::sleep(0s);
  Do();
}
template <class F> aio::Coro<> runsBody(F Body) { co_await Body(); }
template <class P> aio::Coro<> runsOwned(P Body) { co_await (*Body)(); }
inline const std::string &keptName() {
  static const std::string Name = longName(6);
  return Name;
}
struct Request {
  const std::string &Text;
  int Count = 1;
};
inline aio::Coro<> sends(Request Asked) {
  co_await aio::sleep(0s);
  Sum += Asked.Count;
  useText(Asked.Text);
}
struct Path {
  std::string Text;
  operator std::string() const { return Text; }
};
// AddressSanitizer writes to the beginning of what is gone.
struct Room {
  char Before[32];
};
struct Named {
  Room Before;
  std::string Name;
  aio::Coro<> run() const {
    co_await aio::sleep(0s);
    useText(Name);
  }
  aio::Coro<> runLater() const {
    co_await aio::sleep(2ms);
    useText(Name);
  }
};
inline Named makeNamed(int N) { return Named{{}, longName(N)}; }
inline aio::Coro<> printsOf(const Named &Whole) { co_await Whole.run(); }
inline aio::Coro<> printsAll(std::span<const Named> All) {
  co_await aio::sleep(0s);
  for (const Named &Each : All)
    useText(Each.Name);
}
struct Starter {
  Room Before;
  std::string Name = longName(5);
  ~Starter() { ++Sum; }
  aio::Task<> start() { return aio::create_task(printsLater(Name)); }
};
inline void throwsIf(int N) {
  if (N == 1)
    throw std::runtime_error("no");
}
inline aio::Coro<int> fails(int N) {
  co_await aio::sleep(0s);
  if (N == 1)
    throw std::runtime_error("no");
  co_return N;
}
inline int checked(int N) {
  throwsIf(N);
  return N;
}
"""


# The capture of a string, for a closure that may be the first thing in its memory.
OWN = "Before = Room(), Own = longName(1)"


def temporary(rng):
    """A string that is gone at the end of the full-expression, and whose text is
    elsewhere."""
    return rng.choice([
        "longName(1)", "std::string(longName(One))", "longName(1) + longName(2)",
        "One == 1 ? longName(1) : longName(2)", "std::string(80, 'x')",
        "Named{{}, longName(2)}.Name"])


def uses(rng, what):
    """A call of a coroutine that refers to the string `what`."""
    return rng.choice(["prints({})", "views({})", "printsTwice({})",
                       "handsOn({})", "either(One, {})"]).format(what)
