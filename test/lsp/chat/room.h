//===- room.h - who is in a room ------------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef CHAT_ROOM_H
#define CHAT_ROOM_H

#include <aio/aio.h>

#include <map>
#include <string>

namespace chat {

class Room {
  std::map<std::string, aio::StreamWriter> Members;

public:
  void join(const std::string &Name, aio::StreamWriter Out) {
    Members.insert_or_assign(Name, std::move(Out));
  }
  void leave(const std::string &Name) { Members.erase(Name); }

  aio::Coro<> announce(std::string Line) {
    auto Present = Members; // others may come and go meanwhile
    for (auto &[Name, Out] : Present) {
      Out.write(Line);
      co_await Out.drain();
    }
  }
};

} // namespace chat

#endif // CHAT_ROOM_H
