//===- CompileCommandsTest.cpp - how each file is compiled ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/CompileCommands.h"

#include "frontend/CommandLine.h"
#include "frontend/CompilerName.h"

#include "gtest/gtest.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

using namespace corolint;
namespace stdfs = std::filesystem;

namespace {

using Words = std::vector<std::string>;

/// A folder that is there for one test.
class CompileCommandsTest : public testing::Test {
protected:
  void SetUp() override {
    std::string Name =
        (stdfs::temp_directory_path() / "corolint-commands-XXXXXX").string();
    ASSERT_NE(mkdtemp(Name.data()), nullptr);
    Root = stdfs::canonical(Name);
  }
  void TearDown() override { stdfs::remove_all(Root); }

  std::string path(const std::string &Name) { return (Root / Name).string(); }
  std::string write(const std::string &Name, const std::string &Text) {
    stdfs::create_directories((Root / Name).parent_path());
    std::ofstream(Root / Name) << Text;
    return path(Name);
  }

  /// Loads a database with this text; replaces ROOT by the folder.
  llvm::Expected<std::unique_ptr<CompileCommands>> load(std::string Text) {
    for (std::size_t At; (At = Text.find("ROOT")) != std::string::npos;)
      Text.replace(At, 4, Root.string());
    write("compile_commands.json", Text);
    return CompileCommands::load(Root.string());
  }
  std::unique_ptr<CompileCommands> loaded(const std::string &Text) {
    auto C = load(Text);
    if (C)
      return std::move(*C);
    ADD_FAILURE() << llvm::toString(C.takeError());
    return nullptr;
  }
  /// Why it does not load.
  std::string loadError(const std::string &Text) {
    auto C = load(Text);
    return C ? "" : llvm::toString(C.takeError());
  }

