// RUN: %check %s
// renamed: no (aio)
//
// A task of aio begins when the loop gets to it. The share that it takes then comes too
// late if the caller's was a temporary. Near misses: it is given one, somebody has one.

#include <aio/aio.h>

#include <memory>
#include <string>
#include <vector>

using namespace std::chrono_literals;

void log(const std::string &Text);

class tooLate : public std::enable_shared_from_this<tooLate> {
public:
  void start() {
    aio::create_task(serve()); // expect: coro-this-escape, coro-dropped-eager-task
  }

private:
  aio::Coro<> serve() {
    auto Self = shared_from_this();
    co_await aio::sleep(1s);
    log(Name);
  }
  std::string Name = "name";
};
aio::Coro<> startsTooLate() {
  std::make_shared<tooLate>()->start();
  co_await aio::sleep(2s);
}

// Near misses.
class isGiven : public std::enable_shared_from_this<isGiven> {
public:
  void start() {
    aio::create_task(serve(shared_from_this())); // expect: coro-dropped-eager-task
  }

private:
  aio::Coro<> serve(std::shared_ptr<isGiven>) {
    co_await aio::sleep(1s);
    log(Name);
  }
  std::string Name = "name";
};
aio::Coro<> startsGiven() {
  std::make_shared<isGiven>()->start();
  co_await aio::sleep(2s);
}

class isKept : public std::enable_shared_from_this<isKept> {
public:
  void start() {
    aio::create_task(serve()); // expect: coro-dropped-eager-task
  }

private:
  aio::Coro<> serve() {
    auto Self = shared_from_this();
    co_await aio::sleep(1s);
    log(Name);
  }
  std::string Name = "name";
};
std::vector<std::shared_ptr<isKept>> All;
aio::Coro<> startsKept() {
  auto Own = std::make_shared<isKept>();
  Own->start();
  All.push_back(Own);
  All.back()->start();
  co_await aio::sleep(2s);
}
