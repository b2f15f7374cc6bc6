// RUN: %check %s
// renamed: keep-models
//
// Calls that wait for a peer, on descriptors that nothing is known of.

#include "mini/mini.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <sys/socket.h>

mini::task<int> dial(const sockaddr *Peer, socklen_t Size) {
  int Fd = ::socket(AF_INET, SOCK_STREAM, 0);
  int On = 1;
  ::setsockopt(Fd, IPPROTO_TCP, TCP_NODELAY, &On, sizeof(On));
  if (::connect(Fd, Peer, Size) != 0) // expect: coro-blocking-call
    co_return -1;
  co_await mini::yield();
  co_return Fd;
}

mini::task<int> serve(const sockaddr *Where, socklen_t Size) {
  int Listener = ::socket(AF_INET, SOCK_STREAM, 0);
  ::bind(Listener, Where, Size);
  ::listen(Listener, 16);
  co_return ::accept(Listener, nullptr, nullptr); // expect: coro-blocking-call
}

mini::task<ssize_t> talk(int Fd, char *Data, std::size_t Size) {
  if (send(Fd, Data, Size, MSG_NOSIGNAL) < 0) // expect: coro-blocking-call
    co_return -1;
  ssize_t N = recv(Fd, Data, Size, MSG_WAITALL); // expect: coro-blocking-call
  ::shutdown(Fd, SHUT_WR);
  co_await mini::yield();
  co_return N;
}

mini::task<ssize_t> datagram(int Fd, char *Data, std::size_t Size) {
  sockaddr_in From{};
  socklen_t Length = sizeof(From);
  auto *Address = reinterpret_cast<sockaddr *>(&From);
  ssize_t N = ::recvfrom(Fd, Data, Size, 0, Address, &Length); // expect: coro-blocking-call
  ::getsockname(Fd, Address, &Length);
  co_return N;
}

mini::task<bool> readable(int Fd) {
  pollfd Entry{Fd, POLLIN, 0};
  co_return ::poll(&Entry, 1, -1) > 0; // expect: coro-blocking-call
}

mini::task<int> anyOf(fd_set *Set, int Last) {
  timeval Span{2, 0};
  co_await mini::yield();
  co_return ::select(Last + 1, Set, nullptr, nullptr, &Span); // expect: coro-blocking-call
}

mini::task<int> events(int Epoll, int Fd) {
  epoll_event Event{};
  ::epoll_ctl(Epoll, EPOLL_CTL_ADD, Fd, &Event);
  co_return ::epoll_wait(Epoll, &Event, 1, 500); // expect: coro-blocking-call
}
