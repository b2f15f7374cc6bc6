// RUN: %check %s
//
// A handler around the place where the task is made, and not where it is awaited.

#include "mini/mini.h"

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

mini::task<int> fetch(int id);
mini::task<int> fetchNamed(std::string name);
int parse(const std::string &text);
void log(const char *text) noexcept;

// Who lost its co_await gives the task away.
mini::task<int> returned(int id) {
  try {
    return fetch(id); // expect: coro-await-in-untaken-try {{by the caller}}
  } catch (const std::runtime_error &) {
    return fetch(0);
  }
}
mini::task<int> functionTry(int id) try {
  return fetch(id); // expect: coro-await-in-untaken-try
} catch (...) {
  return fetch(0);
}
mini::task<int> moved(std::string name) {
  try {
    return fetchNamed(std::move(name)); // expect: coro-await-in-untaken-try
  } catch (const std::exception &) {
    return fetch(0);
  }
}
mini::task<int> byVariable(int id) {
  try {
    auto Task = fetch(id); // expect: coro-await-in-untaken-try
    return Task;
  } catch (...) {
    log("lost");
    throw;
  }
}
mini::task<int> awaitedBehind(int id) {
  std::optional<mini::task<int>> Task;
  try {
    Task = fetch(id); // expect: coro-await-in-untaken-try {{after the 'try'}}
  } catch (const std::runtime_error &) {
    co_return 0;
  }
  co_return co_await std::move(*Task);
}
auto closure = [](int id) -> mini::task<int> {
  try {
    return fetch(id); // expect: coro-await-in-untaken-try
  } catch (const std::runtime_error &) {
    return fetch(0);
  }
};
template <class T> mini::task<int> ofTemplate(T id) {
  try {
    return fetch(int(id)); // expect: coro-await-in-untaken-try
  } catch (const std::runtime_error &) {
    return fetch(0);
  }
}
mini::task<int> instantiates() { co_return co_await ofTemplate(1L); }
mini::task<int> nested(bool cached, int id) {
  try {
    if (cached)
      return fetch(id); // expect: coro-await-in-untaken-try
    return fetch(id + 1);
  } catch (const std::runtime_error &) {
    return fetch(0);
  }
}

// Near misses: awaited within, or something else within can throw.
mini::task<int> awaited(int id) {
  try {
    co_return co_await fetch(id);
  } catch (const std::runtime_error &) {
    co_return 0;
  }
}
mini::task<int> awaitedByName(int id) {
  try {
    auto Task = fetch(id);
    co_return co_await std::move(Task);
  } catch (const std::runtime_error &) {
    co_return 0;
  }
}
mini::task<int> parses(const std::string &text) {
  try {
    return fetch(parse(text));
  } catch (const std::runtime_error &) {
    return fetch(0);
  }
}
mini::task<int> looksUp(const std::vector<int> &ids) {
  try {
    return fetch(ids.at(3));
  } catch (const std::out_of_range &) {
    return fetch(0);
  }
}
mini::task<int> checks(int id) {
  try {
    if (id < 0)
      throw std::runtime_error("negative");
    return fetch(id);
  } catch (const std::runtime_error &) {
    return fetch(0);
  }
}
mini::task<int> outside(int id) {
  try {
    parse("1");
  } catch (const std::runtime_error &) {
    log("no");
  }
  return fetch(id);
}
// Two are made in it, and one is awaited there.
mini::task<int> both(int id) {
  auto First = fetch(id);
  try {
    co_await std::move(First);
  } catch (const std::runtime_error &) {
    log("no");
  }
  co_return co_await fetch(id);
}

// A plain function may throw before there is a task.
mini::task<int> plain(int id) {
  if (id < 0)
    throw std::invalid_argument("negative");
  return fetch(id);
}
mini::task<int> ofPlain(int id) {
  try {
    return plain(id);
  } catch (const std::invalid_argument &) {
    return fetch(0);
  }
}
// Of what depends on a parameter it is not known.
struct checked {
  explicit checked(int n) {
    if (n < 0)
      throw std::runtime_error("negative");
  }
};
template <class T> mini::task<int> dependent(T n) {
  try {
    checked Check(n);
    return fetch(1);
  } catch (const std::runtime_error &) {
    return fetch(0);
  }
}
