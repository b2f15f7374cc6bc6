//===- session.cpp - one who chats, and two mistakes ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "room.h"

#include <thread>

using namespace std::chrono_literals;

namespace chat {

/// Slows those down who write too fast.
aio::Coro<> throttle(std::size_t Length) {
  if (Length > 1000)
    std::this_thread::sleep_for(100ms);
  co_return;
}

aio::Coro<> session(aio::StreamReader In, aio::StreamWriter Out, Room &Place) {
  std::string Name = co_await In.readline();
  Place.join(Name, Out);
  for (;;) {
    std::string Line = co_await In.readline();
    if (Line.empty())
      break;
    co_await throttle(Line.size());
    co_await Place.announce(Line);
  }
  Place.leave(Name);
  Place.announce(Name + " has left\n");
}

} // namespace chat
