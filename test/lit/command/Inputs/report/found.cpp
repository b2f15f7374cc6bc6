// Two findings: one with a chain of calls, one with a fix that is safe.

#include "found.h"

Task never(int = 0);

Task user() {
  /* <é> & 😀, which move the columns */ never();
  co_return;
}

Task blocks(int Fd) {
  save(Fd);
  co_await never();
}
