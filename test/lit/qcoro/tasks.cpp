// RUN: %check %s -- -fPIC -isystem /usr/include/qcoro6 -isystem /usr/include/qcoro6/qcoro -isystem /usr/include/x86_64-linux-gnu/qt6 -isystem /usr/include/x86_64-linux-gnu/qt6/QtCore
// renamed: no (QCoro)
//
// QCoro's Task starts at the call and its co_await of timers and futures goes
// through await_transform: nothing but inference tells.

#include <qcoro/qcorotask.h>
#include <qcoro/qcorotimer.h>

#include <QTimer>

#include <chrono>
#include <thread>
#include <vector>

using namespace std::chrono_literals;

QCoro::Task<int> load(int Id);
QCoro::Task<> save(int Id);

QCoro::Task<int> both() {
  const int First = co_await load(1);
  auto Second = load(2);
  auto Lost = load(3); // expect: coro-dropped-eager-task
  load(4);             // expect: coro-dropped-eager-task
  co_return First + co_await Second;
}

QCoro::Task<> waits(QTimer &Timer) {
  co_await Timer;
  co_await QCoro::sleepFor(10ms);
  std::this_thread::sleep_for(10ms); // expect: coro-blocking-call
}

QCoro::Task<> keeps(bool Wanted) {
  std::vector<QCoro::Task<>> Saves;
  for (int I = 0; I < 3; ++I)
    Saves.push_back(save(I));
  for (auto &Each : Saves)
    co_await Each;
  auto Maybe = save(4); // expect: coro-dropped-eager-task
  if (Wanted)
    co_await Maybe;
}

void decides() {
  (void)save(1);
  (void)save(2).then([] {});
  save(3).then([] {}); // expect: coro-dropped-eager-task
}