  stdfs::path Root;
};

CompileCommand commandFor(const CompileCommands &C, const std::string &File) {
  auto Command = C.commandFor(File);
  if (Command)
    return *Command;
  ADD_FAILURE() << llvm::toString(Command.takeError());
  return {};
}

std::string commandError(const CompileCommands &C, const std::string &File) {
  auto Command = C.commandFor(File);
  return Command ? "" : llvm::toString(Command.takeError());
}

bool has(const Words &Args, const std::string &Word) {
  return std::find(Args.begin(), Args.end(), Word) != Args.end();
}

/// The flags that remain of `Args` after the driver.
Words adjusted(Words Args) {
  auto Line = adjustCommandLine(std::move(Args), "/nowhere", "/nowhere/a.cpp");
  if (!Line) {
    ADD_FAILURE() << llvm::toString(Line.takeError());
    return {};
  }
  Words Flags = Line->Args;
  Flags.erase(Flags.begin());
  // Where a GCC of that name is installed, its place is named; see
  // KeepsTheVersionOfGcc.
  std::erase_if(Flags,
                [](const std::string &A) { return A.starts_with("--gcc-"); });
  return Flags;
}

std::string driver(Words Args) {
  auto Line = adjustCommandLine(std::move(Args), "/nowhere", "/nowhere/a.cpp");
  return Line ? Line->Args.front() : llvm::toString(Line.takeError());
}

//===----------------------------------------------------------------------===//
// One command line
//===----------------------------------------------------------------------===//

TEST(CommandLineTest, DropsOutputDependencyAndDebugFlags) {
  EXPECT_EQ(
      adjusted({"clang++", "-DX=1", "-c", "a.cpp", "-o", "a.o", "-MD", "-MF",
                "a.d", "-MT", "a.o", "-g3", "-ggdb", "-pipe", "-save-temps",
                "-Werror", "-Werror=return-type", "-std=c++23", "-O2"}),
      (Words{"-DX=1", "-std=c++23", "-O2"}));
}

TEST(CommandLineTest, DropsWhatOnlyGccKnows) {
  EXPECT_EQ(adjusted({"g++",
                      "-std=gnu++20",
                      "-fno-var-tracking-assignments",
                      "-fconcepts",
                      "-fmodules-ts",
                      "-fanalyzer",
                      "-fcallgraph-info=su",
                      "-mno-fp-ret-in-387",
                      "--param",
                      "max-inline-insns-single=9",
                      "--param=x=1",
                      "-fno-gcse",
                      "-specs=/usr/lib/hard.specs",
                      "-aux-info",
                      "out.txt",
                      "-fdiagnostics-color=always",
                      "-fdump-tree-all",
                      "-fcompare-debug",
                      "-Wno-maybe-uninitialized",
                      "-Iinc",
                      "-c",
                      "a.cpp"}),
            (Words{"-std=gnu++20", "-Wno-maybe-uninitialized", "-Iinc"}));
}

TEST(CommandLineTest, GccCoroutinesFlagNeedsAStandard) {
  EXPECT_EQ(adjusted({"g++", "-fcoroutines", "-c", "a.cpp"}),
            (Words{"-fcoroutines", "-std=gnu++20"}));
  EXPECT_EQ(adjusted({"g++", "-fcoroutines", "-std=c++17", "-c", "a.cpp"}),
            (Words{"-fcoroutines", "-std=c++17"}));
}

TEST(CommandLineTest, StripsLaunchers) {
  Words Wanted = {"-DX"};
  for (Words Prefix : std::vector<Words>{
           {"ccache"},
           {"/usr/bin/ccache"},
           {"distcc"},
           {"sccache"},
           {"icecc"},
           {"ccache", "distcc"},
           {"env", "CCACHE_DIR=/x", "LANG=C", "ccache"},
           {"CCACHE_DIR=/x", "ccache"},
           {"nice", "-n", "10"},
           {"libtool", "--mode=compile"},
           {"/bin/bash", "../libtool", "--tag=CXX", "--mode=compile"},
           {"cmake", "-E", "__run_co_compile", "--tidy=clang-tidy;-p",
            "--source=a.cpp", "--"},
           {"python3", "wrap.py", "--log", "x"}}) {
    Words Args = Prefix;
    Args.insert(Args.end(), {"g++", "-DX", "-c", "a.cpp"});
    EXPECT_EQ(adjusted(Args), Wanted) << Prefix.front();
    EXPECT_EQ(driver(Args), "clang++") << Prefix.front();
  }
  EXPECT_EQ(adjusted({"sh", "-c", "ccache g++ -DX -c a.cpp"}), Wanted);
}

TEST(CommandLineTest, LanguageIsNoCompiler) {
  // A compiler of unknown name, followed by a word that names one.
  EXPECT_EQ(driver({"mycompiler", "-x", "c++", "-c", "a.cpp"}), "clang++");
  EXPECT_EQ(adjusted({"mycompiler", "-x", "c++", "-DX", "-c", "a.cpp"}),
            (Words{"-DX"}));
}

TEST(CommandLineTest, NamesAClangDriver) {
  EXPECT_EQ(driver({"g++", "a.cpp"}), "clang++");
  EXPECT_EQ(driver({"c++", "a.cpp"}), "clang++");
  EXPECT_EQ(driver({"/no/such/x86_64-linux-gnu-g++-12", "a.cpp"}), "clang++");
  EXPECT_EQ(driver({"gcc", "a.cpp"}), "clang");
  EXPECT_EQ(driver({"clang++-17", "a.cpp"}), "clang++");
  EXPECT_EQ(driver({"clang", "a.cpp"}), "clang");
  EXPECT_NE(driver({"clang-cl", "/c", "a.cpp"}).find("not supported"),
            std::string::npos);
  EXPECT_NE(driver({"cl.exe", "/c", "a.cpp"}).find("not supported"),
            std::string::npos);
}

TEST(CommandLineTest, CrossCompilersNameTheirTarget) {
  EXPECT_EQ(adjusted({"aarch64-linux-gnu-g++-12", "-c", "a.cpp"}),
            (Words{"--target=aarch64-linux-gnu"}));
  EXPECT_EQ(adjusted({"aarch64-linux-gnu-g++", "--target=riscv64-linux-gnu"}),
            (Words{"--target=riscv64-linux-gnu"}));
}

TEST(CommandLineTest, DropsPlugins) {
  EXPECT_EQ(
      adjusted({"clang++", "-fplugin=x.so", "-fplugin-arg-x-y=1", "-Xclang",
                "-load", "-Xclang", "x.so", "-Xclang", "-add-plugin", "-Xclang",
                "x", "-Xclang", "-fno-validate-pch", "-c", "a.cpp"}),
      (Words{"-Xclang", "-fno-validate-pch"}));
}

TEST(CommandLineTest, PreprocessorFlagsOutliveDependencies) {
  EXPECT_EQ(adjusted({"g++", "-Wp,-DX,-MD,a.d", "-Wp,-MMD,b.d", "a.cpp"}),
            (Words{"-Wp,-DX"}));
}

TEST(CommandLineTest, LanguageOfTheInput) {
  auto Command = [](Words Args) {
    auto Line =
        adjustCommandLine(std::move(Args), "/nowhere", "/nowhere/a.cpp");
    return Line ? Line->forFile("/nowhere/a.cpp") : Words();
  };
  EXPECT_EQ(Command({"clang++", "a.cpp"}), (Words{"clang++", "/nowhere/a.cpp"}))
      << "its name says it";
  Words C = Command({"clang++", "-x", "c++", "a.cpp", "-x", "none", "b.o"});
  EXPECT_EQ(C, (Words{"clang++", "-x", "c++", "/nowhere/a.cpp"}));
}

TEST(CommandLineTest, MissingArgumentIsAnError) {
  EXPECT_NE(driver({"g++", "a.cpp", "-I"}).find("missing"), std::string::npos);
}

TEST_F(CompileCommandsTest, KeepsTheVersionOfGcc) {
  // A GCC of its own, beside others.
  write("opt/bin/g++-11", "");
  write("opt/lib/gcc/x86_64-linux-gnu/11/crtbegin.o", "");
  write("opt/lib/gcc/x86_64-linux-gnu/12/crtbegin.o", "");
  write("opt/include/c++/11/coroutine", "");
  write("opt/include/c++/12/coroutine", "");
  Compiler C = identifyCompiler(path("opt/bin/g++-11"), "/");
  EXPECT_EQ(C.Driver, "clang++");
  EXPECT_EQ(C.Implied, (Words{"--gcc-install-dir=" +
                              path("opt/lib/gcc/x86_64-linux-gnu/11")}));
  // Without a version the whole toolchain is named.
  write("opt/bin/g++", "");
  EXPECT_EQ(identifyCompiler("opt/bin/g++", Root.string()).Implied,
            (Words{"--gcc-toolchain=" + path("opt")}));
  // The command's own choice wins.
  auto Line = adjustCommandLine(
      {path("opt/bin/g++-11"), "--gcc-toolchain=/other", "a.cpp"}, "/",
      "/a.cpp");
  ASSERT_TRUE(bool(Line));
  EXPECT_EQ(Line->Args, (Words{"clang++", "--gcc-toolchain=/other"}));
}

TEST_F(CompileCommandsTest, PrecompiledHeadersBecomeHeaders) {
  write("pch.h", "");
  auto Line = adjustCommandLine({"clang++", "-include-pch", "pch.h.pch",
                                 "-include", "pch.h.gch", "-include",
                                 "gone.h.gch", "-include", "pch.h", "a.cpp"},
                                Root.string(), path("a.cpp"));
  ASSERT_TRUE(bool(Line));
  EXPECT_EQ(Line->Args, (Words{"clang++", "-include", "pch.h", "-include",
                               "pch.h", "-include", "pch.h"}));
}

TEST_F(CompileCommandsTest, ResponseFiles) {
  write("build/flags.rsp", "-DA=\"x y\" @sub/more.rsp\n-c");
  write("build/sub/more.rsp", "-DB @third.rsp");
  write("build/third.rsp", "-DC");
  auto Line = adjustCommandLine({"ccache", "g++", "@flags.rsp", "a.cpp"},
                                path("build"), path("build/a.cpp"));
  ASSERT_TRUE(bool(Line)) << llvm::toString(Line.takeError());
  EXPECT_TRUE(has(Line->Args, "-DA=x y"));
  EXPECT_TRUE(has(Line->Args, "-DB"));
  EXPECT_TRUE(has(Line->Args, "-DC"));

  auto Gone = adjustCommandLine({"g++", "@gone.rsp", "a.cpp"}, path("build"),
                                path("build/a.cpp"));
  ASSERT_FALSE(bool(Gone));
  EXPECT_EQ(llvm::toString(Gone.takeError()),
            "cannot read the response file 'gone.rsp'");
}

//===----------------------------------------------------------------------===//
// A database
//===----------------------------------------------------------------------===//

TEST_F(CompileCommandsTest, CommandAndArguments) {
  auto C = loaded(R"([
    {"directory": "ROOT", "file": "b.cpp",
     "command": "g++ -DTEXT='a b' \"-DQ=\\\"q\\\"\" -c b.cpp -o b.o"},
    {"directory": "ROOT", "file": "ROOT/a.cpp",
     "arguments": ["clang++", "-DX=a b", "-c", "a.cpp"], "output": "a.o"},
    {"directory": "ROOT", "file": "a.cpp",
     "arguments": ["clang++", "-DSECOND", "a.cpp"]},
    {"directory": "ROOT", "file": "cmake_pch.hxx.cxx",
     "command": "g++ -x c++-header -c cmake_pch.hxx.cxx"}])");
  ASSERT_TRUE(C);
  EXPECT_EQ(C->files(), (Words{path("a.cpp"), path("b.cpp")}));
  CompileCommand A = commandFor(*C, path("a.cpp"));
  EXPECT_EQ(A.Directory, Root.string());
  EXPECT_EQ(A.File, path("a.cpp"));
  EXPECT_EQ(A.Args, (Words{"clang++", "-DX=a b", path("a.cpp")}));
  EXPECT_FALSE(A.Guessed);
  CompileCommand B = commandFor(*C, path("b.cpp"));
  EXPECT_TRUE(has(B.Args, "-DTEXT=a b"));
  EXPECT_TRUE(has(B.Args, "-DQ=\"q\""));
}

