//===- address.cpp - where sockets are ------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/address.h"

#include "aio/detail/unique_fd.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cstddef>
#include <cstring>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdexcept>
#include <sys/un.h>

namespace aio {
namespace {

/// A copy of another type: the storage may hold any of them.
template <class T> T as(const sockaddr_storage &S) noexcept {
  T Out;
  std::memcpy(&Out, &S, sizeof Out);
  return Out;
}

} // namespace

Address::Address(const sockaddr *From, socklen_t Size) noexcept
    : Length(std::min<socklen_t>(Size, sizeof Storage)) {
  if (Length)
    std::memcpy(&Storage, From, Length);
}

Address Address::ip(std::string_view Digits, std::uint16_t Port) {
  std::string Text(Digits);
  sockaddr_in V4{};
  V4.sin_family = AF_INET;
  V4.sin_port = htons(Port);
  if (::inet_pton(AF_INET, Text.c_str(), &V4.sin_addr) == 1)
    return Address(reinterpret_cast<sockaddr *>(&V4), sizeof V4);
  sockaddr_in6 V6{};
  V6.sin6_family = AF_INET6;
  V6.sin6_port = htons(Port);
  std::size_t Percent = Text.find('%');
  if (Percent != std::string::npos) {
    V6.sin6_scope_id = ::if_nametoindex(Text.c_str() + Percent + 1);
    Text.resize(Percent);
    if (!V6.sin6_scope_id)
      throw std::invalid_argument("no such network interface: " +
                                  std::string(Digits));
  }
  if (::inet_pton(AF_INET6, Text.c_str(), &V6.sin6_addr) == 1)
    return Address(reinterpret_cast<sockaddr *>(&V6), sizeof V6);
  throw std::invalid_argument("not an IP address in digits: '" +
                              std::string(Digits) + "'");
}

static Address addressOf(int Fd, int (*Get)(int, sockaddr *, socklen_t *),
                         const char *What) {
  sockaddr_storage S;
  socklen_t Size = sizeof S;
  auto *A = reinterpret_cast<sockaddr *>(&S);
  detail::checked(Get(Fd, A, &Size), What);
  return Address(A, Size);
}

Address Address::ownOf(int Fd) {
  return addressOf(Fd, ::getsockname, "getsockname");
}
Address Address::peerOf(int Fd) {
  return addressOf(Fd, ::getpeername, "getpeername");
}

Address Address::unix_path(std::string_view Path) {
  sockaddr_un U{};
  U.sun_family = AF_UNIX;
  // A path ends with a null byte, which an abstract one does not need.
  bool Abstract = !Path.empty() && Path[0] == '\0';
  if (Path.size() + !Abstract > sizeof U.sun_path)
    throw std::invalid_argument("AF_UNIX path too long");
  std::memcpy(U.sun_path, Path.data(), Path.size());
  return Address(reinterpret_cast<sockaddr *>(&U),
                 static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) +
                                        Path.size() + !Abstract));
}

std::string Address::host() const {
  if (family() != AF_INET && family() != AF_INET6)
    return "";
  char Text[NI_MAXHOST];
  if (::getnameinfo(data(), Length, Text, sizeof Text, nullptr, 0,
                    NI_NUMERICHOST))
    return "";
  return Text;
}

std::uint16_t Address::port() const noexcept {
  if (family() == AF_INET)
    return ntohs(as<sockaddr_in>(Storage).sin_port);
  if (family() == AF_INET6)
    return ntohs(as<sockaddr_in6>(Storage).sin6_port);
  return 0;
}

std::string Address::path() const {
  constexpr std::size_t Begin = offsetof(sockaddr_un, sun_path);
  if (family() != AF_UNIX || Length <= Begin)
    return "";
  auto U = as<sockaddr_un>(Storage);
  std::size_t Size = Length - Begin;
  return U.sun_path[0] ? std::string(U.sun_path, ::strnlen(U.sun_path, Size))
                       : std::string(U.sun_path, Size);
}

std::string Address::str() const {
  switch (family()) {
  case AF_INET:
    return host() + ":" + std::to_string(port());
  case AF_INET6:
    return "[" + host() + "]:" + std::to_string(port());
  case AF_UNIX: {
    std::string P = path();
    if (!P.empty() && P[0] == '\0')
      P[0] = '@';
    return P;
  }
  default:
    return "";
  }
}

bool Address::operator==(const Address &O) const noexcept {
  return Length == O.Length && !std::memcmp(&Storage, &O.Storage, Length);
}

} // namespace aio
