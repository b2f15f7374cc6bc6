//===- chat.cpp - a source for mutants: a chat server ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Rooms, members and their wires. Most of the work is started and left to run:
// each coroutine is given what it needs by value.
//
//===----------------------------------------------------------------------===//

#include "mini/mini.h"

#include <cstdio>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

using namespace std::chrono_literals;

namespace {

struct Message {
  std::string from;
  std::string text;
};

struct Wire {
  std::string sent;

  mini::task<> send(std::string line) {
    co_await mini::sleep_for(1ms);
    sent += line + "\n";
  }
};

using WirePointer = std::shared_ptr<Wire>;

mini::task<> log(std::string text) {
  co_await mini::yield();
  std::printf("%s\n", text.c_str());
}

/// Calls `done` when `delay` is over.
mini::task<> after(std::chrono::milliseconds delay,
                   std::function<void()> done) {
  co_await mini::sleep_for(delay);
  done();
}

mini::task<> deliver(WirePointer wire, Message message) {
  co_await mini::yield();
  std::string line = message.from + ": " + message.text;
  co_await wire->send(std::move(line));
}

mini::future<std::size_t> archive(std::vector<Message> messages) {
  std::size_t size = 0;
  for (const Message &message : messages) {
    co_await mini::sleep_for(1ms);
    size += message.text.size();
  }
  co_return size;
}

class Room {
public:
  explicit Room(std::string name) : name_(std::move(name)) {}

  void join(std::string member, WirePointer wire) {
    mini::spawn(log(member + " joins " + name_));
    wires_[member] = std::move(wire);
    ++joined_;
  }

  /// To everybody; nobody waits for it.
  void post(Message message) {
    for (auto &[member, wire] : wires_)
      if (member != message.from)
        sending_.spawn(deliver(wire, message));
    history_.push_back(std::move(message));
  }

  /// To those of whom `wanted` says so, a little later.
  template <typename Wanted> void postTo(Wanted wanted, std::string text) {
    Message message{"server", std::move(text)};
    for (auto &[member, wire] : wires_)
      if (wanted(member))
        sending_.spawn(deliver(wire, message));
  }

  void remind(std::string member, std::chrono::milliseconds delay) {
    auto found = wires_.find(member);
    if (found == wires_.end())
      return;
    sending_.spawn([](WirePointer wire, std::string line,
                      std::chrono::milliseconds delay) -> mini::task<> {
      co_await mini::sleep_for(delay);
      co_await wire->send(line);
    }(found->second, "still there, " + member + "?", delay));
  }

  void leave(std::string member) {
    wires_.erase(member);
    sending_.spawn([](std::string text) -> mini::task<> {
      co_await mini::yield();
      std::printf("%s\n", text.c_str());
    }(member + " leaves"));
  }

  mini::task<> drain() { co_await sending_.join(); }

  std::vector<Message> history() const { return history_; }
  int joined() const { return joined_; }

private:
  std::string name_;
  std::map<std::string, WirePointer> wires_;
  std::vector<Message> history_;
  mini::scope sending_;
  int joined_ = 0;
};

mini::task<> session(Room &room, std::string member, std::vector<int> delays) {
  auto wire = std::make_shared<Wire>();
  room.join(member, wire);
  for (int delay : delays) {
    co_await mini::sleep_for(delay * 1ms);
    room.post({member, "after " + std::to_string(delay)});
  }
  room.leave(member);
}

/// Restarts what fails.
template <typename Make> mini::task<> supervise(Make make, std::string what) {
  for (int attempt = 1; attempt <= 2; ++attempt) {
    try {
      co_await make();
      co_return;
    } catch (const std::exception &error) {
      std::printf("%s: %s\n", what.c_str(), error.what());
    }
    co_await mini::sleep_for(1ms);
  }
}

class Server {
public:
  explicit Server(Room &room) : room_(room) {}

  void admit(std::string member, int visits) {
    std::vector<int> delays(visits, 1);
    sessions_.spawn(session(room_, member, std::move(delays)));
    mini::spawn(log("admitted " + member));
  }

