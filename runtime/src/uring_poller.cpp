//===- uring_poller.cpp - descriptors by io_uring -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Ports are polled by requests that stay (multishot) and tell of changes.
// Watched descriptors are polled by one request after the other, each of which
// first looks at how things are.
//
// A request holds the file that it polls open, so it is taken back before the
// descriptor is closed: else the peer would not see the end.
//
//===----------------------------------------------------------------------===//

#include "poller.h"

#include "aio/detail/unique_fd.h"

#ifndef AIO_HAVE_URING
#include <stdexcept>

namespace aio::detail {
std::unique_ptr<Poller> makeUringPoller() {
  throw std::runtime_error("this build of aio has no io_uring loop");
}
} // namespace aio::detail
#else

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <fcntl.h>
#include <iterator>
#include <liburing.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <system_error>
#include <unordered_map>

namespace aio::detail {
namespace {

/// The ring itself.
class Ring {
  io_uring R;

public:
  Ring() {
    io_uring_params P{};
    // The loop always comes by the kernel to look for completions.
    P.flags =
        IORING_SETUP_CLAMP | IORING_SETUP_CQSIZE | IORING_SETUP_COOP_TASKRUN;
    P.cq_entries = 4096;
    int E = ::io_uring_queue_init_params(512, &R, &P);
    if (E == -EINVAL) { // before Linux 5.19
      P = {};
      P.flags = IORING_SETUP_CLAMP;
      E = ::io_uring_queue_init_params(512, &R, &P);
    }
    if (E < 0)
      throwError(-E, E == -EPERM || E == -ENOSYS
                         ? "the kernel does not offer io_uring to this process"
                         : "io_uring_setup");
    if (!(P.features & IORING_FEAT_EXT_ARG)) {
      ::io_uring_queue_exit(&R);
      throwError(ENOSYS,
                 "the kernel's io_uring is too old (before Linux 5.11)");
    }
  }
  Ring(const Ring &) = delete;
  Ring &operator=(const Ring &) = delete;
  ~Ring() { ::io_uring_queue_exit(&R); }
  io_uring *operator&() noexcept { return &R; }

  /// A free entry; null if the kernel takes none.
  io_uring_sqe *entry() noexcept {
    if (io_uring_sqe *E = ::io_uring_get_sqe(&R))
      return E;
    ::io_uring_submit(&R);
    return ::io_uring_get_sqe(&R);
  }
};

/// What requests are about. It stays until the last of them has ended.
struct Registration {
  /// Whom to tell; null: this is a watched descriptor.
  IoPort *Port = nullptr;
  int Fd = -1;
  unsigned Sides = NoSides;
  /// A request is on its way.
  bool Armed = false;
  /// Nobody wants to know any more.
  bool Dropped = false;
  /// Neighbours among all of them.
  Registration *Next = nullptr, *Before = nullptr;
};

class UringPoller final : public Poller {
  // Closed after the ring, which polls it.
  UniqueFd Wake =
      checkedFd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd");
  Ring R;
  std::unordered_map<int, Registration *> Known;
  Registration *All = nullptr;
  Registration OfWake;

  Registration *make(int Fd) {
    auto *G = new Registration;
    G->Fd = Fd;
    G->Next = std::exchange(All, G);
    if (G->Next)
      G->Next->Before = G;
    return G;
  }
  void destroy(Registration *G) noexcept {
    (G->Before ? G->Before->Next : All) = G->Next;
    if (G->Next)
      G->Next->Before = G->Before;
    delete G;
  }

  void arm(Registration &G) {
    io_uring_sqe *E = R.entry();
    if (!E)
      throwError(EBUSY, "io_uring");
    if (G.Port || &G == &OfWake)
      ::io_uring_prep_poll_multishot(E, G.Fd,
                                     G.Port ? portEvents() : unsigned(EPOLLIN));
    else
      ::io_uring_prep_poll_add(E, G.Fd, eventsOf(G.Sides));
    ::io_uring_sqe_set_data(E, &G);
    G.Armed = true;
  }

