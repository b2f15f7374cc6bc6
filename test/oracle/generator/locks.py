"""Mutexes, guards, and what is done under them."""

from text import indent

# What the pieces use.
SHARED = """\
#define ORACLE_LOCKED(M) std::lock_guard LockedHere(M)

inline int underLock(const std::unique_lock<std::mutex> &, int N) { return N; }
/// Its lock is a part of what it gives.
struct Ledger {
  struct Access {
    std::unique_lock<std::mutex> Held;
    std::vector<int> *Values;
    std::vector<int> *operator->() const { return Values; }
  };
  std::mutex Guard;
  std::vector<int> Values;
  Access lock() { return {std::unique_lock(Guard), &Values}; }
  int last() {
    std::lock_guard Held(Guard);
    return Values.empty() ? 0 : Values.back();
  }
  void enter() { Guard.lock(); }
  void leave() { Guard.unlock(); }
};
template <class M> class OwnGuard {
public:
  explicit OwnGuard(M &Of) : Of(Of) { Of.lock(); }
  OwnGuard(const OwnGuard &) = delete;
  ~OwnGuard() { Of.unlock(); }

private:
  M &Of;
};
/// A scope in which a ledger is open.
class Opened {
public:
  explicit Opened(Ledger &Of) : Held(Of.Guard), Of(Of) {}
  void add(int N) { Of.Values.push_back(N); }

private:
  std::lock_guard<std::mutex> Held;
  Ledger &Of;
};
/// Guards by a base class.
struct Exclusive : std::unique_lock<std::mutex> {
  explicit Exclusive(Ledger &Of) : std::unique_lock<std::mutex>(Of.Guard) {}
};
inline void letGo(std::unique_lock<std::mutex> &Of) { Of.unlock(); }
inline int consume(std::unique_lock<std::mutex> Of) { return Of.owns_lock(); }
/// Its constructor has let the lock go.
struct Snapshot {
  int Last;
  explicit Snapshot(Ledger &Of) {
    std::lock_guard Held(Of.Guard);
    Last = Of.Values.empty() ? 0 : Of.Values.back();
  }
};
template <class F> struct AtEnd {
  F Do;
  ~AtEnd() { Do(); }
};
template <class F> AtEnd(F) -> AtEnd<F>;
/// For programs of one thread: nothing is locked.
struct NoMutex {
  void lock() {}
  bool try_lock() { return true; }
  void unlock() {}
};
"""


def wait(rng):
    """Suspends the coroutine."""
    return rng.choice([
        "co_await aio::sleep(0s);", "Sum += co_await value(1);",
        "co_await touch(2);", "co_await lull();", "ORACLE_AWAIT(touch(1));",
        "co_await aio::gather(touch(1), touch(2));",
        "co_await aio::create_task(touch(1));",
        "Sum += co_await aio::wait_for(value(1), 5s);",
        "Sum += co_await aio::to_thread([] { return 1; });",
        "for (int I = 0; I != 2; ++I)\n  Sum += co_await value(I);",
        "if (One == 1)\n  co_await aio::sleep(0s);",
        "while (co_await value(0) > 0)\n  ++Sum;",
        "Sum += One == 1 ? co_await value(1) : 0;"])


def mutex(rng, names, kinds=("std::mutex",)):
    """Its name, and its declaration."""
    m = names.new("Mutex")
    lead = rng.choice(["", "static ", "inline "])
    return m, [f"{lead}{rng.choice(kinds)} {m};", ""]


def ledger(names):
    t = names.new("Ledger")
    return t, [f"static Ledger {t};", ""]


def block(lines):
    return ["{", *indent([part for line in lines for part in line.split("\n")]),
            "}"]


def guard(rng, m, name="Guard"):
    return rng.choice([
        f"std::lock_guard {name}({m});", f"std::lock_guard<std::mutex> {name}{{{m}}};",
        f"std::unique_lock {name}({m});", f"std::scoped_lock {name}({m});",
        f"const std::scoped_lock {name}{{{m}}};",
        f"auto {name} = std::unique_lock({m});",
        f"std::unique_lock<std::mutex> {name}({m});",
        f"[[maybe_unused]] auto {name} = std::lock_guard({m});",
        f"OwnGuard {name}({m});"])
