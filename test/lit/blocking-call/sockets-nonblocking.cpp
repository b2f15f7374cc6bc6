// RUN: %check %s
// renamed: keep-models
//
// A call on a descriptor that was set non-blocking returns at once. What counts
// is the descriptor of the call, on every path to it.

#include "mini/mini.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

void setNonBlocking(int Fd) {
  int Flags = ::fcntl(Fd, F_GETFL);
  ::fcntl(Fd, F_SETFL, Flags | O_NONBLOCK);
}

mini::task<int> begins(const sockaddr *Peer, socklen_t Size) {
  int Fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  if (::connect(Fd, Peer, Size) != 0 && errno != EINPROGRESS)
    co_return -1;
  co_return Fd;
}

mini::task<ssize_t> once(int Fd, char *Data) {
  co_return ::recv(Fd, Data, 64, MSG_DONTWAIT | MSG_NOSIGNAL);
}

mini::task<ssize_t> switched(int Fd, char *Data) {
  ::fcntl(Fd, F_SETFL, O_NONBLOCK);
  ssize_t N = ::read(Fd, Data, 64);
  co_await mini::yield();
  co_return N + ::write(Fd, Data, 64);
}

mini::task<ssize_t> throughHelper(int Fd, char *Data) {
  setNonBlocking(Fd);
  co_return ::recv(Fd, Data, 64, 0);
}

mini::task<> counter() {
  int Fd = ::eventfd(0, EFD_NONBLOCK);
  unsigned long long N = 0;
  if (::read(Fd, &N, sizeof(N)) < 0)
    co_await mini::yield();
  int On = 1;
  int Other = ::socket(AF_UNIX, SOCK_DGRAM, 0);
  ::ioctl(Other, FIONBIO, &On);
  ::send(Other, &N, sizeof(N), 0);
}

mini::task<ssize_t> accepted(int Listener, char *Data) {
  setNonBlocking(Listener);
  int Peer = ::accept4(Listener, nullptr, nullptr, SOCK_NONBLOCK);
  ssize_t N = ::recv(Peer, Data, 64, 0);
  // An accepted descriptor does not inherit the flag on Linux.
  int Second = ::accept(Listener, nullptr, nullptr);
  N += ::recv(Second, Data, 64, 0); // expect: coro-blocking-call
  co_return N;
}

// The flag is the new descriptor's, not the listener's.
mini::task<int> waits(int Listener) {
  co_return ::accept4(Listener, nullptr, nullptr, SOCK_NONBLOCK); // expect: coro-blocking-call
}

mini::task<ssize_t> cleared(int Fd, char *Data) {
  int Flags = ::fcntl(Fd, F_GETFL);
  ::fcntl(Fd, F_SETFL, Flags & ~O_NONBLOCK);
  co_return ::recv(Fd, Data, 64, 0); // expect: coro-blocking-call
}

mini::task<ssize_t> onOnePath(int Fd, char *Data, bool Fast) {
  if (Fast)
    setNonBlocking(Fd);
  co_return ::recv(Fd, Data, 64, 0); // expect: coro-blocking-call
}

mini::task<ssize_t> another(int Fd, int Other, char *Data) {
  setNonBlocking(Other);
  co_return ::recv(Fd, Data, 64, 0); // expect: coro-blocking-call
}
