// RUN: %peer %s
// RUN: %check %s
// RUN: %if full %{ %oracle %s %}
//
// A guard of the project's own, which locks in its constructor and unlocks in
// its destructor, is alive at a suspension. clang-tidy knows the names of the
// standard's guards.

#include <aio/aio.h>

#include <mutex>
#include <shared_mutex>

using namespace std::chrono_literals;

std::size_t Sum = 0;

std::mutex Mutex;
std::shared_mutex Shared;

template <class M> class Held {
public:
  explicit Held(M &Of) : Of(Of) { Of.lock(); }
  Held(const Held &) = delete;
  ~Held() { Of.unlock(); }

private:
  M &Of;
};
class MaybeHeld {
public:
  explicit MaybeHeld(std::mutex *Of) : Of(Of) {
    if (Of)
      Of->lock();
  }
  MaybeHeld(const MaybeHeld &) = delete;
  ~MaybeHeld() {
    if (Of)
      Of->unlock();
  }

private:
  std::mutex *Of;
};

aio::Coro<> writes() {
  Held Lock(Shared); // expect: coro-lock-across-await
  co_await aio::sleep(0s);
  ++Sum;
}

aio::Coro<> adds() {
  MaybeHeld Lock(&Mutex); // expect: coro-lock-across-await
  co_await aio::sleep(0s);
  ++Sum;
}

aio::Coro<> writesFirst() {
  {
    Held Lock(Mutex);
    ++Sum;
  }
  co_await aio::sleep(0s);
}

aio::Coro<> program() {
  co_await writes();
  co_await aio::sleep(0s);
  co_await adds();
  co_await aio::sleep(0s);
  co_await writesFirst();
}

int main() { aio::run(program()); }