TEST_F(CompileCommandsTest, RelativeDirectory) {
  write("src/a.cpp", "");
  auto C = loaded(R"([{"directory": "build/..", "file": "./src/../src/a.cpp",
                       "command": "g++ -Iinc -c src/a.cpp"}])");
  ASSERT_TRUE(C);
  CompileCommand A = commandFor(*C, path("src/../src/a.cpp"));
  EXPECT_EQ(A.Directory, Root.string());
  EXPECT_EQ(A.File, path("src/a.cpp"));
  EXPECT_EQ(A.Args.back(), path("src/a.cpp"));
}

TEST_F(CompileCommandsTest, SameFileThroughALink) {
  write("real/a.cpp", "");
  stdfs::create_directory_symlink(path("real"), path("link"));
  auto C = loaded(R"([{"directory": "ROOT/link", "file": "a.cpp",
                       "command": "g++ -c a.cpp"}])");
  ASSERT_TRUE(C);
  EXPECT_EQ(commandFor(*C, path("real/a.cpp")).File, path("link/a.cpp"));
}

TEST_F(CompileCommandsTest, HeaderBySameStem) {
  write("src/other.cpp", "#include \"net.h\"\n");
  write("src/net.cpp", "// text\n  #  include \"net.h\"\n");
  write("src/net.h", "");
  auto C = loaded(R"([
    {"directory": "ROOT/src", "file": "other.cpp", "command": "g++ other.cpp"},
    {"directory": "ROOT/src", "file": "net.cpp", "command": "g++ net.cpp"}])");
  ASSERT_TRUE(C);
  CompileCommand H = commandFor(*C, path("src/net.h"));
  EXPECT_EQ(H.File, path("src/net.cpp"));
  EXPECT_FALSE(H.Guessed);
}

