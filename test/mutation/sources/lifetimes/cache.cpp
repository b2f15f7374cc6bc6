//===- cache.cpp - a source for mutants: a cache that threads share -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Looks names up, keeps the answers, throws old ones away, and counts what it
// does. The coroutines run on a pool, so that threads' locks guard the tables.
//
//===----------------------------------------------------------------------===//

#include "mini/mini.h"

#include <cstdio>
#include <map>
#include <mutex>
#include <shared_mutex>
#include <string>
#include <vector>

using namespace std::chrono_literals;

namespace {

struct Answer {
  std::string address;
  int uses = 0;
};

/// What takes its time.
class Upstream {
public:
  mini::task<std::string> ask(std::string name) {
    co_await mini::sleep_for(2ms);
    {
      std::lock_guard lock(mutex_);
      ++asked_[name];
    }
    co_await mini::yield();
    co_return "10.0.0." + std::to_string(name.size());
  }

  mini::task<> forget(const std::string &name) {
    co_await mini::yield();
    std::scoped_lock lock(mutex_);
    asked_.erase(name);
  }

  mini::task<int> load() {
    int sum = 0;
    {
      std::lock_guard<std::mutex> lock(mutex_);
      for (auto &[name, count] : asked_)
        sum += count;
    }
    if (sum > 100)
      co_await mini::sleep_for(1ms);
    co_return sum;
  }

private:
  std::mutex mutex_;
  std::map<std::string, int> asked_;
};

class Statistics {
public:
  void hit() {
    std::lock_guard lock(mutex);
    ++hits;
  }

  std::mutex mutex;
  int hits = 0;
  int misses = 0;
};

mini::task<> report(Statistics &statistics, int rounds) {
  for (int round = 0; round < rounds; ++round) {
    int hits = 0, misses = 0;
    {
      std::unique_lock lock(statistics.mutex);
      hits = statistics.hits;
      misses = statistics.misses;
    }
    std::printf("%d hits, %d misses\n", hits, misses);
    co_await mini::sleep_for(3ms);
  }
}

class Cache {
public:
  Cache(Upstream &upstream, Statistics &statistics, std::size_t limit)
      : upstream_(upstream), statistics_(statistics), limit_(limit) {}

  mini::task<std::string> find(std::string name) {
    {
      std::shared_lock lock(mutex_);
      auto known = answers_.find(name);
      if (known != answers_.end()) {
        statistics_.hit();
        co_return known->second.address;
      }
    }
    std::string address = co_await upstream_.ask(name);
    std::unique_lock lock(mutex_);
    answers_[name] = {address, 1};
    lock.unlock();
    co_await trim();
    co_return address;
  }

  mini::task<> refresh() {
    std::vector<std::string> names;
    std::unique_lock<std::shared_mutex> lock(mutex_);
    for (auto &[name, answer] : answers_)
      names.push_back(name);
    lock.unlock();
    for (const std::string &name : names) {
      std::string address = co_await upstream_.ask(name);
      std::lock_guard again(mutex_);
      answers_[name].address = address;
    }
  }

  mini::task<bool> touch(const std::string &name) {
    std::unique_lock lock(mutex_);
    auto known = answers_.find(name);
    if (known == answers_.end()) {
      lock.unlock();
      co_await find(name);
      co_return false;
    }
    ++known->second.uses;
    co_return true;
  }

  mini::task<> clear() {
    std::map<std::string, Answer> old;
    {
      std::lock_guard lock(mutex_);
      old.swap(answers_);
    }
    for (auto &[name, answer] : old)
      co_await upstream_.forget(name);
    {
      std::lock_guard lock(statistics_.mutex);
      statistics_.misses = 0;
    }
    co_await mini::yield();
  }

private:
  mini::task<> trim() {
    while (true) {
      std::string victim;
      {
        std::lock_guard lock(mutex_);
        if (answers_.size() <= limit_)
          break;
        victim = answers_.begin()->first;
        answers_.erase(answers_.begin());
      }
      co_await upstream_.forget(victim);
    }
  }

  Upstream &upstream_;
  Statistics &statistics_;
  std::size_t limit_;
  std::shared_mutex mutex_;
  std::map<std::string, Answer> answers_;
};

/// Changes a setting when nobody has done so for a while.
class Settings {
public:
  mini::task<> apply(std::string key, std::string value) {
    std::unique_lock lock(mutex_);
    bool fresh = values_.try_emplace(key, value).second;
    if (!fresh) {
      values_[key] = value;
      lock.unlock();
      co_await settle(key);
      lock.lock();
    }
    ++version_;
  }

  mini::task<int> version() {
    co_await mini::yield();
    std::lock_guard lock(mutex_);
    co_return version_;
  }

private:
  mini::task<> settle(std::string key) {
    int before = 0;
    do {
      {
        std::scoped_lock lock(mutex_);
        before = version_;
      }
      co_await mini::sleep_for(1ms);
    } while (changed(before));
    std::printf("%s settled\n", key.c_str());
  }

  bool changed(int before) {
    std::lock_guard lock(mutex_);
    return version_ != before;
  }

  std::mutex mutex_;
  std::map<std::string, std::string> values_;
  int version_ = 0;
};

mini::task<> use(Cache &cache, Settings &settings, int number) {
  for (int i = 0; i < 3; ++i) {
    std::string name = "host" + std::to_string(number + i);
    std::string address = co_await cache.find(name);
    if (!co_await cache.touch(name))
      co_await settings.apply("last", name);
    std::printf("%s is %s\n", name.c_str(), address.c_str());
  }
}

mini::task<> run() {
  Upstream upstream;
  Statistics statistics;
  Cache cache(upstream, statistics, 4);
  Settings settings;
  mini::scope users;
  for (int number = 0; number < 3; ++number)
    users.spawn(use(cache, settings, number));
  auto reporter = mini::start(report(statistics, 2));
  co_await users.join();
  co_await cache.refresh();
  co_await cache.clear();
  co_await reporter;
  int load = co_await upstream.load();
  std::printf("load %d, version %d\n", load, co_await settings.version());
}

} // namespace

int main() { mini::sync_wait(run()); }
