//===- worker.cpp - a process of a pool -----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "worker.h"

#include "aio/detail/thread_state.h"
#include "aio/process_pool.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <cxxabi.h>
#include <new>
#include <sys/socket.h>
#include <system_error>
#include <typeinfo>
#include <unistd.h>

namespace aio::detail {

// --- Messages --------------------------------------------------------------

static bool sendAll(int Channel, const char *Bytes, std::size_t Left) noexcept {
  while (Left) {
    ssize_t N = ::send(Channel, Bytes, Left, MSG_NOSIGNAL);
    if (N < 0 && errno == EINTR)
      continue;
    if (N <= 0)
      return false;
    Bytes += N;
    Left -= static_cast<std::size_t>(N);
  }
  return true;
}

static bool receiveAll(int Channel, char *Bytes, std::size_t Left) noexcept {
  while (Left) {
    ssize_t N = ::recv(Channel, Bytes, Left, 0);
    if (N < 0 && errno == EINTR)
      continue;
    if (N <= 0)
      return false;
    Bytes += N;
    Left -= static_cast<std::size_t>(N);
  }
  return true;
}

bool sendMessage(int Channel, std::uint64_t Number,
                 const std::string &Bytes) noexcept {
  std::uint64_t Head[2] = {Number, Bytes.size()};
  return sendAll(Channel, reinterpret_cast<const char *>(Head), sizeof Head) &&
         sendAll(Channel, Bytes.data(), Bytes.size());
}

bool receiveMessage(int Channel, std::string &Bytes, std::uint64_t *Number) {
  std::uint64_t Head[2];
  if (!receiveAll(Channel, reinterpret_cast<char *>(Head), sizeof Head))
    return false;
  if (Number)
    *Number = Head[0];
  Bytes.resize(Head[1]);
  return receiveAll(Channel, Bytes.data(), Bytes.size());
}

// --- Exceptions ------------------------------------------------------------

namespace {

/// The types that are carried over as they are, each with how to make it from
/// its text.
template <class E> [[noreturn]] void throwAs(const std::string &Text) {
  throw E(Text);
}
const struct {
  const std::type_info &Type;
  void (*Throw)(const std::string &Text);
} Carried[] = {
    {typeid(std::runtime_error), throwAs<std::runtime_error>},
    {typeid(std::logic_error), throwAs<std::logic_error>},
    {typeid(std::invalid_argument), throwAs<std::invalid_argument>},
    {typeid(std::domain_error), throwAs<std::domain_error>},
    {typeid(std::length_error), throwAs<std::length_error>},
    {typeid(std::out_of_range), throwAs<std::out_of_range>},
    {typeid(std::range_error), throwAs<std::range_error>},
    {typeid(std::overflow_error), throwAs<std::overflow_error>},
    {typeid(std::underflow_error), throwAs<std::underflow_error>},
};

enum Kind : unsigned char {
  Done = 0,
  Other = 1,
  NoMemory = 2,
  System = 3,
  FirstCarried = 4,
};

std::string nameOf(const std::type_info *Type) {
  if (!Type)
    return "unknown";
  int Status = 0;
  char *Plain = abi::__cxa_demangle(Type->name(), nullptr, nullptr, &Status);
  std::string Name = Status == 0 ? Plain : Type->name();
  std::free(Plain);
  return Name;
}

/// The exception that is being handled, as a reply.
std::string failure() {
  std::string Out;
  try {
    throw;
  } catch (const std::bad_alloc &) {
    Out = char(NoMemory);
  } catch (const std::system_error &E) {
    if (typeid(E) == typeid(std::system_error) &&
        (E.code().category() == std::generic_category() ||
         E.code().category() == std::system_category())) {
      Out = char(System);
      Serializer<int>::write(Out, E.code().value());
      // The text has that of the code at its end.
      std::string Text = E.what(), Own = ": " + E.code().message();
      if (Text.ends_with(Own))
        Text.resize(Text.size() - Own.size());
      Out += Text;
    } else {
      Out = char(Other) + nameOf(&typeid(E)) + ": " + E.what();
    }
  } catch (const std::exception &E) {
    Out = char(Other) + nameOf(&typeid(E)) + ": " + E.what();
    for (const auto &C : Carried)
      if (C.Type == typeid(E))
        Out = char(FirstCarried + (&C - Carried)) + std::string(E.what());
  } catch (...) {
    Out = char(Other) + nameOf(abi::__cxa_current_exception_type());
  }
  return Out;
}

} // namespace

void throwIfFailed(std::string &Reply) {
  auto Is = static_cast<unsigned char>(Reply.at(0));
  Reply.erase(0, 1);
  switch (Is) {
  case Done:
    return;
  case Other:
    throw RemoteError(Reply);
  case NoMemory:
    throw std::bad_alloc();
  case System: {
    std::string_view In(Reply);
    int Code = Serializer<int>::read(In);
    throw std::system_error(Code, std::generic_category(), std::string(In));
  }
  default:
    Carried[Is - FirstCarried].Throw(Reply);
  }
}

// --- The process -----------------------------------------------------------

/// A connection that was open at the fork would else not end for its peer while
/// this process lives. Gives the channel's new number.
static int closeOthers(int Channel) noexcept {
  if (Channel != 3) {
    if (::dup2(Channel, 3) < 0)
      ::_exit(1);
    Channel = 3;
  }
#if __GLIBC_PREREQ(2, 34)
  ::close_range(4, ~0u, 0);
#else
  for (int Fd = 4, End = int(::sysconf(_SC_OPEN_MAX)); Fd < End; ++Fd)
    ::close(Fd);
#endif
  return Channel;
}

static void resetSignals() noexcept {
  for (int Signal = 1; Signal != NSIG; ++Signal) {
    struct sigaction Now;
    if (::sigaction(Signal, nullptr, &Now) == 0 && Now.sa_handler != SIG_DFL &&
        Now.sa_handler != SIG_IGN)
      ::signal(Signal, SIG_DFL);
  }
  // Ctrl-C is for the process that gives the work.
  ::signal(SIGINT, SIG_IGN);
  sigset_t None;
  sigemptyset(&None);
  ::sigprocmask(SIG_SETMASK, &None, nullptr);
}

void runWorker(int Channel) noexcept {
  This = ThreadState();
  resetSignals();
  Channel = closeOthers(Channel);
  std::string Request, Reply;
  for (std::uint64_t Call; receiveMessage(Channel, Request, &Call);) {
    Reply = char(Done);
    try {
      reinterpret_cast<RemoteCall>(static_cast<std::uintptr_t>(Call))(Request,
                                                                      Reply);
    } catch (...) { // It belongs to who asked.
      Reply = failure();
    }
    std::fflush(nullptr); // What it has printed.
    if (!sendMessage(Channel, 0, Reply))
      break;
  }
  // Nothing that is a copy of the other process's is destroyed.
  ::_exit(0);
}

} // namespace aio::detail
