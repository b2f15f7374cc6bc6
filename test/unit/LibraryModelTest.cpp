//===- LibraryModelTest.cpp - what we know of a library -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/LibraryModel.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/MemoryBuffer.h"

#include "gtest/gtest.h"

#include <map>

using namespace corolint;
using llvm::StringRef;

namespace {

std::string addTo(LibraryModels &Models, const std::string &Text,
                  StringRef Name = "m.yaml") {
  return llvm::toString(Models.add({Text, Name}));
}

std::string errorOf(const std::string &Text) {
  LibraryModels Models;
  return addTo(Models, Text);
}

/// The models of `Text`, which must have no error.
LibraryModels read(const std::string &Text) {
  LibraryModels Models;
  EXPECT_EQ(addTo(Models, Text), "");
  return Models;
}

const FunctionModel &only(const LibraryModels &Models, StringRef Name) {
  llvm::ArrayRef<FunctionModel> Found = Models.functions(Name);
  if (Found.size() == 1)
    return Found.front();
  ADD_FAILURE() << Found.size() << " models of " << Name.str();
  static const FunctionModel Nothing;
  return Nothing;
}

/// The model of a call for which no condition holds.
const FunctionModel &ordinary(const LibraryModels &Models, StringRef Name) {
  llvm::ArrayRef<FunctionModel> Found = Models.functions(Name);
  static const FunctionModel Nothing;
  if (Found.empty()) {
    ADD_FAILURE() << "no model of " << Name.str();
    return Nothing;
  }
  const FunctionModel &Last = Found.back();
  EXPECT_TRUE(Last.NumArguments < 0 && Last.WithType.empty() &&
              Last.When.empty())
      << Name.str();
  return Last;
}

const char *word(BlockingTier Tier) {
  switch (Tier) {
  case BlockingTier::Wait:
    return "wait";
  case BlockingTier::Disk:
    return "disk";
  case BlockingTier::Syscall:
    return "syscall";
  case BlockingTier::Cpu:
    return "cpu";
  }
  return "";
}

/// Every BlockingModel of the models, with the name that it stands for.
std::vector<std::pair<std::string, const BlockingModel *>>
blockingModels(const LibraryModels &Models) {
  std::vector<std::pair<std::string, const BlockingModel *>> All;
  for (StringRef Name : Models.functionNames())
    for (const FunctionModel &F : Models.functions(Name)) {
      if (F.Blocks)
        All.emplace_back(Name.str(), &*F.Blocks);
      if (F.ResultBlocksAtEnd)
        All.emplace_back(Name.str(), &*F.ResultBlocksAtEnd);
    }
  return All;
}

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

TEST(LibraryModel, ReadsEveryKeyOfAFunction) {
  LibraryModels Models = read(R"(library: l
functions:
- names: [a::f, g]
  num-arguments: 3
  with-type: a::pool
  when:
  - {argument: object, is-named: [std::cin, STDIN_FILENO]}
  - {argument: 1, has-flag: NOW}
  blocks:
    tier: disk
    category: file
    reason: it reads
    instead: do not
    unless: {argument: 0, is-zero: true}
  unless: {argument: 2, points-to-zero: true}
  result-blocks-at-end: {tier: wait, category: join, reason: r, instead: i}
  arguments:
  - {argument: 0, task: starts, callable: keeps-until-done}
  - {argument: every, callable: offloads}
  returns-awaitable: true
  result-may-be-dropped: true
  asks-stop: true
  throws-if-stopped: true
  cancels: object
  rethrows: true
  leaves-loop: true
  enters-loop: true
  makes-non-blocking: result
  harmless: true
)");
  ASSERT_EQ(Models.functionNames(), (std::vector<StringRef>{"a::f", "g"}));
  const FunctionModel &F = only(Models, "a::f");
  EXPECT_EQ(F.Name, "a::f");
  EXPECT_EQ(F.NumArguments, 3);
  EXPECT_EQ(F.WithType, "a::pool");
  ASSERT_EQ(F.When.size(), 2u);
  EXPECT_EQ(F.When[0].Argument, -1);
  EXPECT_EQ(F.When[0].What, NonBlockingWhen::IsNamed);
  EXPECT_EQ(F.When[0].Names,
            (std::vector<std::string>{"std::cin", "STDIN_FILENO"}));
  EXPECT_EQ(F.When[1].What, NonBlockingWhen::HasFlag);
  ASSERT_TRUE(F.Blocks);
  EXPECT_EQ(F.Blocks->Tier, BlockingTier::Disk);
  EXPECT_EQ(F.Blocks->Category, "file");
  EXPECT_EQ(F.Blocks->Reason, "it reads");
  EXPECT_EQ(F.Blocks->Instead, "do not");
  ASSERT_EQ(F.Blocks->Unless.size(), 2u);
  EXPECT_EQ(F.Blocks->Unless[0].What, NonBlockingWhen::IsZero);
  EXPECT_EQ(F.Blocks->Unless[1].What, NonBlockingWhen::PointsToZero);
  ASSERT_TRUE(F.ResultBlocksAtEnd);
  EXPECT_EQ(F.ResultBlocksAtEnd->Category, "join");
  ASSERT_EQ(F.Arguments.size(), 2u);
  EXPECT_EQ(F.Arguments[0].Task, TaskUse::Starts);
  EXPECT_EQ(F.Arguments[0].Callable, CallableUse::KeepsUntilDone);
  EXPECT_EQ(F.Arguments[1].Argument, -2);
  EXPECT_EQ(F.Arguments[1].Callable, CallableUse::Offloads);
  EXPECT_TRUE(F.ReturnsAwaitable && F.ResultMayBeDropped && F.AsksStop &&
              F.ThrowsIfStopped && F.Rethrows && F.LeavesLoop && F.EntersLoop &&
              F.Harmless);
  EXPECT_EQ(F.Cancels, -1);
  EXPECT_EQ(F.MakesNonBlocking, "result");
}

TEST(LibraryModel, ReadsTypesAndCancellations) {
  LibraryModels Models = read(R"(library: l
reasons:
  joins: {tier: wait, category: join, reason: it joins, instead: await it}
types:
- {names: [n::task, n::job], kind: task, start: lazy, destructor-joins: true}
- names: n::bag
  kind: owner
  adds: put
  looks: [size, operator bool]
  clears: [clear]
  takes-out: [operator*, "operator[]"]
- {names: n::worker, kind: plain, destructor-blocks: joins}
cancellation:
- {trigger: edge, exceptions: n::cancelled}
- trigger: level
  exceptions: [n::error]
  error-codes: [n::aborted]
  task-types: ["n::"]
)");
  const TypeModel *Task = Models.type("n::job");
  ASSERT_TRUE(Task);
  EXPECT_EQ(Task->Name, "n::job");
  EXPECT_EQ(Task->What, TypeModel::Task);
  EXPECT_EQ(Task->Start, Start::Lazy);
  EXPECT_TRUE(Task->DestructorJoins);
  const TypeModel *Bag = Models.type("n::bag");
  ASSERT_TRUE(Bag);
  EXPECT_EQ(Bag->Adds, std::vector<std::string>{"put"});
  EXPECT_EQ(Bag->Looks, (std::vector<std::string>{"size", "operator bool"}));
  EXPECT_EQ(Bag->Clears, std::vector<std::string>{"clear"});
  EXPECT_EQ(Bag->TakesOut,
            (std::vector<std::string>{"operator*", "operator[]"}));
  const TypeModel *Worker = Models.type("n::worker");
  ASSERT_TRUE(Worker && Worker->DestructorBlocks);
  EXPECT_EQ(Worker->DestructorBlocks->Reason, "it joins");
  EXPECT_EQ(Models.type("n::nothing"), nullptr);

  ASSERT_EQ(Models.cancellations().size(), 2u);
  EXPECT_EQ(Models.cancellations()[0].How, CancellationModel::Edge);
  EXPECT_EQ(Models.cancellations()[1].How, CancellationModel::Level);
  EXPECT_EQ(Models.cancellations()[1].ErrorCodes,
            std::vector<std::string>{"n::aborted"});
  EXPECT_EQ(Models.cancellations()[1].TaskTypes,
            std::vector<std::string>{"n::"});
}

TEST(LibraryModel, NamedReasonsMayStandAnywhereInTheFile) {
  LibraryModels Models = read(R"(library: l
functions:
- {names: nap, blocks: sleeps, unless: {argument: 0, is-zero: true}}
- {names: doze, blocks: sleeps}
reasons:
  sleeps: {tier: wait, category: sleep, reason: it sleeps, instead: do not}
)");
  const FunctionModel &Nap = only(Models, "nap");
  ASSERT_TRUE(Nap.Blocks);
  EXPECT_EQ(Nap.Blocks->Reason, "it sleeps");
  EXPECT_EQ(Nap.Blocks->Unless.size(), 1u);
  EXPECT_TRUE(only(Models, "doze").Blocks->Unless.empty());
}

TEST(LibraryModel, ErrorsSayWhere) {
  const struct {
    const char *Text, *Error;
  } Cases[] = {
      {"", "m.yaml:1:1: no model here"},
      {"bogus: 1\nlibrary: l\n", "m.yaml:1:1: unknown key 'bogus'"},
      {"functions: []\n", "m.yaml:1:1: missing required key 'library'"},
      {"library: l\n---\nlibrary: k\n",
       "m.yaml:1:1: a model is one document, here are several"},
      {"library: l\nfunctions: [\n", "m.yaml:2:13: Could not find closing ]!"},
      {"library: l\nfunctions: {a: b}\n", "m.yaml:2:13: not a sequence"},
      {"library: l\nfunctions:\n- names: f\n  block: x\n",
       "m.yaml:4:3: unknown key 'block'"},
      {"library: l\nfunctions:\n- harmless: true\n",
       "m.yaml:3:3: missing required key 'names'"},
      {"library: l\nfunctions:\n- names: []\n",
       "m.yaml:3:3: the entry is for no name"},
      {"library: l\nfunctions:\n- names: ::read\n",
       "m.yaml:3:10: names start without '::'"},
      {"library: l\nfunctions:\n- names: a<b>::f\n",
       "m.yaml:3:10: names are written without template arguments"},
      {"library: l\nfunctions:\n- names: [ok, void f]\n",
       "m.yaml:3:15: names consist of identifiers and '::'"},
      {"library: l\nfunctions:\n- names: {a: b}\n",
       "m.yaml:3:11: no mapping is wanted here"},
      {"library: l\nfunctions:\n- names: f\n  blocks: sleeps\n",
       "m.yaml:4:11: no such entry in 'reasons' of this file"},
      {"library: l\nfunctions:\n- names: f\n  unless: {argument: 0, is-zero: "
       "true}\n",
       "m.yaml:3:3: 'unless' goes with 'blocks'"},
      {"library: l\nfunctions:\n- names: f\n  when: {argument: 0}\n",
       "m.yaml:4:10: wanted: one of is-zero, is-nonzero, points-to-zero, "
       "non-blocking-descriptor, has-flag, has-type, is-named"},
      {"library: l\nfunctions:\n- names: f\n  when: {argument: all, is-zero: "
       "true}\n",
       "m.yaml:4:20: wanted: an argument's number, from 0, 'object' or "
       "'every'"},
      {"library: l\nfunctions:\n- names: f\n  when: {argument: 0, is-zero: "
       "false}\n",
       "m.yaml:4:10: 'is-zero' can only be true"},
      {"library: l\nfunctions:\n- names: f\n  arguments: {argument: 0, task: "
       "eats}\n",
       "m.yaml:4:34: wanted: awaits, starts, stores, joins, blocks, looks, "
       "drops, into-result"},
      {"library: l\nfunctions:\n- names: f\n  arguments: {argument: 0}\n",
       "m.yaml:4:15: wanted: task, callable, or both"},
      {"library: l\nfunctions:\n- names: f\n  arguments: starts\n",
       "m.yaml:4:14: a mapping, or a sequence of mappings, is wanted"},
      {"library: l\nfunctions:\n- names: f\n  makes-non-blocking: it\n",
       "m.yaml:4:23: wanted: 'result', 'object' or an argument's number"},
      {"library: l\nfunctions:\n- names: f\n  harmless: maybe\n",
       "m.yaml:4:13: invalid boolean"},
      {"library: l\nfunctions:\n- names: f\n  blocks: {tier: slow, category: "
       "file, reason: r, instead: i}\n",
       "m.yaml:4:18: wanted: wait, disk, syscall, cpu"},
      {"library: l\nfunctions:\n- names: f\n  blocks: {tier: wait, category: "
       "file, reason: '', instead: i}\n",
       "m.yaml:4:48: must not be empty"},
      {"library: l\nfunctions:\n- names: f\n  blocks: {tier: wait, category: "
       "nap, reason: r, instead: i}\n",
       "m.yaml:4:34: wanted: sleep, file, socket, dns, process, console, lock, "
       "join, future, loop, database, memory or system"},
      {"library: l\nfunctions:\n- {names: [f, g]}\n- {names: g}\n",
       "m.yaml:4:4: 'g' has an entry with the same conditions above"},
      {"library: l\ntypes:\n- {names: t, kind: tast}\n",
       "m.yaml:3:20: wanted: task, awaitable, generator, owner, stop-token, "
       "plain"},
      {"library: l\ntypes:\n- {names: t, kind: task, adds: put}\n",
       "m.yaml:3:4: adds, looks, clears and takes-out are for owners only"},
      {"library: l\ntypes:\n- {names: t, kind: owner, start: lazy}\n",
       "m.yaml:3:4: start is for tasks, generators and awaitables only"},
      {"library: l\ntypes:\n- {names: t, kind: task}\n- {names: t, kind: "
       "plain}\n",
       "m.yaml:4:4: 't' has an entry above"},
      {"library: l\ncancellation: {trigger: never}\n",
       "m.yaml:2:25: wanted: level, edge, channel, manual"},
  };
  for (const auto &C : Cases)
    EXPECT_EQ(errorOf(C.Text), C.Error) << C.Text;
}

TEST(LibraryModel, AFileWithAnErrorAddsNothing) {
  LibraryModels Models;
  EXPECT_NE(addTo(Models, "library: l\nfunctions:\n- {names: f}\n- {names: 1}\n"
                          "types:\n- {names: t, kind: x}\n"),
            "");
  EXPECT_TRUE(Models.functionNames().empty());
}

//===----------------------------------------------------------------------===//
// Merging
//===----------------------------------------------------------------------===//

TEST(LibraryModel, TheMoreConditionsTheEarlier) {
  LibraryModels Models = read(R"(library: l
functions:
- {names: f}
- {names: f, num-arguments: 1}
- {names: f, num-arguments: 2, with-type: t}
- {names: f, when: {argument: 0, is-zero: true}, harmless: true}
- names: f
  with-type: [t, u]
  when: [{argument: 0, is-zero: true}, {argument: 1, is-zero: true}]
)");
  llvm::ArrayRef<FunctionModel> F = Models.functions("f");
  ASSERT_EQ(F.size(), 6u);
  EXPECT_EQ(F[0].WithType, "t");
  EXPECT_EQ(F[0].When.size(), 2u);
  EXPECT_EQ(F[1].WithType, "u");
  EXPECT_EQ(F[2].NumArguments, 2);
  EXPECT_EQ(F[3].NumArguments, 1);
  EXPECT_TRUE(F[4].Harmless);
  EXPECT_TRUE(F[5].NumArguments == -1 && F[5].When.empty());
}

TEST(LibraryModel, LaterFilesWinNameByName) {
  LibraryModels Models = read(R"(library: first
functions:
- {names: [f, g], harmless: true}
- {names: f, num-arguments: 2, asks-stop: true}
types:
- {names: [t, u], kind: task, start: lazy}
cancellation: {trigger: edge, exceptions: e}
)");
  EXPECT_EQ(addTo(Models, R"(library: second
functions:
- {names: f, rethrows: true}
types:
- {names: t, kind: plain}
cancellation: {trigger: level, exceptions: d}
)"),
            "");
  EXPECT_TRUE(only(Models, "f").Rethrows);
  EXPECT_FALSE(only(Models, "f").Harmless);
  EXPECT_TRUE(only(Models, "g").Harmless);
  EXPECT_EQ(Models.type("t")->What, TypeModel::Plain);
  EXPECT_EQ(Models.type("u")->What, TypeModel::Task);
  EXPECT_EQ(Models.cancellations().size(), 2u);
}

TEST(LibraryModel, TwinNamespacesHaveTheSame) {
  LibraryModels Models = read(R"(library: l
twin-namespaces: {of: b::a, also: a}
functions:
- names: [b::a::f, b::g]
  with-type: b::a::pool
  when: {argument: 0, has-type: [b::a::t, b::t]}
types:
- {names: b::a::task, kind: task}
cancellation: {trigger: level, exceptions: [b::a::e, std::e]}
)");
  EXPECT_EQ(Models.functionNames(),
            (std::vector<StringRef>{"a::f", "b::a::f", "b::g"}));
  const FunctionModel &F = only(Models, "a::f");
  EXPECT_EQ(F.WithType, "a::pool");
  EXPECT_EQ(F.When[0].Names, (std::vector<std::string>{"a::t", "b::t"}));
  EXPECT_EQ(only(Models, "b::a::f").WithType, "b::a::pool");
  EXPECT_TRUE(Models.type("a::task") && Models.type("b::a::task"));
  ASSERT_EQ(Models.cancellations().size(), 2u);
  EXPECT_EQ(Models.cancellations()[1].Exceptions,
            (std::vector<std::string>{"a::e", "std::e"}));
}

//===----------------------------------------------------------------------===//
// The models that are part of the program
//===----------------------------------------------------------------------===//

TEST(BuiltinModels, NoneIsEmpty) {
  EXPECT_TRUE(LibraryModels::none().functionNames().empty());
  EXPECT_TRUE(LibraryModels::none().cancellations().empty());
  EXPECT_EQ(LibraryModels::none().type("std::vector"), nullptr);
}

TEST(BuiltinModels, Tiers) {
  const LibraryModels &Models = LibraryModels::builtin();
  const std::pair<const char *, const char *> Expected[] = {
      {"sleep", "wait"},
      {"std::this_thread::sleep_for", "wait"},
      {"std::thread::join", "wait"},
      {"std::future::get", "wait"},
      {"std::__basic_future::wait", "wait"},
      {"std::condition_variable::wait", "wait"},
      {"std::counting_semaphore::acquire", "wait"},
      {"std::latch::wait", "wait"},
      {"std::barrier::arrive_and_wait", "wait"},
      {"std::mutex::lock", "cpu"},
      {"std::lock_guard::lock_guard", "cpu"},
      {"std::filesystem::exists", "disk"},
      {"std::basic_ifstream::open", "disk"},
      {"getaddrinfo", "wait"},
      {"system", "wait"},
      {"popen", "syscall"},
      {"pclose", "wait"},
      {"flock", "wait"},
      {"fsync", "disk"},
      {"waitpid", "wait"},
      {"printf", "syscall"},
      {"scanf", "wait"},
      {"boost::asio::io_context::run", "wait"},
      {"asio::io_context::run", "wait"},
      {"boost::asio::basic_stream_socket::read_some", "wait"},
      {"asio::basic_waitable_timer::wait", "wait"},
      {"aio::run", "wait"},
      {"sqlite3_step", "disk"},
      {"PQexec", "wait"},
      {"curl_easy_perform", "wait"},
  };
  for (auto [Name, Tier] : Expected) {
    const FunctionModel &F = ordinary(Models, Name);
    ASSERT_TRUE(F.Blocks) << Name;
    EXPECT_STREQ(word(F.Blocks->Tier), Tier) << Name;
  }
}

TEST(BuiltinModels, TriesDoNotBlock) {
  for (const char *Name :
       {"std::mutex::try_lock", "std::counting_semaphore::try_acquire",
        "std::latch::try_wait", "sem_trywait", "pthread_mutex_trylock"})
    EXPECT_TRUE(only(LibraryModels::builtin(), Name).Harmless) << Name;
}

TEST(BuiltinModels, ReasonsCompleteTheMessage) {
  // "… blocks the event loop: REASON"; nothing is said twice or cut short.
  const LibraryModels &Models = LibraryModels::builtin();
  auto All = blockingModels(Models);
  EXPECT_GT(All.size(), 800u);
  for (const auto &[Name, B] : All) {
    EXPECT_TRUE(StringRef(B->Reason).starts_with("it ") ||
                StringRef(B->Reason).starts_with("the "))
        << Name << ": " << B->Reason;
    EXPECT_FALSE(StringRef(B->Reason).ends_with(".")) << Name;
    EXPECT_FALSE(StringRef(B->Instead).ends_with(".")) << Name;
    EXPECT_FALSE(B->Instead.empty()) << Name;
  }
}

TEST(BuiltinModels, HarmlessIsSaidOfNothingThatWaits) {
  const LibraryModels &Models = LibraryModels::builtin();
  for (StringRef Name : Models.functionNames())
    for (const FunctionModel &F : Models.functions(Name))
      EXPECT_FALSE(F.Harmless && F.Blocks) << Name.str();
}

TEST(BuiltinModels, Asio) {
  const LibraryModels &Models = LibraryModels::builtin();
  for (std::string Asio : {"boost::asio::", "asio::"}) {
    const TypeModel *Awaitable = Models.type(Asio + "awaitable");
    ASSERT_TRUE(Awaitable);
    EXPECT_EQ(Awaitable->Start, Start::Lazy);
    bool Cancels =
        llvm::any_of(Models.cancellations(), [&](const CancellationModel &C) {
          return C.How == CancellationModel::Level &&
                 llvm::is_contained(C.ErrorCodes,
                                    Asio + "error::operation_aborted") &&
                 llvm::is_contained(C.TaskTypes, Asio + "awaitable");
        });
    EXPECT_TRUE(Cancels) << Asio;

    // The pool comes first, and the two tokens that give an awaitable.
    llvm::ArrayRef<FunctionModel> Spawn = Models.functions(Asio + "co_spawn");
    ASSERT_GE(Spawn.size(), 4u);
    EXPECT_EQ(Spawn.front().Arguments[0].Callable, CallableUse::Offloads);
    EXPECT_EQ(Spawn.front().Arguments[0].Task, TaskUse::Joins);
    EXPECT_EQ(Spawn.back().Arguments[0].Task, TaskUse::Starts);
    // What is posted to a pool runs there; a coroutine that awaits the post
    // comes back to its own executor, unless the token is bound to the pool.
    llvm::ArrayRef<FunctionModel> Post = Models.functions(Asio + "post");
    bool OnPool = llvm::any_of(Post, [&](const FunctionModel &F) {
      return F.WithType == Asio + "thread_pool" && F.EntersLoop &&
             F.Arguments[0].Callable == CallableUse::Offloads;
    });
    bool StaysOnPool = llvm::any_of(Post, [](const FunctionModel &F) {
      return !F.When.empty() && F.LeavesLoop;
    });
    EXPECT_TRUE(OnPool) << Asio;
    EXPECT_TRUE(StaysOnPool) << Asio;
  }
}

//===----------------------------------------------------------------------===//
// The sanitizer's list
//===----------------------------------------------------------------------===//

/// test/unit/interceptors.txt: name to tier, or to "excluded".
std::map<std::string, std::string> interceptorList() {
  std::map<std::string, std::string> List;
  auto Buffer = llvm::MemoryBuffer::getFile(COROLINT_SOURCE_DIR
                                            "/test/unit/interceptors.txt");
  if (!Buffer) {
    ADD_FAILURE() << "cannot read interceptors.txt";
    return List;
  }
  llvm::SmallVector<StringRef> Lines;
  (*Buffer)->getBuffer().split(Lines, '\n', -1, /*KeepEmpty=*/false);
  for (StringRef Line : Lines) {
    if (Line.starts_with("#"))
      continue;
    auto [Name, Rest] = Line.split(' ');
    auto [Tier, Reason] = Rest.split(": ");
    EXPECT_EQ(Tier == "excluded", !Reason.trim().empty())
        << "an exclusion has a reason, a tier has none: " << Line.str();
    EXPECT_TRUE(List.emplace(Name.str(), Tier.str()).second) << Line.str();
  }
  return List;
}

TEST(Interceptors, EachHasATierOrAReason) {
  std::map<std::string, std::string> List = interceptorList();
  EXPECT_GT(List.size(), 160u);
  for (const auto &[Name, Tier] : List) {
    llvm::ArrayRef<FunctionModel> Found =
        LibraryModels::builtin().functions(Name);
    if (Tier == "excluded") {
      EXPECT_TRUE(Found.empty()) << Name << " is excluded and has a model";
      continue;
    }
    const FunctionModel &F = ordinary(LibraryModels::builtin(), Name);
    ASSERT_TRUE(F.Blocks) << Name;
    EXPECT_EQ(Tier, word(F.Blocks->Tier)) << Name;
  }
}

TEST(Interceptors, TheListHasAllThatTheSanitizerHas) {
  const char *Path = "/usr/lib/llvm-22/lib/clang/22/lib/linux/"
                     "libclang_rt.rtsan-x86_64.a";
  auto Library = llvm::MemoryBuffer::getFile(Path, /*IsText=*/false,
                                             /*RequiresNullTerminator=*/false);
  if (!Library)
    GTEST_SKIP() << Path << " is not installed";
  // The names are in the symbol tables, each after this prefix.
  constexpr StringRef Prefix = "___interceptor_";
  std::map<std::string, std::string> List = interceptorList();
  llvm::StringSet<> Seen;
  StringRef Text = (*Library)->getBuffer();
  for (size_t At = Text.find(Prefix); At != StringRef::npos;
       At = Text.find(Prefix, At + 1)) {
    StringRef Name = Text.substr(At + Prefix.size()).take_while([](char C) {
      return llvm::isAlnum(C) || C == '_';
    });
    if (!Name.empty() && Seen.insert(Name).second)
      EXPECT_TRUE(List.count(Name.str())) << Name.str();
  }
  EXPECT_GT(Seen.size(), 150u);
}

} // namespace
