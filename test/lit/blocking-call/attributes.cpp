// RUN: %check %s
// renamed: keep-models
//
// Functions of which only the declaration is seen: an attribute says what they
// do; without one, nothing is known, and nothing is claimed.

#include "mini/mini.h"

#include <unistd.h>

void flushAll() [[clang::blocking]];
int readRing(int Index) noexcept [[clang::nonblocking]];
int elsewhere(int N);

class Database {
public:
  int query(const char *Text) [[clang::blocking]];
  int cached(const char *Text) const noexcept [[clang::nonblocking]];
  int size() const;
};

int rows(Database &Db) { return Db.query("select count(*)"); }
int cachedRows(Database &Db) { return Db.cached("count") + Db.size(); }

template <typename T> T ask(Database &Db) {
  return static_cast<T>(Db.query("select 1"));
}

mini::task<int> functions() {
  int N = readRing(0) + elsewhere(1);
  co_await mini::yield();
  flushAll(); // expect: coro-blocking-call
  co_return N;
}

mini::task<int> methods(Database &Db) {
  int N = Db.cached("a") + Db.size();
  co_await mini::yield();
  N += Db.query("b"); // expect: coro-blocking-call
  co_return N;
}

mini::task<int> behindHelpers(Database &Db) {
  int N = cachedRows(Db);
  N += rows(Db); // expect: coro-blocking-call
  co_await mini::yield();
  co_return N + ask<int>(Db); // expect: coro-blocking-call
}

mini::task<int> offloaded(Database &Db) {
  co_return co_await mini::to_thread([&Db] { return rows(Db); });
}
