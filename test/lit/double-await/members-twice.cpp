// RUN: %check %s
//
// A function that takes the task of its object finds none the second time; so does
// a closure that has captured one. Near misses: it looks first, it puts another one
// there, another object, somebody else fills it, it takes one of many.

#include "mini/mini.h"

#include <memory>
#include <optional>
#include <utility>
#include <vector>

mini::task<> make() { co_await mini::yield(); }
mini::task<> takes(mini::task<> Work) { co_await std::move(Work); }
mini::task<> connect(int N);
bool flip();

struct loader {
  mini::task<> Work = make();
  int Count = 0;
  mini::task<> get() { co_await std::move(Work); }
  mini::task<> gives() { return takes(std::move(Work)); }
  mini::task<> counted() {
    ++Count;
    co_await takes(std::move(Work));
    ++Count;
  }
  void start() { mini::spawn(std::move(Work)); }
  int asked() const { return Count; }
};
struct lazy_loader {
  std::optional<mini::task<>> Work = make();
  mini::task<> get() { co_await std::move(*Work); }
};

mini::task<> inARow() {
  loader L;
  co_await L.get();
  co_await L.get(); // expect: coro-double-await {{'L\.Work'}}
}
mini::task<> byAPlainFunction() {
  loader L;
  co_await L.gives();
  co_await L.gives(); // expect: coro-double-await
}
mini::task<> startedTwice() {
  loader L;
  L.start();
  L.start(); // expect: coro-double-await
  co_await mini::yield();
}
mini::task<> afterAnotherFunction() {
  loader L;
  L.start();
  (void)L.asked();
  co_await L.counted(); // expect: coro-double-await
}
mini::task<> inALoop() {
  loader L;
  for (int I = 0; I != 2; ++I)
    co_await L.counted(); // expect: coro-double-await
}
mini::task<> retried() {
  loader L;
  for (;;) {
    try {
      co_await L.get(); // expect: coro-double-await
      break;
    } catch (const std::runtime_error &) {
    }
  }
}
mini::task<> handedOn() {
  loader L;
  co_await takes(L.get());
  co_await takes(L.get()); // expect: coro-double-await
}
mini::task<> ofAnOwner() {
  auto L = std::make_unique<loader>();
  co_await L->get();
  co_await L->get(); // expect: coro-double-await
}
mini::task<> ofAnOptional() {
  lazy_loader L;
  co_await L.get();
  co_await L.get(); // expect: coro-double-await
}
mini::task<> aClosureTwice() {
  auto Later = [Held = make()]() mutable -> mini::task<> {
    co_await std::move(Held);
  };
  co_await Later();
  co_await Later(); // expect: coro-double-await {{'Later\.Held'}}
}
mini::task<> inTheTurnsOfAClosure() {
  auto Work = make();
  co_await [&]() -> mini::task<> {
    for (int I = 0; I != 2; ++I)
      mini::spawn(std::move(Work)); // expect: coro-double-await
    co_await mini::yield();
  }();
}
mini::task<> awaitedInTheTurnsOfAClosure() {
  auto Work = make();
  co_await [&]() -> mini::task<> {
    for (int I = 0; I != 2; ++I)
      co_await std::move(Work); // expect: coro-double-await
  }();
}
mini::task<> ownOfAClosureInTurns() {
  auto Later = [Held = make()]() mutable -> mini::task<> {
    for (int I = 0; I != 2; ++I)
      co_await std::move(Held); // expect: coro-double-await
  };
  co_await Later();
}

// Near misses.
struct careful {
  std::optional<mini::task<>> Work;
  mini::task<> looks() {
    if (!Work)
      Work = make();
    co_await std::move(*Work);
    Work.reset();
  }
};
struct filled {
  mini::task<> Work = make();
  mini::task<> get() { co_await std::move(Work); }
  mini::task<> fill() {
    Work = make();
    co_await mini::yield();
  }
  void again() { Work = make(); }
};
struct sometimes {
  mini::task<> Work = make();
  mini::task<> get() {
    if (flip())
      co_await std::move(Work);
  }
  mini::task<> afterConnecting(int N) {
    co_await connect(N);
    co_await std::move(Work);
  }
};
struct beginsAnew {
  mini::task<> Work;
  void begin() { Work = make(); }
  mini::task<> run() {
    begin();
    co_await std::move(Work);
  }
};
struct many {
  std::vector<mini::task<>> Works;
  mini::task<> next() {
    auto Last = std::move(Works.back());
    Works.pop_back();
    co_await std::move(Last);
  }
};
struct eachMakes {
  mini::task<> get() { co_await make(); }
};
mini::task<> once() {
  loader L;
  co_await L.get();
}
mini::task<> looksFirst() {
  careful C;
  co_await C.looks();
  co_await C.looks();
}
mini::task<> filledBetween() {
  filled F;
  co_await F.get();
  F.again();
  co_await F.get();
  co_await F.fill();
  co_await F.get();
}
mini::task<> filledMeanwhile() {
  filled F;
  auto Filler = mini::start(F.fill());
  co_await F.get();
  co_await mini::yield();
  co_await F.get();
  co_await std::move(Filler);
}
mini::task<> setBetween() {
  loader L;
  co_await L.get();
  L.Work = make();
  co_await L.get();
  L = loader();
  co_await L.get();
}
mini::task<> onOnePathEach() {
  loader L;
  if (flip())
    co_await L.get();
  else
    co_await L.counted();
}
mini::task<> notAlways() {
  sometimes S;
  co_await S.get();
  co_await S.get();
}
mini::task<> connectFails() {
  sometimes S;
  for (int N = 0; N != 3; ++N) {
    try {
      co_await S.afterConnecting(N);
      break;
    } catch (const std::runtime_error &) {
    }
  }
}
mini::task<> others() {
  loader L, M;
  co_await L.get();
  co_await M.get();
  for (int I = 0; I != 2; ++I) {
    loader Each;
    co_await Each.get();
  }
}
mini::task<> oneOfMany() {
  many M;
  M.Works.push_back(make());
  M.Works.push_back(make());
  co_await M.next();
  co_await M.next();
}
mini::task<> eachBeginsAnew() {
  beginsAnew B;
  co_await B.run();
  co_await B.run();
}
mini::task<> makesOneEachTime() {
  eachMakes E;
  co_await E.get();
  co_await E.get();
}
mini::task<> madeAnewForAClosure() {
  auto Work = make();
  auto Body = [&]() -> mini::task<> {
    for (int I = 0; I != 2; ++I) {
      co_await std::move(Work);
      Work = make();
    }
  };
  co_await Body();
}
mini::task<> filledByTheFunctionAround() {
  auto Work = make();
  auto Body = [&]() -> mini::task<> {
    for (int I = 0; I != 2; ++I)
      co_await std::move(Work);
  };
  auto Running = mini::start(Body());
  co_await mini::yield();
  Work = make();
  co_await std::move(Running);
}
