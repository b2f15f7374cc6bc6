// What another file throws.
#pragma once

#include "mini/mini.h"

#include <stdexcept>

inline void deeper(int N) {
  if (N > 3)
    throw std::runtime_error("broken rule");
}
inline void deep(int N) { deeper(N); }
inline void direct(int N) {
  if (N > 3)
    throw std::runtime_error("no");
}
inline mini::task<> deepLater(int N) {
  co_await mini::yield();
  deep(N);
}
inline mini::task<> directLater(int N) {
  co_await mini::yield();
  direct(N);
  throw std::runtime_error("no");
}
