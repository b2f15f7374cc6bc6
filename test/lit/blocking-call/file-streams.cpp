// RUN: %check %s
// renamed: keep-models
//
// Streams and stdio on files read the disk; streams on strings do not, and
// output to the console is not reported by default.

#include "mini/mini.h"

#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

mini::task<std::string> firstLine(const char *Path) {
  std::ifstream In(Path); // expect: coro-blocking-call
  std::string Line;
  co_await mini::yield();
  std::getline(In, Line); // expect: coro-blocking-call
  co_return Line;
}

mini::task<int> openedLater(const std::string &Path) {
  std::ifstream In;
  In.open(Path); // expect: coro-blocking-call
  char Magic[4];
  In.read(Magic, sizeof(Magic)); // expect: coro-blocking-call
  int Version = 0;
  In >> Version; // expect: coro-blocking-call
  co_return Version + Magic[0];
}

mini::task<std::size_t> cStyle(std::FILE *File, char *Buffer) {
  std::size_t N = std::fread(Buffer, 1, 512, File); // expect: coro-blocking-call
  if (fgets(Buffer, 80, File) == nullptr)           // expect: coro-blocking-call
    co_return N;
  co_await mini::yield();
  N += std::fwrite(Buffer, 1, N, File); // expect: coro-blocking-call
  std::fflush(File);                    // expect: coro-blocking-call
  co_return N;
}

mini::task<std::FILE *> opened(const char *Path) {
  co_return std::fopen(Path, "rb"); // expect: coro-blocking-call
}

// The same calls on memory.
mini::task<int> parsed(std::string Text) {
  std::istringstream In(Text);
  std::string Line;
  std::getline(In, Line);
  char Magic[4];
  In.read(Magic, sizeof(Magic));
  int Version = 0;
  In >> Version;
  std::ostringstream Out;
  Out << Line << Version;
  co_await mini::yield();
  co_return std::sscanf(Out.str().c_str(), "%d", &Version);
}

mini::task<> reports(int N) {
  std::printf("%d\n", N);
  std::cout << "n = " << N << '\n';
  std::cerr << "done" << std::endl;
  co_await mini::yield();
}
