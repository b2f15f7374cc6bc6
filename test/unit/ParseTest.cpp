//===- ParseTest.cpp - one compile command in, one AST out ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/Parse.h"

#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclCXX.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/AST/RecursiveASTVisitor.h"
#include "clang/AST/StmtCXX.h"
#include "clang/Sema/Sema.h"

#include "gtest/gtest.h"

#include <csignal>
#include <cstdlib>
#include <map>
#include <thread>

using namespace corolint;
using Status = ParseOutcome::Status;

namespace {

/// Files that exist in memory, over the real ones.
class ParseTest : public testing::Test {
protected:
  void write(const std::string &Path, const std::string &Text) {
    Memory->addFile(Path, 0, llvm::MemoryBuffer::getMemBufferCopy(Text, Path));
  }

  CompileCommand command(std::vector<std::string> Flags = {}) {
    CompileCommand C;
    C.Directory = "/proj";
    C.File = "/proj/main.cpp";
    C.Args = {"clang++", "-std=c++20"};
    C.Args.insert(C.Args.end(), Flags.begin(), Flags.end());
    C.Args.push_back(C.File);
    return C;
  }

  ParseOutcome run(
      const CompileCommand &C,
      llvm::function_ref<void(const ParsedUnit &)> Consume =
          [](const ParsedUnit &) {}) {
    return parse(C, Consume, files());
  }

  llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> files() {
    auto Overlay = llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(
        llvm::vfs::getRealFileSystem());
    Overlay->pushOverlay(Memory);
    return Overlay;
  }

  /// The names of the user's top-level declarations, in order.
  static std::vector<std::string> names(const ParsedUnit &Unit) {
    std::vector<std::string> Result;
    for (const clang::Decl *D : Unit.UserDecls)
      if (const auto *N = llvm::dyn_cast<clang::NamedDecl>(D))
        Result.push_back(N->getNameAsString());
    return Result;
  }

