//===- aio-ps.cpp - the tasks of a program that runs ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
//   aio-ps PID
//
// Prints the tree of tasks of a program that runs with AIO_PS=1 in its
// environment, or has asked for it (`RunOptions::ShowTasks`). Exit codes: 0 all
// well, 1 the program does not show its tasks or did not answer, 2 usage.
//
//===----------------------------------------------------------------------===//

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <string>
#include <sys/stat.h>
#include <thread>
#include <unistd.h>

namespace {

using namespace std::chrono_literals;

/// Without a handler, the signal would end the program.
bool catchesUsr1(const std::string &Pid) {
  std::ifstream Status("/proc/" + Pid + "/status");
  for (std::string Line; std::getline(Status, Line);)
    if (Line.starts_with("SigCgt:"))
      return (std::strtoull(Line.c_str() + 7, nullptr, 16) >> (SIGUSR1 - 1)) &
             1;
  return false;
}

std::string contentOf(const std::string &Path) {
  std::ifstream In(Path);
  return std::string(std::istreambuf_iterator<char>(In), {});
}

int fail(const std::string &Message) {
  std::fprintf(stderr, "aio-ps: %s\n", Message.c_str());
  return 1;
}

int show(const std::string &Pid) {
  struct stat Process;
  if (::stat(("/proc/" + Pid).c_str(), &Process) < 0)
    return fail("there is no process " + Pid);
  if (!catchesUsr1(Pid))
    return fail("process " + Pid +
                " does not show its tasks; run it with AIO_PS=1");
  // It must not be somebody else's link or file; the program can write to its
  // user's files only.
  std::string Path = "/tmp/aio-ps." + Pid;
  ::unlink(Path.c_str());
  int Fd = ::open(Path.c_str(), O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (Fd < 0)
    return fail(Path + ": " + std::strerror(errno));
  if (Process.st_uid != ::geteuid())
    (void)!::fchown(Fd, Process.st_uid, Process.st_gid);
  ::close(Fd);
  struct Remove {
    const std::string &Path;
    ~Remove() { ::unlink(Path.c_str()); }
  } AtEnd{Path};
  if (::kill(std::atoi(Pid.c_str()), SIGUSR1) < 0)
    return fail("process " + Pid + ": " + std::strerror(errno));
  for (int I = 0; I != 200; ++I) {
    std::string Text = contentOf(Path);
    if (Text == "end\n" || Text.ends_with("\nend\n")) {
      Text.resize(Text.size() - 4);
      std::fputs(Text.c_str(), stdout);
      return 0;
    }
    std::this_thread::sleep_for(10ms);
  }
  return fail("process " + Pid +
              " has not answered for 2 s: its loop may be blocked");
}

} // namespace

int main(int Argc, char **Argv) {
  std::string Pid = Argc == 2 ? Argv[1] : "";
  if (Pid.empty() || Pid.find_first_not_of("0123456789") != Pid.npos) {
    std::fputs("usage: aio-ps PID\n", stderr);
    return 2;
  }
  return show(Pid);
}
