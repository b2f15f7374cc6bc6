//===- scenario.h - one half of a scenario ----------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_TEST_SCENARIO_H
#define AIO_TEST_SCENARIO_H

#include <aio/aio.h>

#include <functional>
#include <iostream>
#include <map>
#include <string>
#include <vector>

using namespace std::chrono_literals;

/// All scenarios by name.
inline std::map<std::string, std::function<void()>> &scenarios() {
  static std::map<std::string, std::function<void()>> All;
  return All;
}

struct Registration {
  Registration(const char *Name, std::function<void()> Run) {
    scenarios().emplace(Name, std::move(Run));
  }
};

/// A coroutine that is run as the main one.
#define SCENARIO(Name)                                                         \
  static aio::Coro<> Name();                                                   \
  static const Registration Name##Registered(#Name, [] { aio::run(Name()); }); \
  static aio::Coro<> Name()

/// A function that runs loops itself.
#define SCENARIO_SYNC(Name)                                                    \
  static void Name();                                                          \
  static const Registration Name##Registered(#Name, [] { Name(); });           \
  static void Name()

inline std::string word(bool B) { return B ? "True" : "False"; }
inline std::string word(const char *S) { return S; }
inline std::string word(const std::string &S) { return S; }
template <class T> std::string word(const T &N) { return std::to_string(N); }

/// One event.
template <class... W> void trace(const W &...Words) {
  std::string Line;
  ((Line += (Line.empty() ? "" : " ") + word(Words)), ...);
  std::cout << Line << "\n";
}

/// The exception's name as Python has it, with its message.
inline std::string nameOf(const std::exception_ptr &E) {
  auto With = [](std::string Name, const char *What) {
    return *What ? Name + " " + What : Name;
  };
  try {
    std::rethrow_exception(E);
  } catch (const aio::CancelledError &X) {
    return With("CancelledError", X.what());
  } catch (const aio::TimeoutError &) {
    return "TimeoutError";
  } catch (const aio::InvalidStateError &X) {
    return With("InvalidStateError", X.what());
  } catch (const aio::ExceptionGroup &X) {
    std::string Out = "ExceptionGroup";
    for (const std::exception_ptr &Part : X.exceptions())
      Out += " [" + nameOf(Part) + "]";
    return Out;
  } catch (const aio::GeneratorExit &) {
    return "GeneratorExit";
  } catch (const std::invalid_argument &X) {
    return With("ValueError", X.what());
  } catch (const std::runtime_error &X) {
    return With("RuntimeError", X.what());
  } catch (...) {
    return "another exception";
  }
}

inline std::exception_ptr valueError(const char *Why) {
  return std::make_exception_ptr(std::invalid_argument(Why));
}

/// Traces each turn of the loop, to pin how many something takes.
inline aio::Coro<> ticker(int Turns) {
  for (int I = 0; I != Turns; ++I) {
    trace("tick", I);
    co_await aio::sleep(0s);
  }
}

/// Awaits, and traces what comes of it.
template <class A> aio::Coro<> watch(std::string Name, A X) {
  std::exception_ptr E;
  try {
    if constexpr (std::is_void_v<aio::AwaitResult<A>>) {
      co_await std::move(X);
      trace(Name, "ended");
    } else {
      trace(Name, "gave", co_await std::move(X));
    }
    // NOLINTNEXTLINE(coro-unhandled-cancellation): it is what is looked at
  } catch (...) {
    E = std::current_exception();
  }
  if (E)
    trace(Name, "threw", nameOf(E));
}

#endif // AIO_TEST_SCENARIO_H
