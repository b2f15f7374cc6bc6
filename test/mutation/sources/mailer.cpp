//===- mailer.cpp - a source for mutants: a queue with workers ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// Workers take letters from a queue, as many at a time as the semaphore lets
// them, and send each over a stream, more than once if need be.
//
//===----------------------------------------------------------------------===//

#include "mini/mini.h"

#include <cstdio>
#include <string>

using namespace std::chrono_literals;

namespace {

struct Letter {
  std::string to;
  std::string text;
  int urgency = 0;
};

class Queue {
public:
  void put(Letter letter) { letters_.push_back(std::move(letter)); }
  void close() { closed_ = true; }

  /// The next letter; none when the queue is closed and empty.
  mini::task<std::optional<Letter>> take() {
    while (letters_.empty() && !closed_)
      co_await mini::sleep_for(1ms);
    if (letters_.empty())
      co_return std::nullopt;
    Letter first = std::move(letters_.front());
    letters_.pop_front();
    co_return first;
  }

private:
  std::deque<Letter> letters_;
  bool closed_ = false;
};

class Mailer {
public:
  explicit Mailer(mini::stream &wire) : wire_(wire) {}

  mini::task<> worker(Queue &queue, int number) {
    int done = 0;
    for (;;) {
      std::optional<Letter> letter = co_await queue.take();
      if (!letter)
        break;
      auto permit = co_await slots_.acquire();
      switch (letter->urgency) {
      case 0:
        co_await mini::sleep_for(2ms);
        [[fallthrough]];
      case 1:
        co_await deliver(*letter);
        break;
      default:
        co_await hurry(*letter);
        break;
      }
      ++done;
      co_await mini::yield();
    }
    co_await log("worker " + std::to_string(number) + " sent " +
                 std::to_string(done) + "\n");
  }

  mini::task<int> total() {
    auto held = co_await guard_.lock();
    co_return sent_;
  }

private:
  mini::task<> deliver(const Letter &letter) {
    for (int attempt = 0; attempt < 3; ++attempt) {
      std::size_t written = co_await wire_.write(letter.to + letter.text);
      if (written > 0)
        break;
      co_await mini::sleep_for(attempt * 1ms);
    }
    auto held = co_await guard_.lock();
    ++sent_;
  }

  mini::task<> hurry(const Letter &letter) {
    if (letter.text.empty())
      co_await log("nothing to say\n");
    else
      co_await deliver(letter);
    co_await log("hurried\n");
  }

  mini::task<> log(std::string text) {
    auto held = co_await logging_.lock();
    co_await mini::sleep_for(1ms);
    std::fputs(text.c_str(), stdout);
  }

  mini::stream &wire_;
  mini::semaphore slots_{2};
  mini::mutex guard_;
  mini::mutex logging_;
  int sent_ = 0;
};

mini::task<> fill(Queue &queue, int count) {
  for (int i = 0; i < count; ++i) {
    queue.put({"ann" + std::to_string(i), ": hello\n", i % 3});
    co_await mini::sleep_for(1ms);
  }
  queue.close();
}

mini::task<std::size_t> receive(mini::stream &wire) {
  char buffer[64];
  std::size_t total = 0;
  while (true) {
    std::size_t count = co_await wire.read(buffer);
    if (count == 0)
      break;
    total += count;
    co_await mini::yield();
  }
  co_return total;
}

mini::task<> run() {
  mini::stream wire;
  Mailer mailer(wire);
  Queue queue;
  mini::scope workers;
  for (int number = 1; number <= 3; ++number)
    workers.spawn(mailer.worker(queue, number));
  auto receiver = mini::start(receive(wire));
  co_await fill(queue, 12);
  co_await workers.join();
  wire.close();
  std::size_t bytes = co_await receiver;
  int sent = co_await mailer.total();
  std::printf("%d letters, %zu bytes\n", sent, bytes);
}

} // namespace

int main() { mini::sync_wait(run()); }
