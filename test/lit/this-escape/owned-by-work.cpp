// RUN: %check %s
//
// Near misses: the work owns its object, or the object that it uses is another one,
// which is kept.

#include "mini/mini.h"

#include <memory>
#include <string>
#include <utility>

class ownedByWork {
public:
  ~ownedByWork() { Count = 0; }
  void start(std::unique_ptr<ownedByWork> Self) {
    mini::spawn(serve(std::move(Self)));
  }
  static void launch() {
    auto Self = std::make_unique<ownedByWork>();
    auto &Object = *Self;
    mini::spawn(Object.serve(std::move(Self)));
  }

private:
  mini::task<> serve(std::unique_ptr<ownedByWork> Self) {
    co_await mini::yield();
    ++Count;
    Self.reset();
  }
  int Count = 0;
};
class child {
public:
  mini::task<> serve() {
    co_await mini::yield();
    ++Count;
  }

private:
  int Count = 0;
};
class parent {
public:
  ~parent() { Name.clear(); }
  void start() { mini::spawn(run(Child)); }
  void startGiven(child &Given) { mini::spawn(Given.serve()); }
  void startKept() {
    mini::spawn([](std::shared_ptr<child> C) -> mini::task<> {
      co_await C->serve();
    }(Child));
  }

private:
  static mini::task<> run(std::shared_ptr<child> C) { co_await C->serve(); }
  std::shared_ptr<child> Child = std::make_shared<child>();
  std::string Name;
};
/// Made for one call, which drives it to its end.
class request {
public:
  explicit request(std::string Name) : Name(std::move(Name)) {}
  ~request() { Name.clear(); }
  mini::task<std::size_t> send() {
    auto Body = write();
    co_await mini::yield();
    co_await std::move(Body);
    co_return Name.size();
  }
  std::size_t sendNow() { return mini::sync_wait(send()); }

private:
  mini::future<> write() {
    co_await mini::yield();
    Name += "x";
  }
  std::string Name;
};
mini::task<> sends() {
  request Request("name");
  co_await Request.send();
}

