// RUN: %check %s
//
// Tasks in objects of the program's own types.

#include "mini/mini.h"

#include <string>
#include <utility>
#include <vector>

mini::task<> flush(int Id);

struct Job {
  std::string Name;
  mini::task<> Work;
};

mini::task<> aggregates() {
  Job Lost{"lost", flush(1)}; // expect: coro-never-awaited
  Job Named{.Name = "named", .Work = flush(2)};
  co_await std::move(Named.Work);
  Job Later{"later", {}};
  Later.Work = flush(3); // expect: coro-never-awaited
  Job Sooner;
  Sooner.Work = flush(4);
  mini::spawn(std::move(Sooner.Work));
  Job First{"first", flush(5)};
  Job Second = std::move(First);
  co_await Second.Work;
}

void start(Job Given) { mini::spawn(std::move(Given.Work)); }
mini::task<> run(Job Given) { co_await std::move(Given.Work); }
void print(const Job &Given) { static_cast<void>(Given.Name.size()); }
Job make(int Id) { return {"made", flush(Id)}; }

mini::task<> handedOver() {
  start({"first", flush(1)});
  Job Second{"second", flush(2)};
  co_await run(std::move(Second));
  Job Third{"third", flush(3)}; // expect: coro-never-awaited
  print(Third);
  make(4); // expect: coro-never-awaited
  start(make(5));
}

mini::task<> lists(int N) {
  std::vector<Job> Lost;
  std::vector<Job> Jobs;
  for (int I = 0; I < N; ++I) {
    Lost.push_back({"lost", flush(I)}); // expect: coro-never-awaited
    Jobs.push_back(make(I));
  }
  for (auto &[Name, Work] : Jobs)
    co_await std::move(Work);
}

class Runner {
public:
  explicit Runner(mini::task<> Given) : Work(std::move(Given)) {}
  mini::task<> run() { co_await std::move(Work); }
  bool valid() const { return Work.valid(); }

private:
  mini::task<> Work;
};

class Finisher {
public:
  explicit Finisher(mini::task<> Given) : Work(std::move(Given)) {}
  ~Finisher() {
    if (Work.valid())
      mini::spawn(std::move(Work));
  }

private:
  mini::task<> Work;
};

mini::task<> classes() {
  Runner Run(flush(1));
  co_await Run.run();
  Runner Lost(flush(2)); // expect: coro-never-awaited
  if (Lost.valid())
    co_await mini::yield();
  Finisher Finish(flush(3));
  co_await Runner(flush(4)).run();
}
