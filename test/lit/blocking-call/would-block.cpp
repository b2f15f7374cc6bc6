// RUN: %check %s
// renamed: keep-models
//
// Code that looks for "would block" works with non-blocking descriptors, even
// where it does not show who made them so.

#include "mini/mini.h"

#include <cerrno>
#include <sys/socket.h>
#include <sys/types.h>
#include <system_error>

mini::task<long> looksForIt(int Fd, char *Data, mini::event &Ready) {
  for (;;) {
    long N = ::recv(Fd, Data, 64, 0);
    if (N >= 0)
      co_return N;
    if (errno != EAGAIN && errno != EWOULDBLOCK)
      co_return -1;
    co_await Ready.wait();
  }
}

mini::task<long> comparesTheCode(int Fd, char *Data, mini::event &Ready) {
  long N = ::send(Fd, Data, 64, 0);
  std::error_code Why(errno, std::generic_category());
  if (N < 0 && Why == std::errc::operation_would_block)
    co_await Ready.wait();
  co_return N;
}

class Socket {
public:
  explicit Socket(int Fd) : Fd(Fd) {}
  int handle() const { return Fd; }
  long receive(char *Data) { return ::recv(handle(), Data, 64, 0); }

private:
  int Fd;
};

mini::task<long> socketObject(Socket &From, char *Data) {
  co_return ::recv(From.handle(), Data, 64, 0) + From.receive(Data);
}

mini::task<long> trusts(int Fd, char *Data) {
  long N = ::recv(Fd, Data, 64, 0); // expect: coro-blocking-call
  if (errno == EINTR)
    N = ::recv(Fd, Data, 64, 0); // expect: coro-blocking-call
  co_return N;
}

mini::task<long> connects(int Fd, const sockaddr *To, socklen_t Size) {
  co_return ::connect(Fd, To, Size); // expect: coro-blocking-call
}

mini::task<long> connectsLater(int Fd, const sockaddr *To, socklen_t Size,
                               mini::event &Ready) {
  if (::connect(Fd, To, Size) != 0 && errno == EINPROGRESS)
    co_await Ready.wait();
  co_return 0;
}
