// RUN: %check %s
// renamed: keep-models
//
// A range-for whose iterator blocks does so each time, though the loop's body
// shows nothing.

#include "mini/mini.h"

#include <cstddef>
#include <iterator>
#include <unistd.h>
#include <vector>

// Reads a byte for each step.
class Bytes {
public:
  class iterator {
  public:
    explicit iterator(int Fd) : Fd(Fd) {}
    char operator*() const { return Byte; }
    iterator &operator++() {
      More = ::read(Fd, &Byte, 1) == 1;
      return *this;
    }
    bool operator==(std::default_sentinel_t) const { return !More; }

  private:
    int Fd;
    char Byte = 0;
    bool More = true;
  };

  explicit Bytes(int Fd) : Fd(Fd) {}
  iterator begin() const { return iterator(Fd); }
  std::default_sentinel_t end() const { return {}; }

private:
  int Fd;
};

// Reads everything in begin(), once.
class Loaded {
public:
  explicit Loaded(int Fd) : Fd(Fd) {}
  const char *begin() {
    Size = ::read(Fd, Data, sizeof(Data));
    return Data;
  }
  const char *end() const { return Data + Size; }

private:
  int Fd;
  ssize_t Size = 0;
  char Data[64] = {};
};

// Counts in memory.
class Counted {
public:
  class iterator {
  public:
    explicit iterator(int N) : N(N) {}
    int operator*() const { return N; }
    iterator &operator++() {
      ++N;
      return *this;
    }
    bool operator!=(const iterator &Other) const { return N != Other.N; }

  private:
    int N;
  };
  explicit Counted(int N) : N(N) {}
  iterator begin() const { return iterator(0); }
  iterator end() const { return iterator(N); }

private:
  int N;
};

mini::task<int> each(int Fd) {
  int Sum = 0;
  for (char Byte : Bytes(Fd)) { // expect: coro-blocking-call-in-loop
    co_await mini::yield();
    Sum += Byte;
  }
  co_return Sum;
}

mini::task<int> atOnce(int Fd) {
  int Sum = 0;
  Loaded All(Fd);
  for (char Byte : All) { // expect: coro-blocking-call
    co_await mini::yield();
    Sum += Byte;
  }
  co_return Sum;
}

mini::task<int> inMemory(std::vector<int> Values) {
  int Sum = 0;
  for (int N : Counted(4))
    Sum += N;
  for (int N : Values)
    Sum += N;
  co_return Sum;
}

mini::task<int> byHand(Bytes Source) {
  int Sum = 0;
  auto End = Source.end();
  for (auto At = Source.begin(); At != End; ++At) { // expect: coro-blocking-call-in-loop
    co_await mini::yield();
    Sum += *At;
  }
  co_return Sum;
}
