//===- store.cpp - a source for mutants: layers of a shop's store ---------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A database of keys and values, tables on top of it, and a shop on top of
// these: many functions make a key or a row and hand it down.
//
//===----------------------------------------------------------------------===//

#include "mini/mini.h"

#include <cstdio>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

using namespace std::chrono_literals;

namespace {

using Row = std::map<std::string, std::string>;

class Database {
public:
  mini::task<std::optional<std::string>> get(std::string_view key) {
    co_await mini::sleep_for(1ms);
    auto found = values_.find(std::string(key));
    if (found == values_.end())
      co_return std::nullopt;
    co_return found->second;
  }

  mini::task<> put(const std::string &key, const std::string &value) {
    co_await mini::yield();
    values_[key] = value;
  }

  mini::task<bool> remove(const std::string &key) {
    co_await mini::yield();
    co_return values_.erase(key) > 0;
  }

  mini::task<std::vector<std::string>> list(const std::string &prefix,
                                            std::size_t limit) {
    std::vector<std::string> keys;
    for (auto &[key, value] : values_) {
      if (keys.size() == limit)
        break;
      if (key.starts_with(prefix))
        keys.push_back(key);
      co_await mini::yield();
    }
    co_return keys;
  }

private:
  std::map<std::string, std::string> values_;
};

std::string encode(const Row &row) {
  std::string text;
  for (auto &[column, value] : row)
    text += column + "=" + value + ";";
  return text;
}

std::string checked(std::string name) {
  return name.empty() ? "nobody" : name;
}

class Table {
public:
  Table(Database &database, std::string name)
      : database_(database), name_(std::move(name)) {}

  mini::task<std::optional<std::string>> read(int id) {
    std::string key = keyOf(id);
    co_return co_await database_.get(key);
  }

  mini::task<> write(int id, Row row) {
    row["table"] = name_;
    std::string key = keyOf(id), text = encode(row);
    co_await database_.put(key, text);
  }

  mini::task<bool> drop(int id) {
    co_return co_await database_.remove(keyOf(id));
  }

  mini::task<std::vector<std::string>> all() {
    std::string prefix = name_ + "/";
    co_return co_await database_.list(prefix, 100);
  }

  mini::task<std::optional<std::string>> cell(int id, std::string column) {
    co_return co_await database_.get(keyOf(id) + "." + column);
  }

  mini::task<> setCell(int id, std::string column, std::string value) {
    if (column.empty())
      column = "value";
    co_await database_.put(keyOf(id) + "." + column, value);
  }

private:
  std::string keyOf(int id) const { return name_ + "/" + std::to_string(id); }

  Database &database_;
  std::string name_;
};

struct Order {
  int customer = 0;
  std::vector<std::string> articles;

  mini::task<std::string> describe() const {
    std::string text = std::to_string(customer) + ":";
    for (const std::string &article : articles) {
      co_await mini::yield();
      text += " " + article;
    }
    co_return text;
  }
};

mini::task<int> count(std::span<const std::string> articles) {
  int total = 0;
  for (const std::string &article : articles) {
    co_await mini::yield();
    total += article.empty() ? 0 : 1;
  }
  co_return total;
}

mini::task<> journal(const std::string &line) {
  co_await mini::sleep_for(1ms);
  std::printf("%s\n", line.c_str());
}

mini::future<int> price(const std::vector<std::string> &articles) {
  co_await mini::sleep_for(1ms);
  int sum = 0;
  for (const std::string &article : articles)
    sum += static_cast<int>(article.size());
  co_return sum;
}

class Shop {
public:
  explicit Shop(Database &database)
      : customers_(database, "customer"), orders_(database, "order") {}

  mini::task<> welcome(int id, std::string name) {
    name = checked(std::move(name));
    co_await customers_.setCell(id, "name", name);
    co_await say("welcome " + name);
  }

  mini::task<> say(std::string text) {
    text.insert(0, "shop: ");
    co_await journal(text);
  }

  mini::task<> complain(int id) {
    co_await journal("order " + std::to_string(id) + " is wrong");
  }

  mini::task<std::string> summary(Order order) {
    co_return co_await order.describe();
  }

  mini::task<std::string> sample() {
    Order order{7, {"tea", "cups"}};
    co_return co_await order.describe();
  }

  mini::task<int> countOf(Order order) {
    if (order.articles.empty())
      order.articles.push_back("nothing");
    co_return co_await count(order.articles);
  }

  mini::future<int> priceOf(Order order) {
    order.articles.push_back("postage");
    co_return co_await price(order.articles);
  }

  mini::future<int> priceOfGift(std::string article) {
    std::vector<std::string> articles = {std::move(article), "ribbon", "card"};
    co_return co_await price(articles);
  }

  mini::task<> place(int id, Order order) {
    Row row = {{"customer", std::to_string(order.customer)}};
    for (const std::string &article : order.articles)
      row[article] = "1";
    co_await orders_.write(id, std::move(row));
    co_await say("placed " + co_await summary(order));
  }

  mini::task<> cancel(int id, bool loud) {
    bool was = co_await orders_.drop(id);
    if (loud && was)
      co_await complain(id);
  }

  mini::task<> recall(std::vector<int> ids) {
    for (int id : ids)
      co_await cancel(id, true);
  }

  mini::task<> remind(std::string name, int times) {
    std::string line = "dear " + name;
    if (times > 1) {
      line += ", again";
      co_return co_await journal(line);
    }
    co_return co_await journal(line + ", once");
  }

  mini::task<std::optional<std::string>> nameOf(int id) {
    co_return co_await customers_.cell(id, "name");
  }

private:
  Table customers_;
  Table orders_;
};

/// What is kept elsewhere, by another protocol.
class Remote {
public:
  virtual ~Remote() = default;
  virtual mini::task<std::string> fetch(const std::string &path) = 0;
};

class Mirror : public Remote {
public:
  mini::task<std::string> fetch(const std::string &path) override {
    std::string local = "/mirror" + path;
    co_return co_await load(local);
  }

  template <typename Number> mini::task<std::string> page(Number number) {
    auto path = "/page/" + std::to_string(number);
    co_return co_await load(path);
  }

private:
  mini::task<std::string> load(const std::string &path) {
    co_await mini::sleep_for(1ms);
    co_return "<" + path + ">";
  }
};

mini::task<std::string> first(Remote &remote, std::vector<std::string> paths) {
  co_return co_await remote.fetch(paths.front());
}

mini::task<> run() {
  Database database;
  Shop shop(database);
  co_await shop.welcome(1, "ann");
  Order order{1, {"tea", "pot"}};
  co_await shop.place(10, order);
  int articles = co_await shop.countOf(order);
  int cost = co_await shop.priceOf(order) + co_await shop.priceOfGift("scarf");
  std::string sample = co_await shop.sample();
  auto name = co_await shop.nameOf(1);
  co_await shop.remind(name.value_or("nobody"), articles);
  co_await shop.recall({10, 11});
  Mirror mirror;
  auto shout = [](std::string text) -> mini::task<> {
    for (char &c : text)
      c = static_cast<char>(c ^ 0x20);
    co_await journal(text);
  };
  co_await shout("bye");
  std::string page = co_await mirror.page(3);
  std::string found = co_await first(mirror, {"/a", "/b"});
  std::printf("%d %s %s %s\n", cost, sample.c_str(), page.c_str(),
              found.c_str());
}

} // namespace

int main() { mini::sync_wait(run()); }
