"""Whole programs."""

import random

import faults_arguments
import faults_awaited_twice
import faults_blocking
import faults_cancellation
import faults_closures
import faults_locks
import faults_objects
import faults_returned
import faults_spawned
import faults_tasks
import locks
import noise
import texts
from text import Names, indent, place
from wrappers import ended, wrap

# How often each kind is taken.
CORE_FAULTS = [(3, faults_tasks.NEVER_AWAITED), (2, faults_tasks.DROPPED),
               (3, faults_blocking.BLOCKS), (2, faults_cancellation.LOST),
               (1, [faults_cancellation.own_cancel])]
CORE_ALIKE = [(3, faults_tasks.AWAITED), (2, faults_tasks.JOINED),
              (3, faults_blocking.HARMLESS), (3, faults_cancellation.HEARD)]
LIFETIME_FAULTS = [(3, faults_arguments.DANGLING),
                   (2, faults_closures.CLOSURE_GONE), (2, faults_spawned.LEFT),
                   (2, faults_returned.RETURNED), (3, faults_awaited_twice.TWICE),
                   (3, faults_locks.HELD), (2, faults_objects.ESCAPED)]
LIFETIME_ALIKE = [(3, faults_arguments.KEPT),
                  (2, faults_closures.CLOSURE_LIVES), (2, faults_spawned.JOINED),
                  (2, faults_returned.GIVEN), (3, faults_awaited_twice.ONCE),
                  (3, faults_locks.FREE), (2, faults_objects.STAYED),
                  (1, faults_tasks.AWAITED), (1, faults_tasks.JOINED)]

SHARED = """\
#include <aio/aio.h>

#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <functional>
#include <future>
#include <latch>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <poll.h>
#include <semaphore>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <unistd.h>
#include <utility>
#include <variant>
#include <vector>

#define ORACLE_AWAIT(X) co_await X

using namespace std::chrono_literals;

inline int Sum = 0;
/// Always 1, which nobody can know.
inline int One = std::getenv("AIO_NO_SUCH_VARIABLE") ? 2 : 1;
inline aio::ThreadPoolExecutor Pool(1);

inline aio::Coro<int> value(int N) {
  co_await aio::sleep(0s);
  co_return N;
}
inline aio::Coro<int> slowValue() {
  co_await aio::sleep(4ms);
  co_return 1;
}
inline aio::Coro<int> twice(int N) {
  int First = co_await value(N);
  co_return First + co_await value(N);
}
inline aio::Coro<int> makes(int N) { return value(N); }
struct Source {
  int Own = 1;
  aio::Coro<int> get() const {
    return [](int N) -> aio::Coro<int> { co_return N; }(Own);
  }
};
inline aio::Coro<> touch(int N) {
  co_await aio::sleep(0s);
  Sum += N;
}
inline aio::Coro<> lull() { co_await aio::sleep(4ms); }
inline aio::Task<> background(int N) { return aio::create_task(touch(N)); }
inline aio::AsyncGenerator<int> numbers(int Most) {
  for (int N = 1; N <= Most; ++N) {
    co_await aio::sleep(0s);
    co_yield N;
  }
}
/// Cancels what it runs while that waits.
inline aio::Coro<> cancelled(aio::Coro<> Work) {
  auto Running = aio::create_task(std::move(Work));
  co_await aio::sleep(2ms);
  Running.cancel();
  try {
    co_await Running;
  } catch (const aio::CancelledError &) {
    if (!Running.cancelled())
      throw;
  }
}
"""

# What the scenarios are about: faults, look-alikes, and what both use.
THEMES = {
    "core": (CORE_FAULTS, CORE_ALIKE, SHARED),
    "lifetimes": (LIFETIME_FAULTS, LIFETIME_ALIKE,
                  SHARED + texts.SHARED + faults_awaited_twice.SHARED +
                  locks.SHARED + faults_objects.SHARED),
}


class Program:
    """`files`: name and text; `planted`: see text.Planted. The sources are to be
    compiled; the others are headers."""

    def __init__(self, files, planted):
        self.files = files
        self.planted = planted

    @property
    def sources(self):
        return [name for name in self.files if name.endswith(".cpp")]


def scenario(rng, names, faults, alike):
    """(name, lines) of a coroutine with one fault or look-alike, and noise."""
    weights, kinds = zip(*(faults if rng.random() < 0.5 else alike))
    kernel = rng.choice(rng.choices(kinds, weights)[0])
    piece = wrap(kernel(rng, names), rng, names, rng.randint(0, 3))
    body = piece.body
    if not piece.returns and not piece.alone:
        for _ in range(rng.randint(0, 2)):
            body = [*noise.statements(rng, names), *body]
        for _ in range(rng.randint(0, 1)):
            body = [*body, *noise.statements(rng, names)]
    name = names.new("scenario")
    lines = [*piece.before, f"aio::Coro<> {name}() {{", *indent(ended(body)), "}",
             ""]
    return name, piece.cancels, lines


def program(seed, size, theme="core"):
    """With `size` scenarios. The same for the same seed, size and theme."""
    rng = random.Random(f"{seed}/{size}")
    names = Names()
    faults, alike, shared = THEMES[theme]
    parts = [scenario(rng, names, faults, alike) for _ in range(size)]
    split = size if size < 4 or rng.random() < 0.5 else size // 2
    shared = shared.splitlines()
    files, planted = {}, []

    def add(name, lines):
        text, some = place(lines, name)
        files[name] = text
        planted.extend(some)

    run = ["aio::Coro<> program() {"]
    for name, cancels, _ in parts:
        how = "cancelled" if cancels else "aio::create_task"
        work = f"{how}({name}())"
        run += ["  try {", f"    co_await {work};",
                "  } catch (const aio::CancelledError &) {",
                "    if (aio::current_task().cancelling())", "      throw;",
                "  }"]
    run += ["}", "", "int main() {", "  try {", "    aio::run(program());",
            "  } catch (const aio::CancelledError &) {", "  }", "}"]
    first = [line for _, _, lines in parts[:split] for line in lines]
    if split == size:
        add("main.cpp", [*shared, "", *first, *run])
        return Program(files, planted)
    add("shared.h", ["#ifndef SHARED_H", "#define SHARED_H", *shared,
                     *(f"aio::Coro<> {name}();" for name, _, _ in parts),
                     "#endif"])
    second = [line for _, _, lines in parts[split:] for line in lines]
    add("main.cpp", ['#include "shared.h"', "", *first, *run])
    add("more.cpp", ['#include "shared.h"', "", *second])
    return Program(files, planted)
