// RUN: %check %s
// renamed: keep-models
//
// The project's own functions may be called like anything.

#include "mini/mini.h"

#include <string>
#include <unistd.h>
#include <vector>

namespace user {

mini::task<> sleep(int N) {
  for (int I = 0; I < N; ++I)
    co_await mini::yield();
}
mini::sleep_awaiter usleep(int N) {
  return mini::sleep_for(std::chrono::milliseconds(N));
}
int read(int, char *Data, std::size_t Size) {
  return Size ? Data[0] : 0;
}
int connect(const std::string &Host) { return static_cast<int>(Host.size()); }
bool poll(std::vector<int> &Queue) { return !Queue.empty(); }
std::string system(const std::string &Name) { return "system/" + Name; }

class Result {
public:
  int get() const { return Value; }
  void wait() const {}
  bool wait_for(int) const { return true; }
  std::string join() const { return std::to_string(Value); }
  void lock() {}
  void acquire() { ++Value; }

private:
  int Value = 0;
};

class ifstream {
public:
  explicit ifstream(const char *Text) : Text(Text) {}
  char get() { return *Text++; }

private:
  const char *Text;
};

int fsync(std::vector<int> &Dirty) {
  Dirty.clear();
  return 0;
}

} // namespace user

mini::task<int> own(user::Result Result, std::vector<int> Queue) {
  co_await user::sleep(1);
  co_await user::usleep(2);
  char Byte = 'a';
  int N = user::read(0, &Byte, 1) + user::connect("localhost");
  if (user::poll(Queue))
    N += static_cast<int>(user::system("net").size());
  Result.wait();
  Result.lock();
  Result.acquire();
  if (Result.wait_for(10))
    N += static_cast<int>(Result.join().size());
  user::ifstream In("text");
  co_return N + Result.get() + In.get() + user::fsync(Queue);
}

// Which one is called is a matter of look-up, not of the name.
namespace user {
mini::task<int> chosen(std::vector<int> Dirty, int Fd) {
  using ::fsync;
  int N = user::fsync(Dirty);
  N += fsync(Fd); // expect: coro-blocking-call
  co_await sleep(1);
  ::usleep(5); // expect: coro-blocking-call
  co_return N;
}
} // namespace user
