// RUN: %oracle-asan %s
// shows: nothing
//
// The object lives as long as its work: that has a share of it, or is waited for.

#include <aio/aio.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

using namespace std::chrono_literals;

std::size_t Sum = 0;
std::vector<aio::Task<>> Running;

class Session : public std::enable_shared_from_this<Session> {
public:
  void start() { Running.push_back(aio::create_task(serve(shared_from_this()))); }

private:
  aio::Coro<> serve(std::shared_ptr<Session>) {
    co_await aio::sleep(2ms);
    Sum += Name.size();
  }
  std::string Name = "session";
};

class Poller {
public:
  ~Poller() { Turns = 0; }
  void start() { Tasks.push_back(aio::create_task(poll())); }
  aio::Coro<> stop() {
    for (auto &Each : Tasks)
      co_await Each;
  }

private:
  aio::Coro<> poll() {
    co_await aio::sleep(2ms);
    ++Turns;
  }
  std::vector<aio::Task<>> Tasks;
  int Turns = 0;
};

aio::Coro<> program() {
  std::make_shared<Session>()->start();
  Poller P;
  P.start();
  co_await P.stop();
  for (auto &Each : Running)
    co_await Each;
}

int main() { aio::run(program()); }