TEST_F(CompileCommandsTest, HeaderThroughOtherHeaders) {
  // Includes of all kinds, in a ring, and a file of the same stem that does not
  // include the header.
  write("inc/lib/deep.h", "#include <lib/ring.h>\n");
  write("inc/lib/ring.h", "#include \"deep.h\"\n#include \"../priv/x.hpp\"\n");
  write("inc/priv/x.hpp", "");
  write("inc/priv/unused.hpp", "");
  write("src/x.cpp", "int x;\n");
  write("src/main.cpp", "#include <lib/deep.h>\n");
  write("src/early.cpp", "#include <vector>\n");
  auto C = loaded(R"([
    {"directory": "ROOT", "file": "src/x.cpp",
     "command": "g++ -Iinc src/x.cpp"},
    {"directory": "ROOT", "file": "src/early.cpp",
     "command": "g++ -Iinc src/early.cpp"},
    {"directory": "ROOT", "file": "src/main.cpp",
     "command": "g++ -DMAIN -I inc src/main.cpp"}])");
  ASSERT_TRUE(C);
  for (const char *Header : {"inc/priv/x.hpp", "inc/lib/ring.h"}) {
    CompileCommand H = commandFor(*C, path(Header));
    EXPECT_EQ(H.File, path("src/main.cpp")) << Header;
    EXPECT_TRUE(has(H.Args, "-DMAIN"));
    EXPECT_FALSE(H.Guessed);
  }
  // Nobody includes this one: a guess, parsed by itself.
  CompileCommand Alone = commandFor(*C, path("inc/priv/unused.hpp"));
  EXPECT_TRUE(Alone.Guessed);
  EXPECT_EQ(Alone.File, path("inc/priv/unused.hpp"));
  EXPECT_EQ(Alone.Args.back(), path("inc/priv/unused.hpp"));
  EXPECT_TRUE(has(Alone.Args, "c++"));
}

