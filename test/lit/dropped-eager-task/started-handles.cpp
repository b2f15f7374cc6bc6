// RUN: %check %s
//
// Handles of started tasks: dropped, the task runs on and its end is lost.

#include "mini/mini.h"

#include <utility>
#include <vector>

mini::task<> flush(int Id);
mini::task<int> count();
void touch();

mini::task<int> starts() {
  mini::start(flush(1)); // expect: coro-dropped-eager-task
  co_await mini::start(flush(2));
  auto Lost = mini::start(flush(3)); // expect: coro-dropped-eager-task
  touch();
  auto Fourth = flush(4);
  auto Running = mini::start(std::move(Fourth));
  auto Counting = mini::start(count());
  touch();
  co_await Running;
  (void)mini::start(flush(5));
  mini::spawn(flush(6));
  co_return co_await std::move(Counting);
}

mini::task<> onSomePath(bool Hurry) {
  auto Running = mini::start(flush(1)); // expect: coro-dropped-eager-task
  touch();
  if (Hurry)
    co_return;
  co_await Running;
}

mini::task<> lists(int N) {
  std::vector<mini::join_handle<>> Lost;
  std::vector<mini::join_handle<>> Handles;
  for (int I = 0; I < N; ++I) {
    Lost.push_back(mini::start(flush(I))); // expect: coro-dropped-eager-task
    Handles.push_back(mini::start(flush(I)));
  }
  for (auto &Each : Handles)
    co_await Each;
}

mini::join_handle<> background(int Id) { return mini::start(flush(Id)); }

template <typename Task> auto run(Task Work) {
  return mini::start(std::move(Work));
}

mini::task<> throughHelpers() {
  background(1);             // expect: coro-dropped-eager-task
  auto Lost = run(flush(2)); // expect: coro-dropped-eager-task
  auto Kept = background(3);
  co_await run(flush(4));
  co_await Kept;
  auto Start = [](int Id) { return mini::start(flush(Id)); };
  Start(5); // expect: coro-dropped-eager-task
  co_await Start(6);
}

class Server {
public:
  void open() { Reader = mini::start(flush(1)); }
  void log() {
    mini::start(flush(2)); // expect: coro-dropped-eager-task
  }
  mini::task<> close() { co_await std::move(Reader); }

private:
  mini::join_handle<> Reader;
};
