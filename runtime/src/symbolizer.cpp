//===- symbolizer.cpp - lines of addresses --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "symbolizer.h"

#include "aio/detail/unique_fd.h"

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <dlfcn.h>
#include <execinfo.h>
#include <fcntl.h>
#include <link.h>
#include <map>
#include <mutex>
#include <spawn.h>
#include <string>
#include <string_view>
#include <sys/wait.h>
#include <unordered_map>

extern char **environ;

namespace aio::detail::watch {

using aio::debug::Place;

Backtrace Backtrace::here() noexcept {
  Backtrace B;
  B.Count = ::backtrace(B.Addresses, int(std::size(B.Addresses)));
  return B;
}

namespace {

/// Where an address is in its file.
struct InModule {
  std::string File;
  std::uintptr_t Offset = 0;
};

InModule moduleOf(void *Address) {
  Dl_info Info;
  link_map *Map = nullptr;
  if (!::dladdr1(Address, &Info, reinterpret_cast<void **>(&Map),
                 RTLD_DL_LINKMAP) ||
      !Info.dli_fname)
    return {};
  InModule M{Info.dli_fname,
             reinterpret_cast<std::uintptr_t>(Address) - Map->l_addr};
  // The program itself may have been called by a relative name.
  if (!Map->l_name || !*Map->l_name)
    M.File = "/proc/self/exe";
  return M;
}

std::string readAll(int Fd) {
  std::string Out;
  char Buffer[4096];
  for (ssize_t N; (N = ::read(Fd, Buffer, sizeof Buffer)) != 0;)
    if (N > 0)
      Out.append(Buffer, static_cast<std::size_t>(N));
    else if (errno != EINTR)
      break;
  return Out;
}

/// What it prints; "" if it cannot be run.
std::string outputOf(std::vector<std::string> &Arguments) {
  int Fds[2];
  if (::pipe2(Fds, O_CLOEXEC) < 0)
    return {};
  UniqueFd Ours(Fds[0]), Theirs(Fds[1]);
  posix_spawn_file_actions_t Actions;
  ::posix_spawn_file_actions_init(&Actions);
  ::posix_spawn_file_actions_adddup2(&Actions, Theirs.get(), 1);
  ::posix_spawn_file_actions_addopen(&Actions, 2, "/dev/null", O_WRONLY, 0);
  std::vector<char *> Argv;
  for (std::string &A : Arguments)
    Argv.push_back(A.data());
  Argv.push_back(nullptr);
  pid_t Pid;
  int Error =
      ::posix_spawnp(&Pid, Argv[0], &Actions, nullptr, Argv.data(), ::environ);
  ::posix_spawn_file_actions_destroy(&Actions);
  Theirs.reset();
  if (Error)
    return {};
  std::string Out = readAll(Ours.get());
  while (::waitpid(Pid, nullptr, 0) < 0 && errno == EINTR)
    ;
  return Out;
}

/// The same of the first symbolizer that can be run.
std::string outputOfFirst(std::vector<std::string> &Arguments) {
  // That of the binutils loses inlined functions of Clang's.
  static std::vector<std::string> Programs = {
      "llvm-addr2line",    "llvm-addr2line-22", "llvm-addr2line-19",
      "llvm-addr2line-16", "llvm-addr2line-14", "addr2line"};
  while (!Programs.empty()) {
    Arguments[0] = Programs.front();
    if (std::string Out = outputOf(Arguments); !Out.empty())
      return Out;
    Programs.erase(Programs.begin());
  }
  return {};
}

std::string hex(std::uintptr_t N) {
  char Text[32];
  std::snprintf(Text, sizeof Text, "0x%zx", static_cast<std::size_t>(N));
  return Text;
}

/// "FILE:LINE", perhaps with " (discriminator N)".
Place placeOf(std::string_view Function, std::string_view Line) {
  Line = Line.substr(0, Line.find(" ("));
  std::size_t Colon = Line.rfind(':');
  Place P;
  P.Function = Function;
  if (Colon == Line.npos || Line.substr(0, 2) == "??")
    return P;
  P.File = Line.substr(0, Colon);
  P.Line = static_cast<unsigned>(
      std::strtoul(std::string(Line.substr(Colon + 1)).c_str(), nullptr, 10));
  return P;
}

std::string realName(const std::string &File) {
  if (File != "/proc/self/exe")
    return File;
  char Name[4096];
  ssize_t N = ::readlink(File.c_str(), Name, sizeof Name);
  return N > 0 ? std::string(Name, static_cast<std::size_t>(N)) : File;
}

/// A place for each address, those of one module.
std::vector<std::vector<Place>>
ask(const std::string &File, const std::vector<std::uintptr_t> &Offsets) {
  std::vector<std::string> Arguments = {"",   "-e", realName(File), "-a",
                                        "-f", "-i", "--demangle"};
  for (std::uintptr_t O : Offsets)
    Arguments.push_back(hex(O));
  std::string Text = outputOfFirst(Arguments);
  // "0xADDRESS", then for each function two lines.
  std::vector<std::vector<Place>> Out;
  std::string_view Left = Text, Function;
  bool HasFunction = false;
  while (!Left.empty()) {
    std::size_t End = Left.find('\n');
    std::string_view Line = Left.substr(0, End);
    Left.remove_prefix(End == Left.npos ? Left.size() : End + 1);
    if (!HasFunction && Line.substr(0, 2) == "0x") {
      Out.emplace_back();
      continue;
    }
    if (!HasFunction)
      Function = Line;
    else if (!Out.empty())
      Out.back().push_back(placeOf(Function, Line));
    HasFunction = !HasFunction;
  }
  Out.resize(Offsets.size());
  for (std::size_t I = 0; I != Out.size(); ++I)
    if (Out[I].empty() || (Out[I].size() == 1 && !Out[I][0])) {
      Place P;
      P.File = realName(File) + "+" + hex(Offsets[I]);
      if (!Out[I].empty() && Out[I][0].Function != "??")
        P.Function = Out[I][0].Function;
      Out[I] = {P};
    }
  return Out;
}

} // namespace

std::vector<Place> placesOf(const Backtrace &B) {
  static std::mutex Lock;
  static std::unordered_map<void *, std::vector<Place>> Known;
  std::lock_guard Held(Lock);
  std::map<std::string, std::vector<std::pair<void *, std::uintptr_t>>> New;
  for (int I = 0; I != B.Count; ++I)
    if (!Known.contains(B.Addresses[I])) {
      // The call is before the place to return to.
      auto *Call = static_cast<char *>(B.Addresses[I]) - 1;
      InModule M = moduleOf(Call);
      if (!M.File.empty())
        New[M.File].emplace_back(B.Addresses[I], M.Offset);
    }
  for (const auto &[File, Addresses] : New) {
    std::vector<std::uintptr_t> Offsets;
    for (const auto &A : Addresses)
      Offsets.push_back(A.second);
    std::vector<std::vector<Place>> Answers = ask(File, Offsets);
    for (std::size_t I = 0; I != Addresses.size(); ++I)
      Known[Addresses[I].first] = std::move(Answers[I]);
  }
  std::vector<Place> Out;
  for (int I = 0; I != B.Count; ++I)
    for (const Place &P : Known[B.Addresses[I]])
      Out.push_back(P);
  return Out;
}

bool isUsers(const Place &P) noexcept {
  constexpr std::string_view Here = __FILE__;
  constexpr std::string_view Sources = Here.substr(0, Here.rfind('/') + 1);
  std::string_view File = P.File;
  // The C library's own are relative: "./nptl/...", "../sysdeps/...".
  return P.Line != 0 && !File.starts_with("./") && !File.starts_with("../") &&
         !File.starts_with("/usr/include/") && !File.starts_with("/usr/lib/") &&
         File.find("/include/c++/") == File.npos &&
         File.find("/include/aio/") == File.npos && !File.starts_with(Sources);
}

} // namespace aio::detail::watch