TEST_F(CompileCommandsTest, HeaderForcedIn) {
  write("force.h", "");
  write("a.cpp", "");
  auto C = loaded(R"([{"directory": "ROOT", "file": "a.cpp",
                       "command": "g++ -include force.h a.cpp"}])");
  ASSERT_TRUE(C);
  CompileCommand H = commandFor(*C, path("force.h"));
  EXPECT_EQ(H.File, path("a.cpp"));
  EXPECT_FALSE(H.Guessed);
}

TEST_F(CompileCommandsTest, NearestNeighbourForAnUnknownFile) {
  write("one/a.cpp", "");
  write("two/b.cpp", "");
  write("two/new.cpp", "");
  write("two/c.c", "");
  auto C = loaded(R"([
    {"directory": "ROOT", "file": "one/a.cpp", "command": "g++ -DONE one/a.cpp"},
    {"directory": "ROOT", "file": "two/b.cpp",
     "command": "g++ -x c++ -DTWO two/b.cpp"},
    {"directory": "ROOT", "file": "two/new.c", "command": "gcc -DC two/new.c"}])");
  ASSERT_TRUE(C);
  CompileCommand New = commandFor(*C, path("two/new.cpp"));
  EXPECT_TRUE(New.Guessed);
  EXPECT_EQ(New.File, path("two/new.cpp"));
  EXPECT_TRUE(has(New.Args, "-DTWO"));
  EXPECT_FALSE(has(New.Args, path("two/b.cpp")));
  // A file in an editor need not have been saved yet.
  CompileCommand Unsaved = commandFor(*C, path("two/gone.cpp"));
  EXPECT_TRUE(Unsaved.Guessed);
  EXPECT_TRUE(has(Unsaved.Args, "-DTWO"));
}

