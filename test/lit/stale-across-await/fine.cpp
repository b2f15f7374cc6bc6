// RUN: %check %s
//
// Over a suspension, but nobody takes it away, or it is looked up again.

#include "mini/mini.h"

#include <list>
#include <map>
#include <memory>
#include <string>
#include <vector>

struct client {
  mini::task<> send(std::string text) {
    co_await mini::yield();
    Sent += text.size();
  }
  std::size_t Sent = 0;
};

class hub {
public:
  // A copy that this frame owns.
  mini::task<> copied(std::string text) {
    auto Copy = Clients;
    for (auto &Each : Copy)
      co_await Each->send(text);
  }
  // By number.
  mini::task<> byNumber(std::string text) {
    for (std::size_t I = 0; I < Clients.size(); ++I) {
      auto One = Clients[I];
      co_await One->send(text);
    }
  }
  // Used before the suspension only.
  mini::task<> before(std::string text) {
    auto &First = *Clients.front();
    First.Sent += text.size();
    co_await mini::yield();
  }
  // Taken again.
  mini::task<> again(int id) {
    auto It = ById.find(id);
    if (It == ById.end())
      co_return;
    It->second.Sent++;
    co_await mini::yield();
    It = ById.find(id);
    if (It != ById.end())
      It->second.Sent++;
  }
  // Looked up again: the element is still there.
  mini::task<> lookedAt(int id) {
    client &One = ById[id];
    co_await mini::yield();
    if (!ById.contains(id))
      co_return;
    One.Sent++;
  }
  // Another one in each turn.
  mini::task<> turns(int id) {
    while (!ById.empty()) {
      auto &One = ById[id];
      One.Sent++;
      co_await mini::yield();
    }
  }
  // On a path without a suspension.
  mini::task<> noAwait(int id, bool wait) {
    auto &One = ById[id];
    if (wait) {
      co_await mini::yield();
      co_return;
    }
    One.Sent++;
  }
  void forget(int id) {
    ById.erase(id);
    Clients.clear();
  }

private:
  std::vector<std::shared_ptr<client>> Clients;
  std::map<int, client> ById;
};

// Filled before anything runs.
class fixed {
public:
  explicit fixed(std::vector<std::string> lines) : Lines(std::move(lines)) {
    Lines.push_back("end");
  }
  ~fixed() { Lines.clear(); }
  mini::task<> all() {
    for (auto &Each : Lines) {
      co_await mini::yield();
      Count += Each.size();
    }
  }

private:
  std::vector<std::string> Lines;
  std::size_t Count = 0;
};

// Growing leaves elements of nodes where they are.
class nodes {
public:
  mini::task<> keep(int id) {
    auto &One = ById[id];
    co_await mini::yield();
    One++;
    for (auto &Each : Items) {
      co_await mini::yield();
      Each++;
    }
  }
  mini::task<> add(int id) {
    co_await mini::yield();
    ById[id] = 1;
    Items.push_back(id);
  }

private:
  std::map<int, int> ById;
  std::list<int> Items;
};

// One instance removes its own element, after it has used it.
class registry {
public:
  void accept(int n) {
    for (int I = 0; I != n; ++I)
      mini::spawn(serve(I));
  }

private:
  mini::task<> serve(int id) {
    auto It = Sessions.emplace(id, "").first;
    co_await mini::yield();
    It->second += "x";
    Sessions.erase(It);
  }
  std::map<int, std::string> Sessions;
};

// What fills it has ended before the loop begins.
class steps {
public:
  mini::task<> run() {
    co_await load();
    for (auto &Each : Names) {
      co_await mini::yield();
      Count += Each.size();
    }
  }

private:
  mini::task<> load() {
    co_await mini::yield();
    Names.push_back("a");
  }
  std::vector<std::string> Names;
  std::size_t Count = 0;
};

// Everybody takes the same lock.
class locked {
public:
  mini::task<> all() {
    auto Guard = co_await Mutex.lock();
    for (auto &Each : Names) {
      co_await mini::yield();
      Count += Each.size();
    }
  }
  mini::task<> add(std::string name) {
    auto Guard = co_await Mutex.lock();
    Names.push_back(std::move(name));
  }

private:
  mini::mutex Mutex;
  std::vector<std::string> Names;
  std::size_t Count = 0;
};

// Nobody in sight says when they are called.
class unknown {
public:
  mini::task<> stop() {
    for (auto &Each : Names) { // expect-low: coro-stale-across-await
      co_await mini::yield();
      Count += Each.size();
    }
    Names.clear();
  }
  void forget() { Names.clear(); }

private:
  std::vector<std::string> Names;
  std::size_t Count = 0;
};
// Each call has its own, and several run.
class caller {
public:
  mini::task<> announce() {
    std::vector<mini::task<>> Sends;
    Sends.push_back(one());
    for (auto &Each : Sends)
      co_await std::move(Each);
  }
  void start() {
    mini::spawn(announce());
    mini::spawn(announce());
  }

private:
  mini::task<> one() { co_await mini::yield(); }
};

// Owned by the frame, by a pointer or by another name.
struct connection {
  std::vector<std::string> Headers;
};
class acceptor {
public:
  void start(int n) {
    for (int I = 0; I != n; ++I) {
      mini::spawn(byPointer());
      mini::spawn(byName());
    }
  }

private:
  mini::task<> byPointer() {
    auto Own = std::make_unique<connection>();
    Own->Headers.push_back("a");
    for (auto &Each : Own->Headers) {
      co_await mini::yield();
      Count += Each.size();
    }
  }
  mini::task<> byName() {
    connection Mine;
    connection &Own = Mine;
    Own.Headers.push_back("a");
    for (auto &Each : Own.Headers) {
      co_await mini::yield();
      Count += Each.size();
    }
  }
  std::size_t Count = 0;
};
// Each instance has an object of its own.
struct session2 {
  std::vector<std::string> Out;
  std::size_t Count = 0;
  mini::task<> run() {
    Out.push_back("x");
    auto &Front = Out.front();
    co_await mini::yield();
    Count += Front.size(); // expect-low: coro-stale-across-await
  }
};
mini::task<> runs(std::shared_ptr<session2> Session) { co_await Session->run(); }
void serves(int n) {
  for (int I = 0; I != n; ++I)
    mini::spawn(runs(std::make_shared<session2>()));
}
