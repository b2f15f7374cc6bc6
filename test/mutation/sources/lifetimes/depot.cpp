//===- depot.cpp - a source for mutants: trucks, parcels and a depot ------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Parcels come by truck, are weighed and labelled by helpers that work beside
// each other, and go out again.
//
//===----------------------------------------------------------------------===//

#include "mini/mini.h"

#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <vector>

using namespace std::chrono_literals;

namespace {

struct Parcel {
  int number = 0;
  std::string to;
  int grams = 0;
};

struct Truck {
  std::string plate;
  std::vector<Parcel> parcels;

  mini::task<> drive(int minutes) {
    for (int minute = 0; minute < minutes; ++minute)
      co_await mini::sleep_for(1ms);
    std::printf("%s arrives\n", plate.c_str());
  }

  mini::task<int> weight() const {
    int sum = 0;
    for (const Parcel &parcel : parcels) {
      co_await mini::yield();
      sum += parcel.grams;
    }
    co_return sum;
  }
};

mini::task<> weigh(Parcel &parcel) {
  co_await mini::sleep_for(1ms);
  parcel.grams = 100 * static_cast<int>(parcel.to.size());
}

mini::task<> label(const Parcel &parcel, std::string *text) {
  co_await mini::yield();
  *text = "#" + std::to_string(parcel.number) + " " + parcel.to;
}

mini::task<bool> isKnown(const std::map<std::string, int> &towns,
                         const std::string &town) {
  co_await mini::sleep_for(1ms);
  co_return towns.contains(town);
}

mini::future<int> distance(const std::string &from, const std::string &to) {
  co_await mini::sleep_for(1ms);
  co_return static_cast<int>(from.size() + to.size());
}

mini::task<> beep(const int &volume, mini::stop_token stop) {
  while (!stop.stop_requested()) {
    co_await mini::sleep_for(1ms);
    std::printf("beep at %d\n", volume);
  }
}

class Depot {
public:
  Depot(std::string town, std::map<std::string, int> towns)
      : town_(std::move(town)), towns_(std::move(towns)) {}

  mini::task<std::string> ticket(Parcel parcel) {
    std::string text;
    auto labelling = mini::start(label(parcel, &text));
    co_await weigh(parcel);
    co_await labelling;
    co_return text + " " + std::to_string(parcel.grams);
  }

  mini::task<int> unload(Truck truck) {
    mini::scope helpers;
    for (Parcel &parcel : truck.parcels)
      helpers.spawn(weigh(parcel));
    co_await helpers.join();
    co_return co_await truck.weight();
  }

  mini::task<int> receive(std::string plate, int minutes) {
    Truck truck{std::move(plate), {{1, "york", 0}, {2, "bath", 0}}};
    auto driving = mini::start(truck.drive(minutes));
    std::printf("waiting for %s\n", truck.plate.c_str());
    co_await driving;
    co_return co_await unload(truck);
  }

  mini::task<> convoy(std::vector<Truck> trucks) {
    std::vector<mini::join_handle<>> driving;
    for (Truck &truck : trucks)
      driving.push_back(mini::start(truck.drive(1)));
    for (auto &each : driving) {
      co_await each;
    }
    arrived_ += static_cast<int>(trucks.size());
  }

  mini::task<bool> accepts(Parcel parcel) {
    co_return co_await isKnown(towns_, parcel.to);
  }

  mini::task<bool> acceptsTown(std::string town) {
    if (town.ends_with(".uk"))
      town.resize(town.size() - 3);
    co_return co_await isKnown(towns_, town);
  }

  mini::task<int> load(std::vector<Parcel> parcels) {
    Truck truck{"out", std::move(parcels)};
    co_return co_await truck.weight();
  }

  mini::future<int> farTo(std::string town) {
    co_return co_await distance(town_, town);
  }

  mini::future<int> wayBetween(Parcel first, Parcel second) {
    if (first.number > second.number)
      std::swap(first, second);
    co_return co_await distance(first.to, second.to);
  }

  mini::task<> drill(int minutes) {
    Truck truck{"drill", {}};
    co_await truck.drive(minutes);
  }

  mini::task<> reweigh(Parcel parcel) {
    ++reweighed_;
    co_await weigh(parcel);
  }

  /// Beeps as long as a truck backs up.
  mini::task<> back(std::string plate, int metres) {
    int volume = metres > 10 ? 3 : 1;
    mini::stop_source stop;
    auto beeping = mini::start(beep(volume, stop.token()));
    while (metres-- > 0)
      co_await mini::sleep_for(1ms);
    std::printf("%s stands\n", plate.c_str());
    stop.request_stop();
    co_await beeping;
  }

  mini::task<int> longest(std::vector<std::string> towns) {
    std::vector<mini::future<int>> ways;
    for (const std::string &town : towns)
      ways.push_back(distance(town_, town));
    int most = 0;
    for (auto &way : ways)
      most = std::max(most, co_await way);
    co_return most;
  }

  mini::task<int> detour(std::string over, std::string to) {
    auto first = distance(town_, over);
    auto second = distance(over, to);
    int whole = co_await first;
    whole += co_await second;
    co_return whole;
  }

  int handled() const { return arrived_ + reweighed_; }

private:
  std::string town_;
  std::map<std::string, int> towns_;
  int arrived_ = 0;
  int reweighed_ = 0;
};

mini::task<> run() {
  Depot depot("leeds", {{"york", 1}, {"bath", 2}});
  std::string ticket = co_await depot.ticket({7, "hull", 0});
  int received = co_await depot.receive("AB 12", 2);
  co_await depot.convoy({{"CD 34", {}}, {"EF 56", {}}});
  bool known = co_await depot.accepts({8, "york", 0}) &&
               co_await depot.acceptsTown("bath.uk");
  int loaded = co_await depot.load({{9, "ely", 30}});
  int far = co_await depot.farTo("dover");
  int between = co_await depot.wayBetween({2, "a", 0}, {1, "bc", 0});
  co_await depot.drill(1);
  co_await depot.reweigh({3, "ely", 0});
  co_await depot.back("GH 78", 3);
  int longest = co_await depot.longest({"rye", "crewe"});
  int detour = co_await depot.detour("derby", "deal");
  std::printf("%s %d %d %d %d %d %d %d %d\n", ticket.c_str(), received, known,
              loaded, far, between, longest, detour, depot.handled());
}

} // namespace

int main() { mini::sync_wait(run()); }
