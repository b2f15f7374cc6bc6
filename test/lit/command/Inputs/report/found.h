// What blocks, two calls away, and a finding in a header.

#ifndef FOUND_H
#define FOUND_H

#include "../task.h"

#include <unistd.h>

inline void flush(int Fd) { ::fsync(Fd); }

inline void save(int Fd) { flush(Fd); }

Task never(int);

inline Task inHeader() {
  never(1);
  co_return;
}

#endif // FOUND_H