TEST_F(CompileCommandsTest, AnUnusableCommandNamesItsFile) {
  auto C = loaded(R"([{"directory": "ROOT", "file": "a.cpp",
                       "command": "g++ @gone.rsp a.cpp"},
                      {"directory": "ROOT", "file": "b.cpp",
                       "command": "clang-cl /c b.cpp"}])");
  ASSERT_TRUE(C);
  EXPECT_EQ(commandError(*C, path("a.cpp")),
            "the compile command of '" + path("a.cpp") +
                "' is unusable: cannot read the response file 'gone.rsp'");
  EXPECT_NE(commandError(*C, path("b.cpp")).find("MSVC"), std::string::npos);
}

TEST_F(CompileCommandsTest, BrokenDatabase) {
  std::string Name = path("compile_commands.json");
  std::string Cut =
      loadError("[{\"directory\": \"/x\",\n  \"file\": \"a.cpp\"");
  EXPECT_NE(Cut.find(Name), std::string::npos) << Cut;
  EXPECT_NE(Cut.find("2:"), std::string::npos) << Cut;
  EXPECT_NE(loadError("").find("broken"), std::string::npos);
  EXPECT_NE(loadError("{}").find("not an array"), std::string::npos);
  EXPECT_NE(loadError("[]").find("no entries"), std::string::npos);
  EXPECT_NE(loadError("[3]").find("entry 1 is not an object"),
            std::string::npos);
  EXPECT_NE(loadError(R"([{"directory": "/", "file": "a", "command": "g++ a"},
                          {"directory": "/", "file": "b.cpp"}])")
                .find("entry 2 ('b.cpp') has neither"),
            std::string::npos);
  EXPECT_NE(loadError(R"([{"file": "a", "command": "g++ a"}])")
                .find("entry 1 ('a') has no \"directory\""),
            std::string::npos);
  EXPECT_NE(loadError(R"([{"directory": "/", "command": "g++ a"}])")
                .find("entry 1 has no \"file\""),
            std::string::npos);
  EXPECT_NE(loadError(R"([{"directory": "/", "file": "a", "command": ""}])")
                .find("is empty"),
            std::string::npos);
  EXPECT_NE(loadError(R"([{"directory": "/", "file": "a", "arguments": [1]}])")
                .find("not all strings"),
            std::string::npos);
  auto Gone = CompileCommands::load(path("gone"));
  ASSERT_FALSE(bool(Gone));
  EXPECT_NE(llvm::toString(Gone.takeError()).find(path("gone")),
            std::string::npos);
}

TEST_F(CompileCommandsTest, FoundUpward) {
  std::string File = write("p/src/deep/a.cpp", "");
  // A database above the test's own folder is none of ours.
  EXPECT_NE(CompileCommands::find(File).find(path("")), 0u);
  std::string Beside = write("p/build/compile_commands.json", "[]");
  EXPECT_EQ(CompileCommands::find(File), Beside);
  std::string Nearer = write("p/src/compile_commands.json", "[]");
  EXPECT_EQ(CompileCommands::find(File), Nearer);
  EXPECT_EQ(CompileCommands::find(path("p/src/deep")), Nearer);
}

TEST_F(CompileCommandsTest, FixedFlags) {
  auto C = CompileCommands::fixed({"-std=c++20", "-I", "inc", "-o", "x"},
                                  Root.string());
  CompileCommand A = commandFor(*C, path("a.cpp"));
  EXPECT_EQ(A.Directory, Root.string());
  EXPECT_EQ(A.Args,
            (Words{"clang++", "-std=c++20", "-I", "inc", path("a.cpp")}));
  EXPECT_FALSE(A.Guessed);
  EXPECT_TRUE(C->files().empty());
  CompileCommand H = commandFor(*C, path("a.h"));
  EXPECT_EQ(H.Args, (Words{"clang++", "-std=c++20", "-I", "inc", "-x", "c++",
                           path("a.h")}));
}

} // namespace
