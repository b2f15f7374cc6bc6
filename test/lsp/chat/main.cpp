//===- main.cpp - a chat server -------------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "room.h"

namespace chat {

aio::Coro<> session(aio::StreamReader In, aio::StreamWriter Out, Room &Place);

aio::Coro<> serve() {
  Room Place;
  auto Talk = [&Place](aio::StreamReader In, aio::StreamWriter Out) {
    return session(In, Out, Place);
  };
  aio::Server Server = co_await aio::start_server(Talk, "127.0.0.1", 7777);
  co_await Server.serve_forever();
}

} // namespace chat

int main() { aio::run(chat::serve()); }
