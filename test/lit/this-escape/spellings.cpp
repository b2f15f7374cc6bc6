// RUN: %check %s
//
// The object reaches its work in other words: *this, a reference to a field, a static
// function, a helper, a macro, a task in a variable.

#include "mini/mini.h"

#include <utility>

#define GO(WORK) ::mini::spawn((WORK))

class spellings {
public:
  ~spellings() { Count = 0; }
  void byPointer() {
    mini::spawn(ofPointer(this)); // expect: coro-this-escape
  }
  void byReference() {
    mini::spawn(ofReference(*this)); // expect: coro-this-escape
  }
  void byMacro() {
    GO(serve()); // expect: coro-this-escape
  }
  void byVariable() {
    auto Work = serve(); // expect: coro-this-escape
    mini::spawn(std::move(Work));
  }
  void byField() {
    mini::spawn(ofField(Count)); // expect: coro-this-escape
  }
  void byFieldPointer() {
    int *P = &Count;
    mini::spawn(ofField(*P)); // expect: coro-this-escape
  }
  void byOne(bool Later, mini::loop &Loop) {
    if (Later)
      mini::spawn(Loop, serve()); // expect: coro-this-escape
  }
  void byHelper() { launch(serve()); } // expect: coro-this-escape
  // Near misses: a copy.
  void byCopy() { mini::spawn(ofCopy(*this)); }
  void byValue() { mini::spawn(ofValue(Count)); }
  void byCallbackOfCopy(mini::loop &Loop) {
    Loop.post([N = Count] { Sum += N; });
  }
  void byCopiedThis(mini::loop &Loop) {
    Loop.post([*this] { Sum += Count; });
  }

private:
  static inline int Sum = 0;
  static void launch(mini::task<> Work) { mini::spawn(std::move(Work)); }
  static mini::task<> ofPointer(spellings *S) {
    co_await mini::yield();
    ++S->Count;
  }
  static mini::task<> ofReference(spellings &S) {
    co_await mini::yield();
    ++S.Count;
  }
  static mini::task<> ofField(int &N) {
    co_await mini::yield();
    ++N;
  }
  static mini::task<> ofCopy(spellings S) {
    co_await mini::yield();
    Sum += S.Count;
  }
  static mini::task<> ofValue(int N) {
    co_await mini::yield();
    Sum += N;
  }
  mini::task<> serve() {
    co_await mini::yield();
    ++Count;
  }
  int Count = 0;
};