  void admitAll(const std::vector<std::string> &members) {
    int visits = 1;
    for (const std::string &member : members) {
      std::string shown = "guest-" + member;
      admit(shown, visits++);
      greetings_.push_back(mini::start(greet(shown, visits)));
    }
  }

  void announce(std::string text, int times) {
    Message message{"server", std::move(text)};
    announcing_ = mini::start(repeat(message, times));
  }

  /// The room's messages are put away while the sessions go on.
  mini::task<std::size_t> close() {
    auto saving = archive(room_.history());
    co_await sessions_.join();
    for (auto &greeting : greetings_)
      co_await greeting;
    co_await announcing_;
    co_await room_.drain();
    std::size_t early = co_await saving;
    auto rest = archive(room_.history());
    co_await log("closing");
    co_return early + co_await rest;
  }

  /// What has to be done before the first member comes.
  mini::task<> prepare(int rooms) {
    std::vector<mini::task<>> steps;
    steps.push_back(log("preparing " + std::to_string(rooms)));
    for (int number = 0; number < rooms; ++number) {
      std::string label = "room " + std::to_string(number);
      steps.push_back(log(label));
      steps.push_back(furnish(label, {number, number + 1}));
    }
    co_await mini::when_all(std::move(steps));
  }

  void watch(int limit) {
    mini::spawn([](Room &room, int limit) -> mini::task<> {
      for (int round = 0; round < limit; ++round) {
        co_await mini::sleep_for(1ms);
        std::printf("%d joined\n", room.joined());
      }
    }(room_, limit));
  }

private:
  mini::task<> greet(std::string member, int visits) {
    co_await mini::sleep_for(1ms);
    room_.postTo([&member](const std::string &other) { return other == member; },
                 "hello, visit " + std::to_string(visits));
  }

  mini::task<> repeat(Message message, int times) {
    while (times-- > 0) {
      co_await mini::sleep_for(1ms);
      room_.post(message);
    }
  }

  mini::task<> furnish(std::string label, std::vector<int> chairs) {
    int sum = 0;
    for (int chair : chairs) {
      co_await mini::yield();
      sum += chair;
    }
    std::printf("%s has %d chairs\n", label.c_str(), sum);
  }

  Room &room_;
  mini::scope sessions_;
  std::vector<mini::join_handle<>> greetings_;
  mini::join_handle<> announcing_;
};

/// The task of a greeting, for whoever wants to await it.
mini::task<> greeting(std::string name, bool formal) {
  if (formal)
    return log("good morning, " + name);
  return log("hello " + name);
}

mini::task<> run() {
  Room room("lobby");
  Server server(room);
  co_await server.prepare(2);
  server.admitAll({"ann", "bob", "cleo"});
  server.announce("maintenance at noon", 2);
  server.watch(2);

  auto first = greeting("everybody", true);
  mini::task<> second = log(std::string(3, '-'));
  co_await first;
  co_await second;

  int ticks = 0;
  auto counted = std::make_shared<int>(0);
  auto ticking = mini::start(after(2ms, [counted] { ++*counted; }));
  auto noting = mini::start(
      [](std::string title, std::vector<std::string> lines) -> mini::task<int> {
        for (const std::string &line : lines) {
          co_await mini::yield();
          title += " " + line;
        }
        std::printf("%s\n", title.c_str());
        co_return static_cast<int>(lines.size());
      }("notes:", {"one", "two"}));
  auto failing = [&ticks]() -> mini::task<> {
    co_await mini::yield();
    if (++ticks == 1)
      throw std::runtime_error("not yet");
  };
  co_await supervise(failing, "failing");
  room.remind("guest-ann", 1ms);
  co_await ticking;
  int notes = co_await noting;
  std::size_t archived = co_await server.close();
  std::printf("%d notes, %zu bytes, %d ticks\n", notes, archived, *counted);
}

} // namespace

int main() { mini::sync_wait(run()); }
