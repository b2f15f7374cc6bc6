// A library as clang-tidy and the command see it: both include it as a system
// header, and only clang-tidy reads the bodies.

#ifndef RUNNER_H
#define RUNNER_H

#include <optional>
#include <utility>

namespace runner {

/// Makes an object where nobody but the library sees it.
template <class T> void makeHidden() { delete new T; }

template <class T> struct Keeper {
  Keeper() { Kept = new T; }
  ~Keeper() { delete Kept; }
  T *Kept;
};

/// Calls a function, in a body and not in a declaration.
template <class F> void apply(F Fn) { Fn(1L); }

/// Its body waits; that is seen by who reads bodies.
struct Group {
  ~Group() { wait(); }
  void wait() {
    while (Count) {
    }
  }
  void add(mini::task<> Work) { Last = std::move(Work); }
  int Count = 0;
  std::optional<mini::task<>> Last;
};

struct Mutex {
  void lock();
  void unlock();
};

/// Only its bodies say that it is a guard.
struct Hold {
  explicit Hold(Mutex &M) : M(M) { M.lock(); }
  ~Hold() { M.unlock(); }
  Mutex &M;
};

inline void drop(mini::task<> Work) { (void)Work; }
inline void grind() { ::usleep(1000); }

} // namespace runner

#endif // RUNNER_H
