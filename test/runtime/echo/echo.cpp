//===- echo.cpp - ten thousand connections --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A server and its clients in two processes, over the loopback interface:
//
//   aio_echo [CONNECTIONS [ROUNDS]]
//
// All connections are open at once; each sends ROUNDS messages and checks each
// answer. Fails if one is dropped or differs. Prints how long it took.
//
//===----------------------------------------------------------------------===//

#include "aio/aio.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sys/resource.h>
#include <sys/wait.h>
#include <system_error>
#include <unistd.h>

namespace {

using aio::Coro;
using aio::StreamReader;
using aio::StreamWriter;

struct Counts {
  int Connected = 0, Echoed = 0, Wrong = 0, Failed = 0;
};

/// Lets the process have that many descriptors; false if it may not.
bool raiseLimit(rlim_t Needed) {
  rlimit L;
  if (::getrlimit(RLIMIT_NOFILE, &L) < 0)
    return false;
  if (L.rlim_cur >= Needed)
    return true;
  L.rlim_cur = Needed;
  if (L.rlim_max < Needed)
    L.rlim_max = Needed;
  return ::setrlimit(RLIMIT_NOFILE, &L) == 0;
}

Coro<> echo(StreamReader R, StreamWriter W) {
  for (;;) {
    std::string Data = co_await R.read(65536);
    if (Data.empty())
      break;
    W.write(Data);
    co_await W.drain();
  }
}

Coro<> serve(int Report, int Connections) {
  aio::Server S = co_await aio::start_server(echo, "127.0.0.1", 0,
                                             {.Backlog = Connections});
  std::uint16_t Port = S.sockets()[0].getsockname().port();
  // NOLINTNEXTLINE(coro-blocking-call): two bytes, into an empty pipe
  if (::write(Report, &Port, sizeof Port) != sizeof Port)
    throw std::system_error(errno, std::generic_category(), "write");
  co_await S.serve_forever();
}

std::string message(int Id, int Round) {
  std::string Text = std::to_string(Id) + ":" + std::to_string(Round) + "\n";
  // All sizes up to some kilobytes.
  return std::string(std::size_t(Id * 7 + Round * 13) % 4000, 'a' + Id % 26) +
         Text;
}

Coro<> client(int Id, std::uint16_t Port, int Rounds, aio::Future<> AllThere,
              int Connections, Counts &C) {
  try {
    auto [R, W] = co_await aio::open_connection("127.0.0.1", Port);
    if (++C.Connected == Connections)
      AllThere.set_result();
    co_await AllThere;
    for (int I = 0; I < Rounds; ++I) {
      std::string Sent = message(Id, I);
      W.write(Sent);
      co_await W.drain();
      if (co_await R.readline() != Sent)
        ++C.Wrong;
      else
        ++C.Echoed;
    }
    W.close();
    co_await W.wait_closed();
  } catch (const std::exception &E) {
    if (!C.Failed++)
      std::fprintf(stderr, "client %d: %s\n", Id, E.what());
    // The others need not wait for this one.
    if (!AllThere.done())
      AllThere.set_exception(std::current_exception());
  }
}

Coro<Counts> clients(std::uint16_t Port, int Connections, int Rounds) {
  Counts C;
  aio::Future<> AllThere;
  std::vector<aio::Task<>> Tasks;
  auto Begin = aio::Clock::now();
  for (int I = 0; I < Connections; ++I) {
    Tasks.push_back(
        aio::create_task(client(I, Port, Rounds, AllThere, Connections, C)));
    // As fast as the other process accepts, on average.
    if (I % 500 == 499)
      co_await aio::sleep(std::chrono::milliseconds(10));
  }
  co_await AllThere;
  auto There = aio::Clock::now();
  for (auto &T : Tasks)
    co_await T;
  auto End = aio::Clock::now();
  auto Seconds = [](auto D) {
    return std::chrono::duration<double>(D).count();
  };
  std::printf("%d connections in %.2f s; %d messages in %.2f s: %.0f per "
              "second; %d wrong, %d connections failed\n",
              C.Connected, Seconds(There - Begin), C.Echoed,
              Seconds(End - There), C.Echoed / Seconds(End - There), C.Wrong,
              C.Failed);
  co_return C;
}

} // namespace

int main(int Argc, char **Argv) {
  int Connections = Argc > 1 ? std::atoi(Argv[1]) : 10000;
  int Rounds = Argc > 2 ? std::atoi(Argv[2]) : 10;
  try {
    aio::EventLoop Probe;
  } catch (const std::exception &E) {
    std::printf("unsupported: %s\n", E.what());
    return 0;
  }
  if (!raiseLimit(rlim_t(Connections) + 100)) {
    std::printf("unsupported: %d descriptors: %s\n", Connections,
                std::strerror(errno));
    return 0;
  }
  int Fds[2];
  if (::pipe(Fds) < 0)
    return 2;
  pid_t Server = ::fork();
  if (Server < 0)
    return 2;
  if (Server == 0) {
    ::close(Fds[0]);
    try {
      aio::run(serve(Fds[1], Connections));
    } catch (const std::exception &E) {
      std::fprintf(stderr, "server: %s\n", E.what());
    }
    ::_exit(1);
  }
  ::close(Fds[1]);
  std::uint16_t Port = 0;
  Counts C;
  bool Started = ::read(Fds[0], &Port, sizeof Port) == sizeof Port;
  if (Started)
    C = aio::run(clients(Port, Connections, Rounds));
  ::kill(Server, SIGTERM);
  int Status = 0;
  ::waitpid(Server, &Status, 0);
  bool Good = Started && C.Echoed == Connections * Rounds && !C.Wrong &&
              !C.Failed && WIFSIGNALED(Status) && WTERMSIG(Status) == SIGTERM;
  return Good ? 0 : 1;
}
