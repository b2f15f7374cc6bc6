// RUN: %check %s
//
// Near misses: the work keeps the object by a count of the object's own, or owns it.

#include "mini/mini.h"

#include <memory>
#include <string>
#include <utility>

/// A pointer that counts in what it leads to.
template <class T> class ref {
public:
  explicit ref(T *P) : P(P) { P->retain(); }
  ref(const ref &O) : P(O.P) { P->retain(); }
  ref(ref &&O) noexcept : P(std::exchange(O.P, nullptr)) {}
  ~ref() {
    if (P)
      P->release();
  }
  T *operator->() const { return P; }

private:
  T *P;
};
class counted {
public:
  void retain() { ++References; }
  void release() {
    if (--References == 0)
      delete this;
  }

protected:
  virtual ~counted() = default;

private:
  int References = 0;
};

class byParameter : public counted {
public:
  void start() { mini::spawn(serve(ref<byParameter>(this))); }

private:
  ~byParameter() override { Count = 0; }
  mini::task<> serve(ref<byParameter>) {
    co_await mini::yield();
    ++Count;
  }
  int Count = 0;
};
class byLocal : public counted {
public:
  void start() { mini::spawn(serve()); }

private:
  ~byLocal() override { Count = 0; }
  mini::task<> serve() {
    ref<byLocal> Self(this);
    co_await mini::yield();
    ++Count;
  }
  int Count = 0;
};
class byHand : public counted {
public:
  void start() {
    retain();
    mini::spawn(serve());
  }

private:
  ~byHand() override { Count = 0; }
  mini::task<> serve() {
    co_await mini::yield();
    ++Count;
    release();
  }
  int Count = 0;
};
/// The work deletes it at its end, and nobody else can.
class deletesItself {
public:
  static void launch() { (new deletesItself)->start(); }

private:
  deletesItself() = default;
  ~deletesItself() { Count = 0; }
  void start() { mini::spawn(serve()); }
  mini::task<> serve() {
    co_await mini::yield();
    ++Count;
    delete this;
  }
  int Count = 0;
};
/// What the work uses is not the object but a part that is shared.
class sharedState {
public:
  ~sharedState() { State->Open = false; }
  void start() { mini::spawn(serve(State)); }

private:
  struct state {
    bool Open = true;
    int Count = 0;
  };
  static mini::task<> serve(std::shared_ptr<state> S) {
    while (S->Open) {
      co_await mini::yield();
      ++S->Count;
    }
  }
  std::shared_ptr<state> State = std::make_shared<state>();
};

