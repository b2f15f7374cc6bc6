//===- Listen.cpp - how the client is reached -----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/server/Listen.h"

#include "llvm/ADT/StringRef.h"

#include <arpa/inet.h>
#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace corolint::lsp {
namespace {

llvm::Error failed(const llvm::Twine &What) {
  std::string Why = std::strerror(errno);
  return llvm::createStringError(What + ": " + Why);
}

llvm::Expected<Streams> connectTo(int Family, const sockaddr *Address,
                                  socklen_t Size, const llvm::Twine &Name) {
  int Socket = socket(Family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (Socket == -1)
    return failed("cannot make a socket");
  if (::connect(Socket, Address, Size) != 0) {
    llvm::Error E = failed("cannot connect to " + Name);
    close(Socket);
    return std::move(E);
  }
  return Streams{Socket, Socket};
}

} // namespace

llvm::Expected<Streams> connect(const Endpoint &To) {
  switch (To.What) {
  case Endpoint::Stdio: {
    int Out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
    if (Out == -1 || dup2(STDERR_FILENO, STDOUT_FILENO) == -1)
      return failed("cannot use the standard output");
    return Streams{STDIN_FILENO, Out};
  }
  case Endpoint::Socket: {
    unsigned Port = 0;
    if (llvm::StringRef(To.Name).getAsInteger(10, Port) || Port == 0 ||
        Port > 65535)
      return llvm::createStringError("'" + To.Name + "' is no port");
    sockaddr_in Address = {};
    Address.sin_family = AF_INET;
    Address.sin_port = htons(static_cast<uint16_t>(Port));
    Address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return connectTo(AF_INET, reinterpret_cast<sockaddr *>(&Address),
                     sizeof Address, "port " + To.Name);
  }
  case Endpoint::Pipe: {
    sockaddr_un Address = {};
    Address.sun_family = AF_UNIX;
    if (To.Name.empty() || To.Name.size() >= sizeof Address.sun_path)
      return llvm::createStringError("'" + To.Name +
                                     "' is no path of a socket");
    std::strcpy(Address.sun_path, To.Name.c_str());
    return connectTo(AF_UNIX, reinterpret_cast<sockaddr *>(&Address),
                     sizeof Address, "'" + To.Name + "'");
  }
  }
  llvm_unreachable("no other endpoint");
}

} // namespace corolint::lsp
