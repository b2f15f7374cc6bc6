// RUN: %check %s
// renamed: no (that these only end something is known by their names)
//
// A handler of the cancellation, a farewell, and the end of the coroutine.

#include "mini/mini.h"

using namespace std::chrono_literals;

struct peer {
  mini::task<> send_close();
  mini::task<> sendGoodbye();
  mini::task<> send_order();
};
mini::task<> unsubscribe(int Id);
mini::task<> leaveRoom();
mini::task<> load();

mini::task<> closes(peer &Peer) {
  try {
    for (;;)
      co_await mini::sleep_for(1ms);
  } catch (const mini::cancelled &) {
  }
  co_await Peer.send_close();
}
mini::task<> saysGoodbye(peer &Peer) {
  for (;;) {
    try {
      co_await mini::sleep_for(1ms);
    } catch (const mini::cancelled &) {
      break;
    }
  }
  co_await Peer.sendGoodbye();
}
mini::task<> unsubscribes(int Id) {
  try {
    co_await mini::sleep_for(1ms);
  } catch (const mini::cancelled &) {
  }
  co_await unsubscribe(Id);
  co_await leaveRoom();
}

// These go on.
mini::task<> sendsMore(peer &Peer) {
  try {
    co_await mini::sleep_for(1ms);
  } catch (const mini::cancelled &) { // expect: coro-unhandled-cancellation
  }
  co_await Peer.send_order();
}
mini::task<> loadsFirst(peer &Peer) {
  try {
    co_await mini::sleep_for(1ms);
  } catch (const mini::cancelled &) { // expect: coro-unhandled-cancellation
  }
  co_await load();
  co_await Peer.send_close();
}
