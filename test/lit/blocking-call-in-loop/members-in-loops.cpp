// RUN: %check %s
// renamed: keep-models
//
// Methods, operators, constructors and destructors in a loop.

#include "mini/mini.h"

#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

struct Log {
  int Fd;
  Log &operator<<(const std::string &Line) {
    ::write(Fd, Line.data(), Line.size());
    return *this;
  }
  explicit operator bool() const {
    char Byte = 0;
    return ::read(Fd, &Byte, 1) == 1;
  }
  Log &operator++() {
    ::fsync(Fd);
    return *this;
  }
  std::size_t size() const { return static_cast<std::size_t>(Fd); }
};

struct Pause {
  explicit Pause(unsigned Us) { ::usleep(Us); }
};

struct Flusher {
  int Fd;
  ~Flusher() { ::fsync(Fd); }
};

struct Entry {
  int Fd = 0;
  int Stamp = ::usleep(1);
};

template <typename T> class Cache {
public:
  explicit Cache(int Fd) : Fd(Fd) {}
  T load() { return value(); }
  static T none() { return T(); }

private:
  T value() {
    T Out{};
    ::pread(Fd, &Out, sizeof(Out), 0);
    return Out;
  }
  int Fd;
};

mini::task<> operators(Log L, std::vector<std::string> Lines) {
  for (const auto &Line : Lines) {
    L << Line; // expect: coro-blocking-call-in-loop
    co_await mini::yield();
  }
  while (L) // expect: coro-blocking-call-in-loop
    co_await mini::yield();
  for (std::size_t I = 0; I < L.size(); ++I, ++L) // expect: coro-blocking-call-in-loop
    co_await mini::yield();
}

mini::task<> lifetimes(std::vector<int> Fds) {
  { Flusher First{0}; } // expect: coro-blocking-call
  for (int Fd : Fds) {
    Pause Short(10); // expect: coro-blocking-call-in-loop
    { Flusher Guard{Fd}; } // expect: coro-blocking-call-in-loop
    Flusher{Fd}; // expect: coro-blocking-call-in-loop
    Entry Made; // expect: coro-blocking-call-in-loop
    Entry Given{Fd, 1};
    co_await mini::yield();
  }
}

mini::task<> threads(int N) {
  while (N-- > 0) {
    { std::jthread Worker([] {}); } // expect: coro-blocking-call-in-loop
    co_await mini::yield();
  }
}

mini::task<int> templates(int Fd) {
  Cache<int> Numbers(Fd);
  int Sum = Numbers.load(); // expect: coro-blocking-call
  for (int I = 0; I < 3; ++I) {
    Sum += Numbers.load(); // expect: coro-blocking-call-in-loop
    Sum += Cache<int>::none();
    co_await mini::yield();
  }
  co_return Sum;
}
