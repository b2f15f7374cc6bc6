//===- weather.cpp - a source for mutants: eager futures and templates ----===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Asks weather stations, which begin to measure when they are asked, and brings
// together what they say.
//
//===----------------------------------------------------------------------===//

#include "mini/mini.h"

#include <cstdio>
#include <string>

using namespace std::chrono_literals;

namespace {

struct Reading {
  std::string station;
  double degrees = 0;
};

class Station {
public:
  Station(std::string name, double degrees, mini::stop_token stop)
      : name_(std::move(name)), degrees_(degrees), stop_(std::move(stop)) {}

  mini::future<> warmUp() {
    for (int step = 0; step < 3; ++step) {
      co_await mini::sleep_for(1ms);
      stop_.throw_if_stopped();
    }
    warm_ = true;
  }

  mini::future<Reading> measure() {
    if (!warm_)
      co_await warmUp();
    stop_.throw_if_stopped();
    co_await mini::sleep_for(std::chrono::milliseconds(name_.size()));
    stop_.throw_if_stopped();
    co_return Reading{name_, degrees_};
  }

  mini::future<> calibrate(double by) {
    auto units = co_await mini::get_units(turns_, 1);
    co_await mini::sleep_for(1ms);
    stop_.throw_if_stopped();
    degrees_ += by;
    co_await record("calibrated " + name_);
  }

  mini::future<> record(std::string what) {
    co_await mini::yield();
    journal_ += what + "\n";
  }

  const std::string &journal() const { return journal_; }

private:
  std::string name_;
  double degrees_;
  bool warm_ = false;
  mini::stop_token stop_;
  std::string journal_;
  mini::semaphore turns_{1};
};

/// Calls `attempt` until it gives something that `good` likes.
template <typename Attempt, typename Good>
auto retry(Attempt attempt, Good good, int times) -> decltype(attempt()) {
  for (int i = 1; i < times; ++i) {
    auto given = co_await attempt();
    if (good(given))
      co_return given;
    co_await mini::sleep_for(i * 1ms);
  }
  co_return co_await attempt();
}

mini::async_generator<Reading> readings(std::vector<Station> &stations,
                                        int rounds) {
  for (int round = 0; round < rounds; ++round)
    for (Station &station : stations) {
      Reading next = co_await station.measure();
      co_yield next;
    }
}

class Archive {
public:
  mini::task<> add(Reading reading) {
    co_await open();
    sum_ += reading.degrees;
    ++count_;
    co_await flush(false);
  }

  mini::task<double> mean() {
    co_await flush(true);
    co_return count_ ? sum_ / count_ : 0;
  }

private:
  mini::task<> open() {
    if (open_)
      co_return;
    co_await mini::sleep_for(2ms);
    open_ = true;
  }

  mini::task<> flush(bool all) {
    while (all && pending_ > 0) {
      co_await mini::sleep_for(1ms);
      --pending_;
    }
    co_await mini::yield();
  }

  bool open_ = false;
  double sum_ = 0;
  int count_ = 0;
  int pending_ = 2;
};

mini::task<> collect(std::vector<Station> &stations, Archive &archive) {
  auto all = readings(stations, 2);
  while (auto reading = co_await all.next()) {
    std::printf("%s: %.1f\n", reading->station.c_str(), reading->degrees);
    co_await archive.add(*reading);
  }
}

mini::task<double> spread(Station &first, Station &second) {
  auto low = first.measure();
  auto high = second.measure();
  co_await mini::sleep_for(1ms);
  Reading one = co_await low;
  Reading two = co_await high;
  co_return two.degrees - one.degrees;
}

mini::task<> run() {
  std::vector<Station> stations;
  mini::stop_token stop = co_await mini::this_stop();
  stations.emplace_back("hill", 7.5, stop);
  stations.emplace_back("harbour", 11, stop);
  for (Station &station : stations)
    co_await station.warmUp();

  for (double by : {0.5, -0.25}) {
    co_await stations[0].calibrate(by);
    co_await stations[1].calibrate(-by);
  }

  Archive archive;
  co_await collect(stations, archive);
  auto ask = [&]() -> mini::task<Reading> {
    co_return co_await stations[1].measure();
  };
  auto good = [](const Reading &reading) { return reading.degrees > 0; };
  Reading warm = co_await retry(ask, good, 3);
  co_await archive.add(warm);
  auto differ = [&]() -> mini::task<double> {
    co_await mini::yield();
    double found = co_await spread(stations[0], stations[1]);
    co_await stations[0].record("compared");
    co_return found;
  };
  double difference = co_await differ();
  double mean = co_await archive.mean();
  std::printf("mean %.2f, spread %.2f\n%s", mean, difference,
              stations[0].journal().c_str());
}

} // namespace

int main() { mini::sync_wait(run()); }
