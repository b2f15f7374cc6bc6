//===- debug_facts.cpp - where facts go -----------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "debug_facts.h"

#include <atomic>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <mutex>
#include <pthread.h>
#include <string_view>
#include <thread>

namespace aio::debug {
namespace {

void appendString(std::string &Out, std::string_view Text) {
  Out += '"';
  for (char C : Text) {
    if (C == '"' || C == '\\') {
      Out += '\\';
      Out += C;
    } else if (static_cast<unsigned char>(C) < 0x20) {
      char Code[8];
      std::snprintf(Code, sizeof Code, "\\u%04x", unsigned(C));
      Out += Code;
    } else {
      Out += C;
    }
  }
  Out += '"';
}

void appendMember(std::string &Out, std::string_view Name,
                  std::string_view Text) {
  if (Text.empty())
    return;
  if (Out.size() > 1)
    Out += ',';
  appendString(Out, Name);
  Out += ':';
  appendString(Out, Text);
}

void appendPlace(std::string &Out, const Place &P) {
  Out += "{\"file\":";
  appendString(Out, P.File);
  Out += ",\"line\":" + std::to_string(P.Line);
  if (!P.Function.empty()) {
    Out += ",\"function\":";
    appendString(Out, P.Function);
  }
  Out += '}';
}

std::mutex SinkLock;
std::function<void(const Fact &)> &sink() {
  static auto &S = *new std::function<void(const Fact &)>;
  return S;
}

std::FILE *log() {
  static std::FILE *Log = [] {
    const char *Name = std::getenv("AIO_DEBUG_LOG");
    if (!Name || !*Name)
      return stderr;
    if (std::FILE *F = std::fopen(Name, "ae"))
      return F;
    std::perror(Name);
    return stderr;
  }();
  return Log;
}

} // namespace

std::string Fact::json() const {
  std::string Out = "{";
  appendMember(Out, "kind", Kind);
  appendMember(Out, "anchor", Anchor);
  auto AddPlace = [&](const char *Name, const Place &P) {
    if (!P)
      return;
    Out += std::string(",\"") + Name + "\":";
    appendPlace(Out, P);
  };
  AddPlace("at", At);
  appendMember(Out, "coroutine", Coroutine);
  AddPlace("created", Created);
  appendMember(Out, "task", Task);
  appendMember(Out, "message", Message);
  if (!Stack.empty()) {
    Out += ",\"stack\":[";
    for (const Place &P : Stack) {
      if (&P != &Stack.front())
        Out += ',';
      appendPlace(Out, P);
    }
    Out += ']';
  }
  return Out + "}";
}

void set_sink(std::function<void(const Fact &)> Sink) {
  // What was seen until now is for the old one.
  detail::watch::flush();
  std::lock_guard Held(SinkLock);
  sink() = std::move(Sink);
}

static void write(const Fact &F) {
  static const char *LeftOut = std::getenv("AIO_DEBUG_LEAVE_OUT");
  if (LeftOut && F.Kind == LeftOut)
    return;
  std::lock_guard Held(SinkLock);
  if (sink())
    return sink()(F);
  std::string Line = F.json() + "\n";
  std::fwrite(Line.data(), 1, Line.size(), log());
  std::fflush(log());
}

} // namespace aio::debug

namespace aio::detail::watch {
namespace {

/// The thread that writes. It is never ended: the last facts come when static
/// objects are destroyed.
class Writer {
  std::mutex Lock;
  std::condition_variable Changed;
  std::deque<std::function<aio::debug::Fact()>> Waiting;
  bool Writes = false;

  void work() {
    // Signals are for the program's threads.
    sigset_t All;
    sigfillset(&All);
    ::pthread_sigmask(SIG_BLOCK, &All, nullptr);
    std::unique_lock Held(Lock);
    for (;;) {
      Changed.wait(Held, [this] { return !Waiting.empty(); });
      auto Build = std::move(Waiting.front());
      Waiting.pop_front();
      Writes = true;
      Held.unlock();
      try {
        aio::debug::write(Build());
      } catch (...) { // no memory
      }
      Held.lock();
      Writes = false;
      Changed.notify_all();
    }
  }

public:
  Writer() {
    std::thread([this] { work(); }).detach();
    std::atexit([] { watch::flush(); });
  }
  void add(std::function<aio::debug::Fact()> Build) {
    std::lock_guard Held(Lock);
    Waiting.push_back(std::move(Build));
    Changed.notify_all();
  }
  void flush() {
    std::unique_lock Held(Lock);
    Changed.wait(Held, [this] { return Waiting.empty() && !Writes; });
  }
};

std::atomic<Writer *> TheWriter{nullptr};

} // namespace

void tell(std::function<aio::debug::Fact()> Build) {
  static Writer &W = *new Writer;
  TheWriter = &W;
  W.add(std::move(Build));
}

void flush() noexcept {
  if (Writer *W = TheWriter)
    W->flush();
}

} // namespace aio::detail::watch
