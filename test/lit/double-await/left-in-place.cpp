// RUN: %check %s
//
// Near misses: std::move is only a cast. What is given the task may leave it where it
// is, and says so.

#include "mini/mini.h"

#include <deque>
#include <utility>

mini::task<> make() { co_await mini::yield(); }
bool flip();

class bounded {
public:
  /// Takes the task only if there is room.
  bool tryPush(mini::task<> &&Work) {
    if (Works.size() == 4)
      return false;
    Works.push_back(std::move(Work));
    return true;
  }
  mini::task<> drain() {
    for (auto &Each : Works)
      co_await std::move(Each);
    Works.clear();
  }

private:
  std::deque<mini::task<>> Works;
};
bool looks(mini::task<> &&Work) { return Work.valid(); }

mini::task<> pushedOrAwaited(bounded &Queue) {
  auto Work = make();
  if (!Queue.tryPush(std::move(Work)))
    co_await std::move(Work);
}
mini::task<> pushedUntilThereIsRoom(bounded &Queue) {
  auto Work = make();
  while (!Queue.tryPush(std::move(Work)))
    co_await Queue.drain();
}
mini::task<> lookedAt() {
  auto Work = make();
  bool Valid = looks(std::move(Work));
  co_await std::move(Work);
  (void)Valid;
}
mini::task<> castOnly() {
  auto Work = make();
  (void)std::move(Work);
  co_await std::move(Work);
}
mini::task<> boundOnly() {
  auto Work = make();
  mini::task<> &&Same = std::move(Work);
  if (flip())
    co_await std::move(Same);
  else
    co_await std::move(Work);
}
mini::task<> askedForItsState() {
  auto Work = make();
  bool Valid = std::move(Work).valid();
  co_await std::move(Work);
  (void)Valid;
}

