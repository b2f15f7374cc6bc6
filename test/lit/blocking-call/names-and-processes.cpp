// RUN: %check %s
// renamed: keep-models
//
// Host names, child processes and their pipes.

#include "mini/mini.h"

#include <arpa/inet.h>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <netdb.h>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

mini::task<addrinfo *> resolved(std::string Host) {
  addrinfo *Found = nullptr;
  addrinfo Hints{};
  int Error = ::getaddrinfo(Host.c_str(), "443", &Hints, &Found); // expect: coro-blocking-call
  if (Error != 0) {
    std::fprintf(stderr, "%s\n", gai_strerror(Error));
    ::freeaddrinfo(Found);
    co_return nullptr;
  }
  co_await mini::yield();
  co_return Found;
}

mini::task<bool> oldStyle(const char *Host) {
  co_return gethostbyname(Host) != nullptr; // expect: coro-blocking-call
}

mini::task<std::string> reverse(const sockaddr *Address, socklen_t Size) {
  char Host[64];
  ::getnameinfo(Address, Size, Host, 64, nullptr, 0, 0); // expect: coro-blocking-call
  co_return Host;
}

// Numbers need no server.
mini::task<bool> numeric(const char *Text) {
  in_addr Address{};
  co_await mini::yield();
  co_return ::inet_pton(AF_INET, Text, &Address) == 1;
}

mini::task<int> shell(const std::string &Command) {
  int Status = std::system(Command.c_str()); // expect: coro-blocking-call
  co_await mini::yield();
  co_return WEXITSTATUS(Status);
}

mini::task<int> piped(std::FILE *Pipe) {
  char Line[32];
  std::fgets(Line, sizeof(Line), Pipe); // expect: coro-blocking-call
  co_return ::pclose(Pipe);             // expect: coro-blocking-call
}

mini::task<int> stopped(pid_t Child) {
  ::kill(Child, SIGTERM);
  int Status = 0;
  ::wait(&Status); // expect: coro-blocking-call
  co_await mini::yield();
  std::string Home = std::getenv("HOME");
  co_return Status + ::getpid() + static_cast<int>(Home.size());
}
