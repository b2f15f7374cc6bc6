// RUN: %check %s
// renamed: keep-models
//
// Blocking behind members: methods, static and virtual ones, operators,
// constructors, destructors and conversions.

#include "mini/mini.h"

#include <string>
#include <unistd.h>

class Journal {
public:
  explicit Journal(int Fd) : Fd(Fd) {}
  void commit() const { ::fsync(Fd); }
  static void settle() { ::sync(); }
  int descriptor() const { return Fd; }
  const Journal &operator<<(const std::string &Line) const {
    ::write(Fd, Line.data(), Line.size());
    return *this;
  }
  bool operator==(const Journal &Other) const {
    char A = 0, B = 1;
    return ::pread(Fd, &A, 1, 0) == ::pread(Other.Fd, &B, 1, 0) && A == B;
  }
  int operator[](int Place) const {
    char Byte = 0;
    ::pread(Fd, &Byte, 1, Place);
    return Byte;
  }
  operator std::string() const { return std::string(1, char((*this)[0])); }

private:
  int Fd;
};

mini::task<int> members(Journal J, const Journal *Other) {
  J.commit(); // expect: coro-blocking-call
  Journal::settle(); // expect: coro-blocking-call
  co_await mini::yield();
  Other->commit(); // expect: coro-blocking-call
  co_return J.descriptor();
}

mini::task<std::string> operators(Journal J, Journal Other) {
  J << "begin"; // expect: coro-blocking-call
  if (J != Other) // expect: coro-blocking-call
    co_await mini::yield();
  char First = static_cast<char>(J[3]); // expect: coro-blocking-call
  std::string Text = J; // expect: coro-blocking-call
  co_return Text + First;
}

struct Store {
  virtual ~Store() = default;
  virtual void put(int Value) = 0;
};
struct FileStore final : Store {
  int Fd = 3;
  void put(int Value) override { ::write(Fd, &Value, sizeof(Value)); }
};
struct MapStore final : Store {
  int Last = 0;
  void put(int Value) override { Last = Value; }
};

mini::task<> finals(FileStore &File, MapStore &Map, Store &Any) {
  File.put(1); // expect: coro-blocking-call
  Map.put(1);
  co_await mini::yield();
  Any.put(1);
}

struct Slept {
  explicit Slept(int N) { ::usleep(N); }
};
struct Derived : Slept {
  using Slept::Slept;
};
struct Synced {
  int Fd;
  ~Synced() { ::fsync(Fd); }
};
struct Holder {
  Synced Inner;
};

mini::task<> lifetimes(int Fd) {
  Slept First(10); // expect: coro-blocking-call
  Derived Second(10); // expect: coro-blocking-call
  co_await mini::yield();
  { Synced Guard{Fd}; } // expect: coro-blocking-call
  { Holder Outer{{Fd}}; } // expect: coro-blocking-call
  Synced{Fd}; // expect: coro-blocking-call
}
