// It does not compile, and has a finding nonetheless.

#include "found.h"

int Broken = NO_SUCH_THING;

Task alsoFound() {
  never(2);
  co_return;
}
