#include "store.h"

namespace {

Task greet(Store &S, std::string Name) {
  co_await S.put("greeted", Name);
}

Task session(Store &S, std::string Name) {
  greet(S, Name); // An old mistake, twice.
  greet(S, Name);
  for (int I = 0; I != 3; ++I) {
    co_await greet(S, Name);
  }
  auto Last = [&](int Times) -> Task {
    while (Times--)
      co_await S.flush();
  };
  co_await Last(2);
  co_await S.clear();
}

} // namespace

Task serve(Store &S) {
  co_await session(S, "first");
  co_await session(S, "second");
}