  void drop(Registration *G) noexcept {
    G->Port = nullptr;
    G->Dropped = true;
    if (!G->Armed)
      return destroy(G);
    if (io_uring_sqe *E = R.entry()) {
      // io_uring_prep_poll_remove would fail for one that is just being told of
      // something (EALREADY).
      ::io_uring_prep_cancel64(
          E, std::uint64_t(reinterpret_cast<std::uintptr_t>(G)), 0);
      ::io_uring_sqe_set_data(E, nullptr);
      // At once, because the file is about to be closed.
      ::io_uring_submit_and_get_events(&R);
    }
  }

  void completed(const io_uring_cqe &C, std::vector<Event> &Out) {
    auto *G = static_cast<Registration *>(::io_uring_cqe_get_data(&C));
    if (!G)
      return; // a request that took another one back
    if (!(C.flags & IORING_CQE_F_MORE))
      G->Armed = false;
    if (G->Dropped) {
      if (!G->Armed)
        destroy(G);
      return;
    }
    // A request ends by itself if the kernel is short of memory or the thread
    // that made it has ended. Whoever waits then looks for itself.
    unsigned Events = C.res >= 0            ? unsigned(C.res)
                      : C.res == -ECANCELED ? 0
                                            : unsigned(EPOLLERR);
    if (G->Port) {
      if (!G->Armed)
        arm(*G);
      G->Port->changed(Events);
      return;
    }
    if (G != &OfWake && Events)
      Out.push_back({G->Fd, sidesOf(Events) & G->Sides});
    if (!G->Armed)
      arm(*G);
  }

public:
  UringPoller() {
    OfWake.Fd = Wake.get();
    arm(OfWake);
  }
  ~UringPoller() {
    while (All)
      destroy(All);
  }

  void watch(int Fd, unsigned Sides) override {
    auto It = Known.find(Fd);
    if (It != Known.end()) {
      if (It->second->Sides == Sides)
        return;
      drop(It->second);
      Known.erase(It);
    }
    if (Sides == NoSides)
      return;
    // The request itself would tell too late.
    checked(::fcntl(Fd, F_GETFD), "io_uring");
    Registration *G = make(Fd);
    G->Sides = Sides;
    try {
      Known.emplace(Fd, G);
      arm(*G);
    } catch (...) {
      Known.erase(Fd);
      destroy(G);
      throw;
    }
  }

  void attach(IoPort &P) override {
    Registration *G = make(P.fd());
    G->Port = &P;
    try {
      arm(*G);
    } catch (...) {
      destroy(G);
      throw;
    }
    P.Registration = G;
  }
  void detach(IoPort &P) noexcept override {
    drop(static_cast<Registration *>(std::exchange(P.Registration, nullptr)));
  }

  void wait(std::optional<std::chrono::nanoseconds> AtMost,
            std::vector<Event> &Out) override {
    int E;
    if (AtMost && AtMost->count() == 0) {
      E = ::io_uring_submit_and_get_events(&R);
    } else {
      __kernel_timespec T;
      if (AtMost) {
        T.tv_sec = AtMost->count() / 1000000000;
        T.tv_nsec = AtMost->count() % 1000000000;
      }
      io_uring_cqe *First;
      E = ::io_uring_submit_and_wait_timeout(&R, &First, 1,
                                             AtMost ? &T : nullptr, nullptr);
    }
    if (E < 0 && E != -ETIME && E != -EINTR && E != -EBUSY && E != -EAGAIN)
      throwError(-E, "io_uring_enter");
    // Requests that are made now may complete at once: next time.
    unsigned Left = ::io_uring_cq_ready(&R);
    io_uring_cqe *Batch[256];
    while (Left) {
      unsigned N = ::io_uring_peek_batch_cqe(
          &R, Batch, std::min<unsigned>(Left, std::size(Batch)));
      for (unsigned I = 0; I != N; ++I)
        completed(*Batch[I], Out);
      ::io_uring_cq_advance(&R, N);
      Left -= N;
    }
  }

  void wakeUp() noexcept override {
    std::uint64_t One = 1;
    [[maybe_unused]] auto Written = ::write(Wake.get(), &One, sizeof One);
  }
};

} // namespace

std::unique_ptr<Poller> makeUringPoller() {
  return std::make_unique<UringPoller>();
}

} // namespace aio::detail
#endif
