//===- fetcher.cpp - a source for mutants: downloads on aio ---------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Fetches pages beside each other, follows their links, and tells how far it
// is.
//
//===----------------------------------------------------------------------===//

#include <aio/aio.h>

#include <cstdio>
#include <map>
#include <mutex>
#include <string>
#include <vector>

using namespace std::chrono_literals;

namespace {

struct Page {
  std::string url;
  std::vector<std::string> links;
};

aio::Coro<Page> fetch(std::string url) {
  co_await aio::sleep(1ms);
  Page page{url, {}};
  if (url.size() < 8)
    page.links = {url + "a", url + "b"};
  co_return page;
}

aio::Coro<> note(std::string text) {
  co_await aio::sleep(1ms);
  std::printf("%s\n", text.c_str());
}

aio::Coro<> progress(const std::map<std::string, Page> &pages, bool &ended) {
  while (!ended) {
    std::printf("%zu pages\n", pages.size());
    co_await aio::sleep(2ms);
  }
}

aio::Coro<int> length(const std::vector<Page> &pages) {
  int sum = 0;
  for (const Page &page : pages) {
    co_await aio::sleep(1ms);
    sum += static_cast<int>(page.url.size());
  }
  co_return sum;
}

class Crawler {
public:
  aio::Coro<> crawl(std::string start, int depth) {
    bool ended = false;
    aio::Task<> watching = aio::create_task(progress(pages_, ended));
    std::vector<std::string> open = {std::move(start)};
    for (int level = 0; level < depth; ++level) {
      std::vector<aio::Task<Page>> loading;
      for (const std::string &url : open)
        loading.push_back(aio::create_task(fetch("http:" + url)));
      open.clear();
      for (aio::Task<Page> &each : loading) {
        Page page = co_await each;
        for (const std::string &link : page.links)
          open.push_back(link.substr(5));
        remember(std::move(page));
      }
    }
    ended = true;
    co_await watching;
  }

  aio::Coro<int> size() {
    std::vector<Page> all;
    {
      std::lock_guard lock(mutex_);
      for (auto &[url, page] : pages_)
        all.push_back(page);
    }
    aio::Task<int> measuring = aio::create_task(length(all));
    co_await note("measuring");
    int measured = co_await measuring;
    co_return measured;
  }

  /// Tells about every page, in no order.
  aio::Coro<> tell() {
    for (auto &[url, page] : pages_) {
      std::string line = url + ": " + std::to_string(page.links.size());
      telling_.push_back(aio::create_task(note(line)));
    }
    for (aio::Task<> &each : telling_)
      co_await each;
  }

private:
  void remember(Page page) {
    std::lock_guard lock(mutex_);
    pages_[page.url] = std::move(page);
  }

  std::mutex mutex_;
  std::map<std::string, Page> pages_;
  std::vector<aio::Task<>> telling_;
};

/// The page that another one leads to.
aio::Coro<Page> follow(std::string from, int index) {
  std::string to = from + "/" + std::to_string(index);
  co_return co_await fetch(to);
}

aio::Coro<int> both(std::string left, std::string right) {
  std::vector<Page> pages = {Page{std::move(left), {}},
                             Page{std::move(right), {}}};
  co_return co_await length(pages);
}

aio::Coro<> run() {
  Crawler crawler;
  co_await crawler.crawl("x", 2);
  aio::Task<> farewell = aio::create_task(
      [](std::string text, int times) -> aio::Coro<> {
        for (int i = 0; i < times; ++i) {
          co_await aio::sleep(1ms);
          std::printf("%s\n", text.c_str());
        }
      }("bye", 2));
  co_await crawler.tell();
  int size = co_await crawler.size();
  Page page = co_await follow("x", 1);
  int joined = co_await both("left", "right");
  aio::Coro<> last = note("last of " + page.url);
  co_await farewell;
  co_await std::move(last);
  std::printf("%d %d\n", size, joined);
}

} // namespace

int main() { aio::run(run()); }
