//===- pipeline.cpp - a source for mutants: pictures through stages -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Pictures go through stages that run beside each other: each function starts
// what works on its own variables, and waits for it.
//
//===----------------------------------------------------------------------===//

#include "mini/mini.h"

#include <cstdio>
#include <numeric>
#include <span>
#include <string>
#include <vector>

using namespace std::chrono_literals;

namespace {

struct Picture {
  std::string name;
  std::vector<int> pixels;
};

/// Hands pictures on from one stage to the next.
class Channel {
public:
  void put(Picture picture) { waiting_.push_back(std::move(picture)); }
  void close() { closed_ = true; }

  mini::task<std::optional<Picture>> take() {
    while (waiting_.empty() && !closed_)
      co_await mini::sleep_for(1ms);
    if (waiting_.empty())
      co_return std::nullopt;
    Picture next = std::move(waiting_.front());
    waiting_.pop_front();
    co_return next;
  }

private:
  std::deque<Picture> waiting_;
  bool closed_ = false;
};

struct Progress {
  int done = 0;
  int failed = 0;
};

mini::task<> load(Channel &out, std::vector<std::string> names) {
  for (std::string &name : names) {
    co_await mini::sleep_for(1ms);
    std::vector<int> pixels(name.size(), 1);
    out.put({std::move(name), std::move(pixels)});
  }
  out.close();
}

mini::task<> brighten(Channel &in, Channel &out, int by) {
  while (auto picture = co_await in.take()) {
    for (int &pixel : picture->pixels)
      pixel += by;
    co_await mini::yield();
    out.put(std::move(*picture));
  }
  out.close();
}

mini::task<> save(Channel &in, Progress &progress) {
  while (auto picture = co_await in.take()) {
    co_await mini::sleep_for(1ms);
    if (picture->pixels.empty())
      ++progress.failed;
    else
      ++progress.done;
  }
}

/// All stages at once.
mini::task<int> convert(std::vector<std::string> names) {
  Channel loaded, bright;
  Progress progress;
  mini::scope stages;
  stages.spawn(load(loaded, std::move(names)));
  stages.spawn(brighten(loaded, bright, 3));
  stages.spawn(save(bright, progress));
  co_await stages.join();
  co_return progress.done;
}

mini::task<long> sum(std::span<const int> part) {
  long total = 0;
  for (int pixel : part) {
    co_await mini::yield();
    total += pixel;
  }
  co_return total;
}

mini::task<> invert(std::vector<int> &pixels, std::size_t from,
                    std::size_t to) {
  for (std::size_t i = from; i < to; ++i) {
    co_await mini::yield();
    pixels[i] = 255 - pixels[i];
  }
}

/// The two halves beside each other.
mini::task<long> brightness(Picture picture) {
  std::span<const int> all(picture.pixels);
  auto left = mini::start(sum(all.first(all.size() / 2)));
  auto right = mini::start(sum(all.subspan(all.size() / 2)));
  long first = co_await left;
  long second = co_await right;
  co_return first + second;
}

mini::task<Picture> negative(Picture picture) {
  std::size_t half = picture.pixels.size() / 2;
  auto low = mini::start(invert(picture.pixels, 0, half));
  co_await invert(picture.pixels, half, picture.pixels.size());
  co_await low;
  co_return picture;
}

mini::task<Picture> negativeInParts(Picture picture, std::size_t parts) {
  std::vector<mini::join_handle<>> running;
  std::size_t size = picture.pixels.size() / parts;
  for (std::size_t i = 0; i < parts; ++i)
    running.push_back(
        mini::start(invert(picture.pixels, i * size, (i + 1) * size)));
  for (auto &part : running)
    co_await part;
  co_return picture;
}

mini::task<> watch(const Progress &progress, const mini::event &ended) {
  while (!ended.is_set()) {
    co_await mini::sleep_for(1ms);
    std::printf("%d done\n", progress.done);
  }
}

mini::task<> consume(Channel &in, Progress &progress, std::string label) {
  while (auto picture = co_await in.take()) {
    co_await mini::yield();
    ++progress.done;
  }
  std::printf("%s ends\n", label.c_str());
}

/// A producer in here, consumers beside it.
mini::task<int> distribute(int count) {
  Channel channel;
  Progress progress;
  mini::event ended;
  auto watcher = mini::start(watch(progress, ended));
  mini::scope consumers;
  for (int i = 0; i < 2; ++i)
    consumers.spawn(consume(channel, progress, "consumer" + std::to_string(i)));
  for (int i = 0; i < count; ++i) {
    channel.put({"picture" + std::to_string(i), {1, 2, 3}});
    co_await mini::yield();
  }
  channel.close();
  co_await consumers.join();
  ended.set();
  co_await watcher;
  co_return progress.done;
}

class Histogram {
public:
  mini::task<> count(std::vector<int> pixels) {
    for (int pixel : pixels) {
      co_await mini::yield();
      ++counts_[pixel % 4];
    }
  }
  mini::future<> smooth() {
    co_await mini::sleep_for(1ms);
    for (int i = 0; i + 1 < 4; ++i)
      counts_[i] = (counts_[i] + counts_[i + 1]) / 2;
  }
  int peak() const {
    return *std::max_element(std::begin(counts_), std::end(counts_));
  }

private:
  int counts_[4] = {};
};

mini::task<int> peakOf(std::vector<Picture> pictures) {
  Histogram histogram;
  mini::scope counting;
  for (Picture &picture : pictures)
    counting.spawn(histogram.count(std::move(picture.pixels)));
  co_await counting.join();
  auto smoothing = histogram.smooth();
  co_await mini::yield();
  co_await smoothing;
  co_return histogram.peak();
}

mini::future<> scale(Picture &picture, int factor) {
  for (int &pixel : picture.pixels) {
    co_await mini::yield();
    pixel *= factor;
  }
}

mini::task<Picture> scaled(std::string name, int factor) {
  Picture picture{std::move(name), {4, 5, 6}};
  auto scaling = scale(picture, factor);
  std::printf("scaling %s\n", picture.name.c_str());
  co_await scaling;
  co_return picture;
}

mini::task<int> scaledAll(std::vector<Picture> pictures) {
  std::vector<mini::future<>> scaling;
  for (Picture &picture : pictures)
    scaling.push_back(scale(picture, 2));
  int names = 0;
  for (const Picture &picture : pictures)
    names += static_cast<int>(picture.name.size());
  for (auto &each : scaling)
    co_await each;
  co_return names;
}

mini::task<int> reads(const std::vector<std::string> &lines, int &longest) {
  for (const std::string &line : lines) {
    co_await mini::yield();
    longest = std::max(longest, static_cast<int>(line.size()));
  }
  co_return static_cast<int>(lines.size());
}

mini::task<int> widest(std::vector<std::string> lines) {
  int longest = 0;
  auto reading = mini::start(reads(lines, longest));
  co_await mini::sleep_for(1ms);
  int count = co_await reading;
  co_return count > 0 ? longest : 0;
}

/// Retries a part until the deadline has come.
mini::task<bool> settled(std::vector<int> pixels) {
  bool ended = false;
  auto differs = [&]() -> mini::task<> {
    for (std::size_t i = 1; i < pixels.size(); ++i) {
      co_await mini::yield();
      pixels[i] = (pixels[i] + pixels[i - 1]) / 2;
    }
    ended = true;
  };
  mini::scope attempts;
  attempts.spawn(differs());
  co_await mini::sleep_for(2ms);
  co_await attempts.join();
  co_return ended;
}

mini::task<int> total(std::vector<Picture> pictures) {
  std::vector<long> sums(pictures.size());
  auto add = [&sums](const Picture &picture, std::size_t at) -> mini::task<> {
    co_await mini::yield();
    sums[at] = std::accumulate(picture.pixels.begin(), picture.pixels.end(), 0L);
  };
  mini::scope adding;
  for (std::size_t i = 0; i < pictures.size(); ++i)
    adding.spawn(add(pictures[i], i));
  co_await adding.join();
  co_return static_cast<int>(std::accumulate(sums.begin(), sums.end(), 0L));
}

mini::task<> run() {
  int converted = co_await convert({"ann", "bob"});
  Picture picture{"cat", {1, 2, 3, 4}};
  long bright = co_await brightness(picture);
  Picture dark = co_await negative(picture);
  Picture darker = co_await negativeInParts(dark, 2);
  int distributed = co_await distribute(5);
  int peak = co_await peakOf({picture, dark});
  Picture big = co_await scaled("dog", 2);
  int names = co_await scaledAll({picture, big});
  int longest = co_await widest({"a", "bcd"});
  bool even = co_await settled({1, 9, 4});
  int all = co_await total({picture, darker});
  std::printf("%d %ld %d %d %d %d %d %d\n", converted, bright, distributed,
              peak, names, longest, even, all);
}

} // namespace

int main() { mini::sync_wait(run()); }
