// RUN: %oracle %s
// shows: nothing
//
// aio's own locks are held over suspensions: that is what they are for.

#include <aio/aio.h>

using namespace std::chrono_literals;

int Sum = 0;

aio::Coro<> byGuard(aio::Lock &L) {
  auto Held = co_await L.scoped();
  co_await aio::sleep(1ms);
  ++Sum;
}

aio::Coro<> byHand(aio::Lock &L) {
  co_await L.acquire();
  co_await aio::sleep(1ms);
  ++Sum;
  L.release();
}

aio::Coro<> bySemaphore(aio::Semaphore &S) {
  auto Held = co_await S.scoped();
  co_await aio::sleep(1ms);
  ++Sum;
}

aio::Coro<> program() {
  aio::Lock L;
  aio::Semaphore S(1);
  co_await aio::gather(byGuard(L), byHand(L), bySemaphore(S), bySemaphore(S));
}

int main() { aio::run(program()); }
