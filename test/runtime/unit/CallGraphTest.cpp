//===- CallGraphTest.cpp - who awaits whom --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/aio.h"

#include "gtest/gtest.h"

#include <string>
#include <vector>

using namespace std::chrono_literals;

namespace {

TEST(CallGraph, FindsThePlainName) {
  using aio::detail::plainName;
  EXPECT_EQ(plainName("aio::Coro<> victim()"), "victim");
  EXPECT_EQ(plainName("aio::Coro<std::pair<int, int>> a::B<int>::c(int) const"),
            "c");
  EXPECT_EQ(plainName("aio::Coro<int> (anonymous namespace)::f(std::map<int, "
                      "void (*)(int)>)"),
            "f");
  EXPECT_EQ(plainName("aio::Coro<T> f(T) [with T = int]"), "f");
  EXPECT_EQ(plainName("aio::Coro<T> f(T) [T = int]"), "f");
  EXPECT_EQ(plainName("void {anonymous}::S::m(T) [with T = int]"), "m");
  // A lambda, by Clang 22, by older ones, and by GCC.
  EXPECT_EQ(plainName("auto main()::(lambda)::operator()(int) const"),
            "lambda");
  EXPECT_EQ(plainName("auto main()::(anonymous class)::operator()(int) const"),
            "lambda");
  EXPECT_EQ(plainName("main()::<lambda(int)>"), "lambda");
  EXPECT_EQ(plainName("aio::Coro<> Work::operator()(int)"), "operator()");
  EXPECT_EQ(plainName("f"), "f");
  EXPECT_EQ(plainName(""), "");
}

unsigned InnerLine, OuterLine;

aio::Coro<> inner() {
  InnerLine = __LINE__ + 1;
  co_await aio::sleep(1h);
}
aio::Coro<> outer() {
  OuterLine = __LINE__ + 1;
  co_await inner();
}

TEST(CallGraph, HasTheStackAndWhoWaits) {
  auto Main = []() -> aio::Coro<> {
    auto T = aio::create_task(outer(), "work");
    auto Waits = [](aio::Task<> T) -> aio::Coro<> { co_await T; };
    auto W = aio::create_task(Waits(T), "waiter");
    co_await aio::sleep(0s);
    aio::FutureCallGraph G = aio::capture_call_graph(T);
    EXPECT_EQ(G.Stack.size(), 2u);
    if (G.Stack.size() != 2)
      co_return;
    EXPECT_EQ(G.Stack[0].Function, "inner");
    EXPECT_EQ(G.Stack[0].Line, InnerLine);
    EXPECT_EQ(G.Stack[1].Function, "outer");
    EXPECT_EQ(G.Stack[1].Line, OuterLine);
    EXPECT_EQ(G.AwaitedBy.size(), 1u);
    EXPECT_EQ(G.AwaitedBy.at(0).Future, W);
    std::string Text = aio::format_call_graph(T);
    EXPECT_NE(Text.find("* Task 'work'\n  + Call stack:\n  |   "),
              std::string::npos)
        << Text;
    EXPECT_NE(Text.find("+ Awaited by:\n    * Task 'waiter'"),
              std::string::npos)
        << Text;
  };
  aio::run(Main());
}

TEST(CallGraph, ShowsTheTasksAsATree) {
  auto Main = []() -> aio::Coro<> {
    auto T = aio::create_task(outer(), "work");
    auto Waits = [](aio::Task<> T) -> aio::Coro<> { co_await T; };
    auto W = aio::create_task(Waits(T), "waiter");
    co_await aio::sleep(0s);
    std::string Text = aio::format_tasks(aio::get_running_loop());
    EXPECT_NE(Text.find("\nTask 'waiter': lambda ("), std::string::npos)
        << Text;
    EXPECT_NE(Text.find("\n  Task 'work': outer ("), std::string::npos) << Text;
    EXPECT_NE(Text.find(" -> inner ("), std::string::npos) << Text;
    T.cancel();
  };
  aio::run(Main());
}

TEST(CallGraph, OfTheTaskThatRunsHasTheOutermost) {
  auto Main = []() -> aio::Coro<> {
    auto Ends = []() -> aio::Coro<> { co_await aio::sleep(1ms); };
    // The last one that was suspended is gone.
    co_await Ends();
    aio::FutureCallGraph G = aio::capture_call_graph(aio::current_task());
    EXPECT_EQ(G.Stack.size(), 1u);
    EXPECT_EQ(G.Stack.at(0).Function, "lambda");
  };
  aio::run(Main());
}

TEST(CallGraph, EndsWhereTasksWaitInACircle) {
  auto Main = []() -> aio::Coro<> {
    std::vector<aio::Task<>> Two;
    auto Waits = [&](unsigned Of) -> aio::Coro<> { co_await Two[Of]; };
    Two.push_back(aio::create_task(Waits(1), "first"));
    Two.push_back(aio::create_task(Waits(0), "second"));
    co_await aio::sleep(0s);
    std::string Text = aio::format_tasks(aio::get_running_loop());
    EXPECT_NE(Text.find("(see above)"), std::string::npos) << Text;
    EXPECT_EQ(aio::capture_call_graph(Two[0]).AwaitedBy.size(), 1u);
    Two[0].cancel();
    co_await aio::sleep(1ms);
  };
  aio::run(Main());
}

} // namespace