  llvm::IntrusiveRefCntPtr<llvm::vfs::InMemoryFileSystem> Memory =
      llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>();
};

/// Which functions of the unit have a body in the AST, by name; the last
/// declaration of a name counts.
struct BodyCollector : clang::RecursiveASTVisitor<BodyCollector> {
  bool shouldVisitTemplateInstantiations() const { return true; }
  bool VisitFunctionDecl(clang::FunctionDecl *F) {
    if (F->isThisDeclarationADefinition() || F->hasSkippedBody())
      HasBody[F->getQualifiedNameAsString()] = F->getBody() != nullptr;
    return true;
  }
  std::map<std::string, bool> HasBody;
};

std::string joined(const std::vector<std::string> &Lines) {
  std::string Text;
  for (const std::string &L : Lines)
    Text += L + "\n";
  return Text;
}

TEST_F(ParseTest, GivesUserDeclarationsAndFiles) {
  write("/proj/user.h", "#pragma once\nstruct FromHeader {};\n"
                        "namespace ns { int nested(); }\n");
  write("/sys/system.h", "struct FromSystem {};\n"
                         "template <class T> T same(T t) { return t; }\n");
  write("/proj/main.cpp",
        "#include <vector>\n#include <system.h>\n#include \"user.h\"\n"
        "#define FUNCTION(NAME) int NAME() { return same(1); }\n"
        "FUNCTION(fromMacro)\n"
        "template <class T> T twice(T t) { return t + t; }\n"
        "int use(std::vector<int> v) { return twice(v[0]) + twice(2L); }\n"
        "int use(std::vector<int>);\n");
  std::vector<std::string> Names;
  ParseOutcome O = run(command({"-isystem", "/sys"}),
                       [&](const ParsedUnit &U) { Names = names(U); });
  EXPECT_EQ(O.What, Status::Complete) << joined(O.Errors);
  EXPECT_EQ(Names, (std::vector<std::string>{"FromHeader", "ns", "fromMacro",
                                             "twice", "use", "use"}));
  ASSERT_GT(O.Files.size(), 3u);
  EXPECT_EQ(O.Files.front(), "/proj/main.cpp");
  auto Has = [&](const char *F) {
    return std::count(O.Files.begin(), O.Files.end(), F);
  };
  EXPECT_EQ(Has("/proj/user.h"), 1);
  EXPECT_EQ(Has("/sys/system.h"), 1);
  for (const std::string &F : O.Files) {
    EXPECT_EQ(F.front(), '/') << F;
    EXPECT_EQ(F.find("/.."), std::string::npos) << F;
  }
}

TEST_F(ParseTest, RelativeToTheCommandsFolder) {
  write("/proj/inc/a.h", "int a();\n");
  write("/proj/main.cpp", "#include \"a.h\"\n");
  CompileCommand C = command({"-Iinc"});
  C.Args.back() = "main.cpp";
  ParseOutcome O = run(C);
  EXPECT_EQ(O.What, Status::Complete) << joined(O.Errors);
  EXPECT_EQ(O.Files,
            (std::vector<std::string>{"/proj/main.cpp", "/proj/inc/a.h"}));
}

TEST_F(ParseTest, SkipsSystemBodiesButNotProtocols) {
  write("/sys/lib.h", R"(#pragma once
    #include <coroutine>
    struct task {
      struct promise_type {
        task get_return_object() { return {}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        void unhandled_exception() {}
        void return_void() {}
        template <class T> T await_transform(T t) { return t; }
        std::suspend_always yield_value(int) { return {}; }
        void other() {}
      };
      task() {}
      ~task() {}
      void start() {}
    };
    template <class T> struct lazy {
      struct promise_type;
      ~lazy() { finish(); }
      void finish() {}
    };
    struct plain { ~plain() {} };
    struct aw { bool await_ready() { return false; }
                void await_suspend(std::coroutine_handle<>) {}
                int await_resume() { return 1; } };
    inline aw operator co_await(plain) { return {}; }
    inline int helper() { return 1; }
    template <class T> T helper2(T t) { return t; }
    constexpr int constant() { return 3; }
    inline auto deduced() { return 4; })");
  write("/proj/own.h", "inline int mine() { return 1; }\n");
  write("/proj/main.cpp", "#include <lib.h>\n#include \"own.h\"\n"
                          "task f() { co_await plain{}; helper2(1); }\n"
                          "lazy<int> *g() { delete g(); return g(); }\n");
  BodyCollector Bodies;
  ParseOutcome O = run(command({"-isystem", "/sys"}), [&](const ParsedUnit &U) {
    Bodies.TraverseDecl(U.Context.getTranslationUnitDecl());
  });
  ASSERT_EQ(O.What, Status::Complete) << joined(O.Errors);
  for (const char *Kept :
       {"task::promise_type::get_return_object",
        "task::promise_type::initial_suspend",
        "task::promise_type::final_suspend",
        "task::promise_type::unhandled_exception",
        "task::promise_type::return_void",
        "task::promise_type::await_transform",
        "task::promise_type::yield_value", "task::task", "task::~task",
        "lazy::~lazy<T>", "aw::await_ready", "aw::await_suspend",
        "aw::await_resume", "operator co_await", "constant", "deduced", "mine",
        "f", "g"}) {
    ASSERT_EQ(Bodies.HasBody.count(Kept), 1u) << Kept;
    EXPECT_TRUE(Bodies.HasBody[Kept]) << Kept;
  }
  for (const char *Skipped : {"task::promise_type::other", "task::start",
                              "lazy::finish", "plain::~plain", "helper"}) {
    ASSERT_EQ(Bodies.HasBody.count(Skipped), 1u) << Skipped;
    EXPECT_FALSE(Bodies.HasBody[Skipped]) << Skipped;
  }
}

TEST_F(ParseTest, SemaCanInstantiateOnDemand) {
  write("/proj/main.cpp", R"(
    #include <coroutine>
    template <class T> struct task {
      struct promise_type {
        task get_return_object() { return {}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        void unhandled_exception() {}
        void return_void() {}
      };
    };
    struct aw { bool await_ready(); void await_suspend(std::coroutine_handle<>);
                void await_resume(); };
    template <class T> task<T> coro() { co_await aw{}; nonsense; }
    template <class T> task<T> later() { co_await aw{}; }
    using Pointer = decltype(&later<int>);
  )");
  bool Instantiated = false;
  ParseOutcome O = run(command(), [&](const ParsedUnit &U) {
    for (clang::Decl *D : U.UserDecls) {
      auto *T = llvm::dyn_cast<clang::FunctionTemplateDecl>(D);
      if (!T || T->getName() != "later")
        continue;
      for (clang::FunctionDecl *F : T->specializations()) {
        U.Sema.InstantiateFunctionDefinition(F->getLocation(), F);
        Instantiated =
            F->getBody() && llvm::isa<clang::CoroutineBodyStmt>(F->getBody());
      }
    }
  });
  EXPECT_TRUE(Instantiated);
  EXPECT_EQ(O.What, Status::Partial) << "'nonsense' is an error";
}

TEST_F(ParseTest, BrokenCodeStillGivesTheRest) {
  write("/proj/main.cpp", "int first() { return 1; }\n"
                          "int broken() { return unknown_name; }\n"
                          "struct S { unknown_type T; };\n"
                          "int last() { return 2; }\n"
                          "int open() { if (1) {\n");
  std::vector<std::string> Names;
  ParseOutcome O =
      run(command(), [&](const ParsedUnit &U) { Names = names(U); });
  EXPECT_EQ(O.What, Status::Partial);
  EXPECT_EQ(Names,
            (std::vector<std::string>{"first", "broken", "S", "last", "open"}));
  ASSERT_FALSE(O.Errors.empty());
  EXPECT_EQ(O.Errors.front(), "/proj/main.cpp:2:23: error: use of undeclared "
                              "identifier 'unknown_name'");
}

TEST_F(ParseTest, ManyErrorsDoNotStopIt) {
  std::string Text;
  for (int I = 0; I < 300; ++I)
    Text += "int f" + std::to_string(I) + "() { return nope; }\n";
  write("/proj/main.cpp", Text);
  std::size_t Count = 0;
  ParseOutcome O =
      run(command(), [&](const ParsedUnit &U) { Count = U.UserDecls.size(); });
  EXPECT_EQ(O.What, Status::Partial);
  EXPECT_EQ(Count, 300u);
  EXPECT_GE(O.Errors.size(), 10u);
  EXPECT_LE(O.Errors.size(), 100u);
}

TEST_F(ParseTest, MissingIncludeIsNotTheEnd) {
  write("/proj/main.cpp", "#include <nowhere/gone.h>\n#include <vector>\n"
                          "int f(std::vector<int> v) { return v[0]; }\n");
  std::vector<std::string> Names;
  ParseOutcome O =
      run(command(), [&](const ParsedUnit &U) { Names = names(U); });
  EXPECT_EQ(O.What, Status::Partial);
  EXPECT_EQ(Names, (std::vector<std::string>{"f"}));
  EXPECT_EQ(joined(O.Errors),
            "/proj/main.cpp:1:10: error: 'nowhere/gone.h' file not found\n");
}

TEST_F(ParseTest, WarningsAreNoErrors) {
  write("/proj/main.cpp", "#warning text\nint f() { int unused; }\n");
  ParseOutcome O = run(command({"-Wall", "-Werror"}));
  EXPECT_EQ(O.What, Status::Complete) << joined(O.Errors);
}

TEST_F(ParseTest, NothingToParseFails) {
  bool Called = false;
  auto Consume = [&](const ParsedUnit &) { Called = true; };
  write("/proj/other.cpp", "");
  ParseOutcome Gone = run(command(), Consume);
  EXPECT_EQ(Gone.What, Status::Failed);
  EXPECT_NE(joined(Gone.Errors).find("/proj/main.cpp"), std::string::npos);

  write("/proj/main.cpp", "int x;\n");
  CompileCommand NoFolder = command();
  NoFolder.Directory = "/nowhere";
  ParseOutcome O = run(NoFolder, Consume);
  EXPECT_EQ(O.What, Status::Failed);
  EXPECT_EQ(joined(O.Errors), "error: no such directory: /nowhere\n");

  CompileCommand Empty = command();
  Empty.Args.pop_back();
  EXPECT_EQ(run(Empty, Consume).What, Status::Failed);
  EXPECT_FALSE(Called);
}

TEST_F(ParseTest, UnknownProcessorIsNotTheEnd) {
  write("/proj/main.cpp", "int x;\n");
  bool Called = false;
  ParseOutcome O = run(command({"-march=only-gcc-knows"}),
                       [&](const ParsedUnit &) { Called = true; });
  EXPECT_TRUE(Called);
  EXPECT_EQ(O.What, Status::Complete) << joined(O.Errors);
}

TEST_F(ParseTest, CrashOfClangIsContained) {
  write("/proj/main.cpp", "int f();\n#pragma clang __debug crash\n");
  ParseOutcome O = run(command());
  EXPECT_EQ(O.What, Status::Crashed);
  ASSERT_EQ(O.Errors.size(), 1u);
  EXPECT_EQ(O.Errors.front().find("/proj/main.cpp: crash while parsing: "), 0u)
      << O.Errors.front();
  EXPECT_NE(O.Errors.front().find("signal"), std::string::npos);

  write("/proj/fine.cpp", "int f();\n");
  CompileCommand Next = command();
  Next.Args.back() = Next.File = "/proj/fine.cpp";
  EXPECT_EQ(run(Next).What, Status::Complete);
}

TEST_F(ParseTest, FatalErrorOfClangIsContained) {
  write("/proj/main.cpp", "#pragma clang __debug llvm_fatal_error\n");
  ParseOutcome O = run(command());
  EXPECT_EQ(O.What, Status::Crashed);
  EXPECT_NE(joined(O.Errors).find("fatal error: "), std::string::npos);
}

TEST_F(ParseTest, OverflowOfTheStackIsContained) {
  std::string Deep(200000, '(');
  write("/proj/main.cpp",
        "int x = " + Deep + "1" + std::string(200000, ')') + ";\n");
  ParseOutcome O = run(command({"-fbracket-depth=1000000"}));
  EXPECT_EQ(O.What, Status::Crashed);
}

TEST_F(ParseTest, CrashOfTheConsumerIsContained) {
  write("/proj/main.cpp", "int f();\n");
  ParseOutcome O = run(command(), [](const ParsedUnit &) { raise(SIGSEGV); });
  EXPECT_EQ(O.What, Status::Crashed);
  EXPECT_NE(joined(O.Errors).find("crash while analysing"), std::string::npos);
}

TEST_F(ParseTest, DistinctFoldersAtTheSameTime) {
  for (const char *P : {"/one", "/two"}) {
    write(std::string(P) + "/main.cpp", "#include \"inc/own.h\"\n");
    write(std::string(P) + "/inc/own.h", "int own();\n");
  }
  auto FS = files();
  ParseOutcome Outcomes[2];
  std::thread Threads[2];
  for (int I : {0, 1})
    Threads[I] = std::thread([&, I] {
      CompileCommand C;
      C.Directory = I ? "/two" : "/one";
      C.File = C.Directory + "/main.cpp";
      C.Args = {"clang++", "main.cpp"};
      for (int Turn = 0; Turn < 5; ++Turn)
        Outcomes[I] = parse(C, [](const ParsedUnit &) {}, FS);
    });
  for (std::thread &T : Threads)
    T.join();
  EXPECT_EQ(Outcomes[0].Files,
            (std::vector<std::string>{"/one/main.cpp", "/one/inc/own.h"}));
  EXPECT_EQ(Outcomes[1].Files,
            (std::vector<std::string>{"/two/main.cpp", "/two/inc/own.h"}));
}

TEST(ReproductionCommandTest, IsQuotedAndRuns) {
  CompileCommand C;
  C.Directory = "/";
  C.File = "/a b.cpp";
  C.Args = {"clang++", "-DTEXT=\"it's $HOME\"", "-DX=1", "/a b.cpp"};
  std::string Text = reproductionCommand(C);
  EXPECT_NE(Text.find("'-DTEXT=\"it'\\''s $HOME\"'"), std::string::npos)
      << Text;
  EXPECT_NE(Text.find(" -DX=1 "), std::string::npos) << Text;
  EXPECT_NE(Text.find("'/a b.cpp'"), std::string::npos) << Text;

  // With a file that is there, it can be run as it stands.
  char Name[] = "/tmp/corolint-repro-XXXXXX.cpp";
  int FD = mkstemps(Name, 4);
  ASSERT_NE(FD, -1);
  const char Source[] = "static_assert(N == 3);\n";
  ASSERT_EQ(::write(FD, Source, sizeof Source - 1), ssize_t(sizeof Source - 1));
  close(FD);
  C.Args = {"clang++", "-DN=1 + 2", Name};
  EXPECT_EQ(std::system(reproductionCommand(C).c_str()), 0);
  C.Args = {"clang++", "-DN=4", Name};
  EXPECT_NE(std::system((reproductionCommand(C) + " 2>/dev/null").c_str()), 0);
  std::remove(Name);
}

} // namespace
