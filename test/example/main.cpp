//===- main.cpp - starts the relay and waits for its end -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "relay.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>

int main(int Argc, char **Argv) {
  if (Argc != 3 && Argc != 5) {
    std::fprintf(stderr, "usage: relay PORT JOURNAL [HOST PORT]\n");
    return 2;
  }
  try {
    namespace asio = boost::asio;
    asio::io_context Loop(1);
    asio::thread_pool Pool(2);
    relay::Room Place;
    relay::Journal Log(Argv[2]);
    auto Port = static_cast<unsigned short>(std::atoi(Argv[1]));
    asio::ip::tcp::acceptor Door(Loop, {asio::ip::tcp::v4(), Port});

    asio::signal_set Signals(Loop, SIGINT, SIGTERM);
    Signals.async_wait([&](auto, auto) { Loop.stop(); });

    asio::co_spawn(Loop, relay::acceptGuests(Door, Place, Log, Pool),
                   asio::detached);
    asio::co_spawn(Loop, relay::archive(Place, Log), asio::detached);
    if (Argc == 5)
      asio::co_spawn(Loop, relay::mirror(Argv[3], Argv[4], Place),
                     asio::detached);
    Loop.run();
    Pool.join();
  } catch (const std::exception &E) {
    std::fprintf(stderr, "relay: %s\n", E.what());
    return 1;
  }
  return 0;
}
