//===- launch.cpp - starting programs -------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "launch.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <spawn.h>
#include <stdexcept>
#include <sys/socket.h>
#include <sys/stat.h>
#include <system_error>

extern char **environ;

namespace aio::detail {
namespace {

/// The same descriptor with a number that is none of a standard stream, so that
/// one stream of the child does not overwrite another's.
UniqueFd aboveStandard(UniqueFd Fd) {
  if (Fd.get() > 2)
    return Fd;
  return checkedFd(::fcntl(Fd.get(), F_DUPFD_CLOEXEC, 3), "fcntl");
}

void setNonBlocking(const UniqueFd &Fd) {
  checked(::fcntl(Fd.get(), F_SETFL,
                  checked(::fcntl(Fd.get(), F_GETFL), "fcntl") | O_NONBLOCK),
          "fcntl");
}

struct Pair {
  UniqueFd Ours, Theirs;
};

Pair pipeFromChild() {
  int Fds[2];
  checked(::pipe2(Fds, O_CLOEXEC), "pipe2");
  UniqueFd Read(Fds[0]), Write(Fds[1]);
  Pair P{aboveStandard(std::move(Read)), aboveStandard(std::move(Write))};
  setNonBlocking(P.Ours);
  return P;
}

/// A socket, as in asyncio: writing to it tells of the end of the reader
/// without a signal.
Pair pipeToChild() {
  int Fds[2];
  checked(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, Fds),
          "socketpair");
  UniqueFd First(Fds[0]), Second(Fds[1]);
  Pair P{aboveStandard(std::move(First)), aboveStandard(std::move(Second))};
  setNonBlocking(P.Ours);
  return P;
}

/// What posix_spawn is to do in the child.
class Actions {
  posix_spawn_file_actions_t A;

  static void check(int E) {
    if (E)
      throwError(E, "posix_spawn");
  }

public:
  Actions() { check(::posix_spawn_file_actions_init(&A)); }
  Actions(const Actions &) = delete;
  Actions &operator=(const Actions &) = delete;
  ~Actions() { ::posix_spawn_file_actions_destroy(&A); }
  const posix_spawn_file_actions_t *get() const noexcept { return &A; }
  void move(int From, int To) {
    check(::posix_spawn_file_actions_adddup2(&A, From, To));
  }
  void changeDirectory(const std::string &To) {
    check(::posix_spawn_file_actions_addchdir_np(&A, To.c_str()));
  }
  void closeFrom(int First) {
#if __GLIBC_PREREQ(2, 34)
    check(::posix_spawn_file_actions_addclosefrom_np(&A, First));
#else
    (void)First; // Descriptors of this runtime are closed by exec.
#endif
  }
};

class Attributes {
  posix_spawnattr_t A;

public:
  explicit Attributes(bool NewSession) {
    if (int E = ::posix_spawnattr_init(&A))
      throwError(E, "posix_spawn");
    sigset_t All, None;
    sigfillset(&All);
    sigemptyset(&None);
    short Flags = POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK;
#ifdef POSIX_SPAWN_SETSID
    if (NewSession)
      Flags |= POSIX_SPAWN_SETSID;
#endif
    ::posix_spawnattr_setsigdefault(&A, &All);
    ::posix_spawnattr_setsigmask(&A, &None);
    ::posix_spawnattr_setflags(&A, Flags);
  }
  Attributes(const Attributes &) = delete;
  Attributes &operator=(const Attributes &) = delete;
  ~Attributes() { ::posix_spawnattr_destroy(&A); }
  const posix_spawnattr_t *get() const noexcept { return &A; }
};

std::vector<char *> pointersTo(const std::vector<std::string> &Strings) {
  std::vector<char *> Out;
  for (const std::string &S : Strings) {
    if (S.find('\0') != S.npos)
      throw std::invalid_argument("embedded null byte");
    Out.push_back(const_cast<char *>(S.c_str()));
  }
  Out.push_back(nullptr);
  return Out;
}

/// What the child gets as stream `Number`, and this process's end if that is a
/// pipe. `Keep` owns the child's descriptors until it has them.
UniqueFd prepare(Stdio Is, int Number, Actions &A,
                 std::vector<UniqueFd> &Keep) {
  switch (Is.kind()) {
  case Stdio::Kind::Inherit:
    break;
  case Stdio::Kind::Pipe: {
    Pair P = Number == 0 ? pipeToChild() : pipeFromChild();
    A.move(P.Theirs.get(), Number);
    Keep.push_back(std::move(P.Theirs));
    return std::move(P.Ours);
  }
  case Stdio::Kind::DevNull:
    Keep.push_back(aboveStandard(
        checkedFd(::open("/dev/null", O_RDWR | O_CLOEXEC), "/dev/null")));
    A.move(Keep.back().get(), Number);
    break;
  case Stdio::Kind::SameAsStdout:
    if (Number != 2)
      throw std::invalid_argument("STDOUT can only be used for stderr");
    A.move(1, 2);
    break;
  case Stdio::Kind::Descriptor:
    // A copy, in case it is itself a standard stream.
    Keep.push_back(checkedFd(::fcntl(Is.fd(), F_DUPFD_CLOEXEC, 3), "fcntl"));
    A.move(Keep.back().get(), Number);
    break;
  }
  return UniqueFd();
}

} // namespace

Spawned spawn(const std::vector<std::string> &Arguments,
              const SubprocessOptions &Options) {
  std::vector<char *> Argv = pointersTo(Arguments);
  std::vector<char *> Envp;
  if (Options.Env)
    Envp = pointersTo(*Options.Env);
  Actions A;
  Attributes Attr(Options.StartNewSession);
  std::vector<UniqueFd> Keep;
  Spawned S;
  S.In = prepare(Options.Stdin, 0, A, Keep);
  S.Out = prepare(Options.Stdout, 1, A, Keep);
  S.Err = prepare(Options.Stderr, 2, A, Keep);
  if (Options.Cwd)
    A.changeDirectory(*Options.Cwd);
  A.closeFrom(3);
  if (int E = ::posix_spawnp(&S.Pid, Argv[0], A.get(), Attr.get(), Argv.data(),
                             Options.Env ? Envp.data() : ::environ)) {
    // Which of both it was, posix_spawn does not tell.
    struct stat Info;
    bool Directory = Options.Cwd && (::stat(Options.Cwd->c_str(), &Info) < 0 ||
                                     !S_ISDIR(Info.st_mode));
    throw std::system_error(E, std::generic_category(),
                            Directory ? *Options.Cwd : Arguments[0]);
  }
  return S;
}

} // namespace aio::detail
