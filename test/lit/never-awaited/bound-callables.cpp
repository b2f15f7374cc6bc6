// RUN: %check %s
//
// A callable that is bound into another: calling that one makes the task.

#include "mini/mini.h"

#include <functional>

mini::task<int> count();
mini::task<int> count_to(int N);

struct Device {
  mini::task<int> read();
};

int Sum = 0;

mini::task<> awaited(Device &D) {
  Sum += co_await std::bind_front(count)();
  Sum += co_await std::bind(count_to, 3)();
  auto Read = std::bind_front(&Device::read, &D);
  Sum += co_await Read();
  auto Direct = std::mem_fn(&Device::read);
  Sum += co_await Direct(D);
}

mini::task<> dropped(Device &D) {
  std::bind_front(count)(); // expect: coro-never-awaited
  auto Read = std::bind_front(&Device::read, &D);
  Read(); // expect: coro-never-awaited
  co_await mini::yield();
}
