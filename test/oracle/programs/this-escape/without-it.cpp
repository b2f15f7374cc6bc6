// RUN: %oracle-asan %s
// shows: nothing
//
// The object ends while its work runs, which has no need of it: it uses nothing of it,
// copies, or what is shared.

#include <aio/aio.h>

#include <memory>
#include <string>
#include <vector>

using namespace std::chrono_literals;

std::size_t Sum = 0;
std::vector<aio::Task<>> Running;

class UsesNothing {
public:
  ~UsesNothing() { Name.clear(); }
  void start() { Running.push_back(aio::create_task(serve())); }

private:
  aio::Coro<> serve() {
    co_await aio::sleep(2ms);
    ++Sum;
  }
  std::string Name = "session";
};
class Shares {
public:
  ~Shares() { State->Open = false; }
  void start() { Running.push_back(aio::create_task(serve(State))); }

private:
  struct Data {
    bool Open = true;
    std::size_t Turns = 0;
  };
  static aio::Coro<> serve(std::shared_ptr<Data> State) {
    while (State->Open) {
      co_await aio::sleep(1ms);
      ++State->Turns;
    }
  }
  std::shared_ptr<Data> State = std::make_shared<Data>();
};
class Copies {
public:
  ~Copies() { Name.clear(); }
  void start() { Running.push_back(aio::create_task(serve(Name))); }

private:
  static aio::Coro<> serve(std::string Name) {
    co_await aio::sleep(2ms);
    Sum += Name.size();
  }
  std::string Name = "session";
};

aio::Coro<> program() {
  {
    auto One = std::make_unique<UsesNothing>();
    auto Two = std::make_unique<Shares>();
    auto Three = std::make_unique<Copies>();
    One->start();
    Two->start();
    Three->start();
    co_await aio::sleep(1ms);
  }
  for (auto &Task : Running)
    co_await Task;
}

int main() { aio::run(program()); }
