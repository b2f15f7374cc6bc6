//===- epoll_poller.cpp - descriptors by epoll ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "poller.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>
#include <unordered_map>

namespace aio::detail {
namespace {

[[noreturn]] void fail(const char *What) {
  throw std::system_error(errno, std::generic_category(), What);
}

/// Closes a descriptor when it dies.
class Descriptor {
  int Fd;

public:
  Descriptor(int Fd, const char *What) : Fd(Fd) {
    if (Fd < 0)
      fail(What);
  }
  Descriptor(const Descriptor &) = delete;
  Descriptor &operator=(const Descriptor &) = delete;
  ~Descriptor() { ::close(Fd); }
  int get() const noexcept { return Fd; }
};

class EpollPoller final : public Poller {
  Descriptor Epoll{::epoll_create1(EPOLL_CLOEXEC), "epoll_create1"};
  Descriptor Wake{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd"};
  std::unordered_map<int, unsigned> Known;

  static constexpr int MaxEvents = 128;
  /// The kernel can wait for nanoseconds: Linux 5.11.
  bool HasNanoseconds = true;

  int waitFor(std::optional<std::chrono::nanoseconds> AtMost,
              epoll_event *Events) {
    if (!AtMost || AtMost->count() == 0)
      return ::epoll_wait(Epoll.get(), Events, MaxEvents, AtMost ? 0 : -1);
    if (HasNanoseconds) {
      timespec T;
      T.tv_sec = AtMost->count() / 1000000000;
      T.tv_nsec = AtMost->count() % 1000000000;
      int N = ::epoll_pwait2(Epoll.get(), Events, MaxEvents, &T, nullptr);
      if (N >= 0 || errno != ENOSYS)
        return N;
      HasNanoseconds = false;
    }
    // Not too early, lest the loop spin; and not longer than an int says.
    auto Left = std::chrono::ceil<std::chrono::milliseconds>(*AtMost).count();
    return ::epoll_wait(Epoll.get(), Events, MaxEvents,
                        static_cast<int>(std::min<long long>(Left, 1 << 30)));
  }

  void control(int Operation, int Fd, unsigned Interests) {
    epoll_event E{};
    E.events = ((Interests & Read) ? unsigned(EPOLLIN) | EPOLLRDHUP : 0) |
               ((Interests & Write) ? unsigned(EPOLLOUT) : 0);
    E.data.fd = Fd;
    if (::epoll_ctl(Epoll.get(), Operation, Fd, &E) < 0)
      fail("epoll_ctl");
  }

public:
  EpollPoller() { control(EPOLL_CTL_ADD, Wake.get(), Read); }

  void watch(int Fd, unsigned Interests) override {
    auto It = Known.find(Fd);
    if (Interests == None) {
      if (It == Known.end())
        return;
      Known.erase(It);
      // A descriptor that was closed is gone already.
      ::epoll_ctl(Epoll.get(), EPOLL_CTL_DEL, Fd, nullptr);
    } else if (It != Known.end()) {
      if (It->second == Interests)
        return;
      control(EPOLL_CTL_MOD, Fd, Interests);
      It->second = Interests;
    } else {
      control(EPOLL_CTL_ADD, Fd, Interests);
      Known.emplace(Fd, Interests);
    }
  }

  void wait(std::optional<std::chrono::nanoseconds> AtMost,
            std::vector<Event> &Out) override {
    epoll_event Events[MaxEvents];
    int N = waitFor(AtMost, Events);
    if (N < 0 && errno != EINTR)
      fail("epoll_wait");
    for (int I = 0; I < N; ++I) {
      int Fd = Events[I].data.fd;
      if (Fd == Wake.get()) {
        std::uint64_t Count;
        [[maybe_unused]] auto Read = ::read(Fd, &Count, sizeof Count);
        continue;
      }
      unsigned Got = Events[I].events, Ready = None;
      if (Got & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR))
        Ready |= Read;
      if (Got & (EPOLLOUT | EPOLLHUP | EPOLLERR))
        Ready |= Write;
      Out.push_back({Fd, Ready});
    }
  }

  void wakeUp() noexcept override {
    std::uint64_t One = 1;
    [[maybe_unused]] auto Written = ::write(Wake.get(), &One, sizeof One);
  }
};

} // namespace

std::unique_ptr<Poller> makeEpollPoller() {
  return std::make_unique<EpollPoller>();
}

} // namespace aio::detail
