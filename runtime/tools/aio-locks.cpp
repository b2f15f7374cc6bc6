//===- aio-locks.cpp - the locks that a thread holds ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A library to be loaded before all others (LD_PRELOAD), so that the debug mode
// of aio knows which of the system's locks a thread holds: that of the
// functions below which takes a mutex or a readers-writer lock notes it and
// calls the system's own. Locks that do not go through these functions (spin
// locks, another library's own) are not seen.
//
//===----------------------------------------------------------------------===//

#include <dlfcn.h>
#include <execinfo.h>
#include <pthread.h>

namespace {

struct Held {
  const void *Lock;
  void *Addresses[32];
  int Count;
};

/// The innermost ones; more are not noted.
constexpr int Most = 16;
thread_local Held Locks[Most];
thread_local int Number = 0;
/// Only in threads that have asked for it, and not by what is done here.
thread_local bool Notes = false, Inside = false;

void taken(const void *Lock) {
  if (!Notes || Inside || Number == Most)
    return;
  Inside = true; // `backtrace` takes locks, too.
  Held &H = Locks[Number++];
  H.Lock = Lock;
  H.Count = ::backtrace(H.Addresses, 32);
  Inside = false;
}

void released(const void *Lock) {
  if (Inside)
    return;
  for (int I = Number; I-- > 0;)
    if (Locks[I].Lock == Lock) {
      for (--Number; I < Number; ++I)
        Locks[I] = Locks[I + 1];
      return;
    }
}

template <class F> F *next(F *&Known, const char *Name) {
  if (!Known)
    Known = reinterpret_cast<F *>(::dlsym(RTLD_NEXT, Name));
  return Known;
}

} // namespace

#define AIO_TAKES(Name, Type)                                                  \
  extern "C" int Name(Type *Lock) noexcept {                                   \
    static int (*Known)(Type *) = nullptr;                                     \
    int Result = next(Known, #Name)(Lock);                                     \
    if (Result == 0)                                                           \
      taken(Lock);                                                             \
    return Result;                                                             \
  }
#define AIO_RELEASES(Name, Type)                                               \
  extern "C" int Name(Type *Lock) noexcept {                                   \
    static int (*Known)(Type *) = nullptr;                                     \
    released(Lock);                                                            \
    return next(Known, #Name)(Lock);                                           \
  }

AIO_TAKES(pthread_mutex_lock, pthread_mutex_t)
AIO_TAKES(pthread_mutex_trylock, pthread_mutex_t)
AIO_TAKES(pthread_rwlock_rdlock, pthread_rwlock_t)
AIO_TAKES(pthread_rwlock_tryrdlock, pthread_rwlock_t)
AIO_TAKES(pthread_rwlock_wrlock, pthread_rwlock_t)
AIO_TAKES(pthread_rwlock_trywrlock, pthread_rwlock_t)
AIO_RELEASES(pthread_mutex_unlock, pthread_mutex_t)
AIO_RELEASES(pthread_rwlock_unlock, pthread_rwlock_t)

/// From now on, the locks of this thread are noted.
extern "C" void aio_locks_note(bool On) { Notes = On; }
/// Where the `I`th lock that this thread holds was taken; the number of
/// addresses, -1 if it holds no more.
extern "C" int aio_locks_held(int I, void ***Addresses) {
  if (I >= Number)
    return -1;
  *Addresses = Locks[I].Addresses;
  return Locks[I].Count;
}
