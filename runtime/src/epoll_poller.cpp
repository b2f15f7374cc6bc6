//===- epoll_poller.cpp - descriptors by epoll ----------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "poller.h"

#include "aio/detail/unique_fd.h"

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unordered_map>

namespace aio::detail {
namespace {

class EpollPoller final : public Poller {
  UniqueFd Epoll = checkedFd(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1");
  UniqueFd Wake =
      checkedFd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd");
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

  /// Ports are named by their address, which is even, and watched descriptors
  /// by an odd number. The number of `Wake` is odd too.
  static std::uint64_t nameOf(int Fd) {
    return std::uint64_t(unsigned(Fd)) << 1 | 1;
  }
  int control(int Operation, int Fd, unsigned Events, std::uint64_t Name) {
    epoll_event E{};
    E.events = Events;
    E.data.u64 = Name;
    return ::epoll_ctl(Epoll.get(), Operation, Fd, &E);
  }
  void add(int Fd, unsigned Sides) {
    checked(control(EPOLL_CTL_ADD, Fd, eventsOf(Sides), nameOf(Fd)),
            "epoll_ctl");
  }

public:
  EpollPoller() {
    // Each write is a new edge, so the counter need not be read.
    checked(control(EPOLL_CTL_ADD, Wake.get(), unsigned(EPOLLIN) | EPOLLET,
                    nameOf(Wake.get())),
            "epoll_ctl");
  }

  void watch(int Fd, unsigned Sides) override {
    auto It = Known.find(Fd);
    if (Sides == NoSides) {
      if (It == Known.end())
        return;
      Known.erase(It);
      // A descriptor that was closed is gone already.
      control(EPOLL_CTL_DEL, Fd, 0, 0);
    } else if (It == Known.end()) {
      add(Fd, Sides);
      Known.emplace(Fd, Sides);
    } else if (It->second != Sides) {
      if (control(EPOLL_CTL_MOD, Fd, eventsOf(Sides), nameOf(Fd)) < 0) {
        // It was closed, and this is another one.
        if (errno != ENOENT)
          throwErrno("epoll_ctl");
        add(Fd, Sides);
      }
      It->second = Sides;
    }
  }

  void attach(IoPort &P) override {
    checked(control(EPOLL_CTL_ADD, P.fd(), portEvents() | EPOLLET,
                    reinterpret_cast<std::uintptr_t>(&P)),
            "epoll_ctl");
  }
  void detach(IoPort &P) noexcept override {
    control(EPOLL_CTL_DEL, P.fd(), 0, 0);
  }

  void wait(std::optional<std::chrono::nanoseconds> AtMost,
            std::vector<Event> &Out) override {
    epoll_event Events[MaxEvents];
    int N = waitFor(AtMost, Events);
    if (N < 0 && errno != EINTR)
      throwErrno("epoll_wait");
    for (int I = 0; I < N; ++I) {
      std::uint64_t Name = Events[I].data.u64;
      if (!(Name & 1)) {
        reinterpret_cast<IoPort *>(std::uintptr_t(Name))
            ->changed(Events[I].events);
        continue;
      }
      int Fd = static_cast<int>(Name >> 1);
      if (Fd != Wake.get())
        Out.push_back({Fd, sidesOf(Events[I].events)});
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
