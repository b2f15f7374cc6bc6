// RUN: %check %s
//
// True: the task is in a container of the whole program, or in a member that nobody
// looks at again, while the object ends. Near misses: the class waits for what is there.
//
// renamed: keep-models

#include <aio/aio.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

std::vector<aio::Task<>> Background;
int Sum = 0;
template <class F> aio::Coro<> runsLater(F Body) {
  co_await aio::sleep(1ms);
  co_await Body();
}

class Global {
public:
  ~Global() { ++Sum; }
  void start() {
    Background.push_back(aio::create_task(serve())); // expect: coro-this-escape
  }
  aio::Coro<> serve() {
    co_await aio::sleep(2ms);
    Sum += int(Name.size());
  }

private:
  std::string Name = "name";
};
class Invoked {
public:
  ~Invoked() { ++Sum; }
  void start() {
    Background.emplace_back(aio::create_task(std::invoke(&Invoked::serve, this))); // expect: coro-this-escape
  }
  void bound() {
    Background.push_back(aio::create_task(runsLater(std::bind_front(&Invoked::serve, this)))); // expect: coro-this-escape
  }
  aio::Coro<> serve() {
    co_await aio::sleep(2ms);
    Sum += int(Name.size());
  }

private:
  std::string Name = "name";
};
class OwnTask {
public:
  ~OwnTask() { ++Sum; }
  void start() {
    Task = aio::create_task(serve()); // expect: coro-this-escape
  }
  aio::Coro<> serve() {
    co_await aio::sleep(2ms);
    Sum += int(Name.size());
  }

private:
  std::optional<aio::Task<>> Task;
  std::string Name = "name";
};
struct Part {
  std::string Name = "part";
  aio::Coro<> run() const {
    co_await aio::sleep(2ms);
    Sum += int(Name.size());
  }
};
class OfPart {
public:
  ~OfPart() { ++Sum; }
  void start() {
    Background.push_back(aio::create_task(Inner.run())); // expect: coro-this-escape
  }

private:
  Part Inner;
};

class Cancels {
public:
  ~Cancels() { Task->cancel(); }
  void start() { Task = aio::create_task(serve()); }
  aio::Coro<> serve() {
    co_await aio::sleep(2ms);
    Sum += int(Name.size());
  }

private:
  std::optional<aio::Task<>> Task;
  std::string Name = "name";
};
class Drained {
public:
  ~Drained() { ++Sum; }
  void start() { Background.push_back(aio::create_task(serve())); }
  aio::Coro<> stop() {
    for (auto &Each : std::exchange(Background, {}))
      co_await Each;
  }
  aio::Coro<> serve() {
    co_await aio::sleep(2ms);
    Sum += int(Name.size());
  }

private:
  std::string Name = "name";
};
class Found {
public:
  ~Found() { ++Sum; }
  void start() { Task = aio::create_task(serve()); }
  aio::Coro<> serve() {
    co_await aio::sleep(2ms);
    Sum += int(Name.size());
  }
  std::optional<aio::Task<>> Task;

private:
  std::string Name = "name";
};
aio::Coro<> ends() {
  auto Own = std::make_unique<Found>();
  Own->start();
  co_await *Own->Task;
}
class Shared : public std::enable_shared_from_this<Shared> {
public:
  void start() {
    Background.push_back(aio::create_task(
        runsLater(std::bind_front(&Shared::serve, shared_from_this()))));
  }
  aio::Coro<> serve() {
    co_await aio::sleep(2ms);
    Sum += int(Name.size());
  }

private:
  std::string Name = "name";
};
class Static {
public:
  ~Static() { ++Sum; }
  void start() { Background.push_back(aio::create_task(serve())); }
  aio::Coro<> serve() {
    co_await aio::sleep(2ms);
    Sum += int(Name.size());
  }

private:
  std::string Name = "name";
};
aio::Coro<> lasts() {
  static Static Own;
  Own.start();
  for (auto &Each : std::exchange(Background, {}))
    co_await Each;
}
