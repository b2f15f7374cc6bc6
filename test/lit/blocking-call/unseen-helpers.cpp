// RUN: %check %s
// renamed: keep-models
//
// A function without a body here may block: said with low certainty, through
// helpers as well, and never of one that is known.

#include "mini/mini.h"

#include <memory>
#include <unistd.h>
#include <vector>

int lookUp(int Id);
int known(int Id) [[clang::nonblocking]];
int knownToBlock(int Id) [[clang::blocking]];
mini::task<int> later(int Id);

struct Store {
  int load(int Id);
  virtual int find(int Id) = 0;
  virtual ~Store() = default;
};

int helper(int Id) { return lookUp(Id) + 1; }
int helpersHelper(int Id) { return Id < 0 ? 0 : helper(Id); }
int knowsBetter(int Id) { return lookUp(Id) + ::fsync(Id); }
template <typename Fn> int apply(Fn Callable) { return Callable(1); }

mini::task<int> calls(Store &Data, const std::vector<int> &Ids) {
  int Sum = lookUp(1); // expect-low: coro-blocking-call {{body is not seen}}
  Sum +=
      helpersHelper(2); // expect-low: coro-blocking-call {{through 'lookUp'}}
  Sum += Data.load(3);  // expect-low: coro-blocking-call
  Sum += Data.find(4);  // expect-low: coro-blocking-call
  Sum +=
      apply([](int N) { return lookUp(N); }); // expect-low: coro-blocking-call
  Sum += known(5);
  Sum += knownToBlock(6); // expect: coro-blocking-call
  Sum += knowsBetter(7);  // expect: coro-blocking-call {{through 'fsync'}}
  Sum += co_await later(8);
  for (int Id : Ids)
    Sum += lookUp(Id); // expect-low: coro-blocking-call-in-loop
  co_return Sum;
}

// On a pool's thread it may.
mini::task<int> onPool(mini::thread_pool &Pool) {
  co_await Pool.schedule();
  co_return lookUp(1);
}

int plain(int Id) { return lookUp(Id); }
