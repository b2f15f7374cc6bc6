//===- resolve.cpp - addresses of names -----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/resolve.h"

#include "aio/executor.h"

#include <cerrno>
#include <memory>
#include <netdb.h>

namespace aio {
namespace {

class ResolverCategory final : public std::error_category {
  const char *name() const noexcept override { return "getaddrinfo"; }
  std::string message(int E) const override { return ::gai_strerror(E); }
};

/// `System`: errno after the call.
[[noreturn]] void fail(int E, int System, const std::string &What) {
  if (E == EAI_SYSTEM)
    throw std::system_error(System, std::generic_category(), What);
  throw std::system_error(E, resolver_category(), What);
}

struct FreeInfos {
  void operator()(addrinfo *I) const noexcept { ::freeaddrinfo(I); }
};

std::vector<AddrInfo> lookUp(const std::string &Host, const std::string &Port,
                             addrinfo Hints) {
  addrinfo *List = nullptr;
  int E = ::getaddrinfo(Host.empty() ? nullptr : Host.c_str(),
                        Port.empty() ? nullptr : Port.c_str(), &Hints, &List);
  if (E)
    fail(E, errno, Host.empty() ? Port : Host);
  std::unique_ptr<addrinfo, FreeInfos> Owned(List);
  std::vector<AddrInfo> Out;
  for (addrinfo *I = List; I; I = I->ai_next)
    Out.push_back({I->ai_family, I->ai_socktype, I->ai_protocol,
                   I->ai_canonname ? I->ai_canonname : "",
                   Address(I->ai_addr, I->ai_addrlen)});
  return Out;
}

std::pair<std::string, std::string> nameOf(const Address &A, int Flags) {
  char Host[NI_MAXHOST], Service[NI_MAXSERV];
  int E = ::getnameinfo(A.data(), A.size(), Host, sizeof Host, Service,
                        sizeof Service, Flags);
  if (E)
    fail(E, errno, A.str());
  return {Host, Service};
}

bool isNumber(const std::string &S) {
  return S.find_first_not_of("0123456789") == S.npos;
}

Coro<std::vector<AddrInfo>> lookUpOffLoop(EventLoop &Loop, std::string Host,
                                          std::string Port, addrinfo Hints) {
  // What needs no look-up is done here and now; asyncio does the same.
  if (isNumber(Port)) {
    if (Host.empty())
      // NOLINTNEXTLINE(coro-blocking-call): nothing is asked
      co_return lookUp(Host, Port, Hints);
    addrinfo InDigits = Hints;
    InDigits.ai_flags |= AI_NUMERICHOST;
    addrinfo *List = nullptr;
    // NOLINTNEXTLINE(coro-blocking-call): nobody is asked, by AI_NUMERICHOST
    if (::getaddrinfo(Host.c_str(), nullptr, &InDigits, &List) == 0) {
      ::freeaddrinfo(List);
      // NOLINTNEXTLINE(coro-blocking-call): as above
      co_return lookUp(Host, Port, InDigits);
    }
  }
  co_return co_await Loop.run_in_executor(nullptr, lookUp, std::move(Host),
                                          std::move(Port), Hints);
}

} // namespace

const std::error_category &resolver_category() noexcept {
  static const ResolverCategory C;
  return C;
}

Coro<std::vector<AddrInfo>> EventLoop::getaddrinfo(std::string Host,
                                                   std::string Port, int Family,
                                                   int Type, int Protocol,
                                                   int Flags) {
  addrinfo Hints{};
  Hints.ai_family = Family;
  Hints.ai_socktype = Type;
  Hints.ai_protocol = Protocol;
  Hints.ai_flags = Flags;
  return lookUpOffLoop(*this, std::move(Host), std::move(Port), Hints);
}

Coro<std::pair<std::string, std::string>> EventLoop::getnameinfo(Address Of,
                                                                 int Flags) {
  co_return co_await run_in_executor(nullptr, nameOf, Of, Flags);
}

} // namespace aio
