// RUN: %check %s
// renamed: keep-models
//
// The usual read loops.

#include "mini/mini.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

mini::task<int> lines(const char *Path) {
  std::ifstream In(Path); // expect: coro-blocking-call
  int N = 0;
  std::string Line;
  while (std::getline(In, Line)) // expect: coro-blocking-call-in-loop
    ++N;
  co_return N;
}

mini::task<long> sum(std::ifstream &In) {
  long Sum = 0;
  for (long Value; In >> Value;) // expect: coro-blocking-call-in-loop
    Sum += Value;
  co_return Sum;
}

mini::task<> console(mini::stream &Out) {
  for (std::string Line; std::getline(std::cin, Line);) // expect: coro-blocking-call-in-loop
    co_await Out.write(Line);
}

mini::task<> copied(std::FILE *In, mini::stream &Out) {
  char Block[512];
  while (std::size_t N = std::fread(Block, 1, sizeof(Block), In)) // expect: coro-blocking-call-in-loop
    co_await Out.write({Block, N});
}

mini::task<std::size_t> received(int Fd) {
  char Block[512];
  std::size_t Total = 0;
  for (;;) {
    ssize_t N = ::recv(Fd, Block, sizeof(Block), 0); // expect: coro-blocking-call-in-loop
    if (N <= 0)
      break;
    Total += static_cast<std::size_t>(N);
  }
  co_return Total;
}

// write() until all is written.
mini::task<bool> sent(int Fd, std::string Text) {
  std::size_t Done = 0;
  while (Done < Text.size()) {
    ssize_t N = ::write(Fd, Text.data() + Done, Text.size() - Done); // expect: coro-blocking-call-in-loop
    if (N < 0)
      co_return false;
    Done += static_cast<std::size_t>(N);
  }
  co_return true;
}

mini::task<std::uintmax_t> sizes(std::vector<std::filesystem::path> Paths) {
  std::uintmax_t Sum = 0;
  for (const auto &Path : Paths)
    if (!Path.empty() && Path.has_filename())
      Sum += std::filesystem::file_size(Path); // expect: coro-blocking-call-in-loop
  co_return Sum;
}

// In memory, or not waited for.
mini::task<int> inMemory(std::string Text, mini::stream &From) {
  std::istringstream In(Text);
  int N = 0;
  for (std::string Line; std::getline(In, Line);)
    ++N;
  for (int Value; In >> Value;)
    N += Value;
  char Block[64];
  while (std::size_t Got = co_await From.read(Block))
    N += static_cast<int>(Got);
  co_return N;
}

mini::task<ssize_t> drained(int Fd) {
  char Block[64];
  ssize_t Sum = 0;
  while (ssize_t N = ::recv(Fd, Block, sizeof(Block), MSG_DONTWAIT)) {
    if (N < 0)
      break;
    Sum += N;
  }
  co_return Sum;
}
