//===- PrefixTest.cpp - what comes before the edited function -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/Prefix.h"

#include "InMemoryProject.h"

using namespace corolint;

namespace {

const std::string Header = R"(#pragma once
#include <coroutine>
#include <string>
)" + TaskType + R"(inline task work() { co_return; }
inline task inHeader() {
  work();
  co_return;
}
)";

/// Each function has one mistake; what they call is before, behind, in
/// templates and in namespaces that are left and entered again.
const char Main[] = R"(#include "work.h"
#define WORK work()
int Wait = 0;
task behind();
template <typename T> task generic(T Times);
task first() {
  WORK;
  co_await generic(1);
}
static task hidden() { co_return; }
namespace {
int Count = 0;
struct Server {
  task serve() {
    work();
    co_await run();
  }
  task run() { ++Count; co_return; }
};
task inUnnamed() {
  Server S;
  S.serve();
  co_await S.run();
}
} // namespace
namespace a::b {
using namespace std;
inline namespace v1 {
task inner() {
  string Text;
  behind();
  co_await hidden();
}
#if 1
task second() {
  inner();
  co_await inUnnamed();
}
#else
task second() = delete;
#endif
} // namespace v1
auto Lambda = []() -> task {
  inner();
  co_return;
};
task third() {
  string Text;
  second();
  co_await Lambda();
}
task fourth() try {
  co_await third();
} catch (...) {
  work();
}
} // namespace a::b
task behind() {
  a::b::third();
  co_await generic(2L);
}
template <typename T> task generic(T) {
  first();
  co_return;
}
void atTheEnd() {
  behind();
}
)";

class PrefixTest : public InMemoryProject {
protected:
  PrefixTest() {
    set("/project/work.h", Header);
    set("/project/main.cpp", Main);
  }

  std::shared_ptr<const Prefix> cutAt(const CutPoint &Cut) {
    return Prefix::build(Command, files(), Base, Cut);
  }

  std::shared_ptr<const Preamble> Base;
};

TEST_F(PrefixTest, FindsWhatIsFoundWithoutAtEachCut) {
  UnitResult Without = lint(nullptr);
  EXPECT_EQ(Without.Report.What, UnitReport::Complete);
  EXPECT_EQ(Without.Findings.size(), 12u) << shown(Without);
  Base = build();
  ASSERT_TRUE(Base);
  std::vector<CutPoint> Cuts = Without.Cuts;
  EXPECT_EQ(Cuts.size(), 9u);
  for (const CutPoint &Cut : Cuts) {
    SCOPED_TRACE(std::string(Main).substr(0, Cut.Offset));
    auto Head = cutAt(Cut);
    ASSERT_TRUE(Head);
    UnitResult With = lint(Head.get());
    EXPECT_EQ(With.Report.What, UnitReport::Complete);
    EXPECT_EQ(shown(With), shown(Without));
    // Cut again, it is cut at the same places.
    ASSERT_EQ(With.Cuts.size(), Cuts.size());
    for (std::size_t I = 0; I != Cuts.size(); ++I) {
      EXPECT_EQ(With.Cuts[I].Offset, Cuts[I].Offset);
      EXPECT_EQ(With.Cuts[I].Reopen, Cuts[I].Reopen);
      EXPECT_EQ(With.Cuts[I].Braces, Cuts[I].Braces);
    }
  }
}

TEST_F(PrefixTest, OpensTheNamespacesOfACutAgain) {
  std::vector<CutPoint> Cuts = lint(nullptr).Cuts;
  ASSERT_EQ(Cuts.size(), 9u);
  EXPECT_EQ(Cuts[1].Reopen, "");
  EXPECT_EQ(Cuts[2].Reopen, "namespace  { ");
  EXPECT_EQ(Cuts[3].Reopen, "namespace a::b { inline namespace v1 { ");
  EXPECT_EQ(Cuts[3].Braces, 2u);
  EXPECT_EQ(Cuts[5].Reopen, "namespace a::b { ");
}

TEST_F(PrefixTest, IsLeftOutWhereTheTextIsAnother) {
  Base = build();
  ASSERT_TRUE(Base);
  std::vector<CutPoint> Cuts = lint(nullptr).Cuts;
  auto Head = cutAt(Cuts[4]);
  ASSERT_TRUE(Head);
  std::string Text = Main;
  Text.insert(Text.find("  co_await generic(1);"), "  work();\n");
  set("/project/main.cpp", Text);
  UnitResult With = lint(Head.get());
  // The preamble is still used.
  EXPECT_TRUE(With.UsedHead);
  EXPECT_EQ(shown(With), shown(lint(nullptr)));
  EXPECT_EQ(With.Findings.size(), 13u);
}

TEST_F(PrefixTest, KeepsWhatIsBrokenBehindTheCut) {
  Base = build();
  ASSERT_TRUE(Base);
  std::vector<CutPoint> Cuts = lint(nullptr).Cuts;
  auto Head = cutAt(Cuts[6]);
  ASSERT_TRUE(Head);
  std::string Text = Main;
  Text.replace(Text.rfind("  behind();"), 11, "  behind(); undeclared(");
  set("/project/main.cpp", Text);
  UnitResult With = lint(Head.get());
  EXPECT_EQ(With.Report.What, UnitReport::Partial);
  EXPECT_EQ(shown(With), shown(lint(nullptr)));
}

TEST_F(PrefixTest, IsNoneWhereTheCodeBeforeIsBroken) {
  std::vector<CutPoint> Cuts = lint(nullptr).Cuts;
  std::string Text = Main;
  Text.replace(Text.find("Times"), 5, "Ti es");
  set("/project/main.cpp", Text);
  Base = build();
  ASSERT_TRUE(Base);
  EXPECT_FALSE(cutAt(Cuts[2]));
}

} // namespace
