//===- SubprocessTest.cpp - other programs --------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "IoSupport.h"

#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>

using namespace std::chrono_literals;
using namespace aio::test;

namespace {

using aio::Coro;
using aio::DEVNULL;
using aio::PIPE;
using aio::Process;
using aio::STDOUT;

TEST(Subprocess, ReturnCodes) {
  NoLeak Check;
  auto Main = []() -> Coro<> {
    Process P = co_await aio::create_subprocess_exec("true");
    EXPECT_GT(P.pid(), 0);
    EXPECT_EQ(P.returncode(), std::nullopt);
    EXPECT_FALSE(P.stdin_ || P.stdout_ || P.stderr_);
    EXPECT_EQ(co_await P.wait(), 0);
    EXPECT_EQ(P.returncode(), 0);
    EXPECT_EQ(co_await P.wait(), 0);
    Process Q = co_await aio::create_subprocess_shell("exit 42");
    auto A = aio::create_task(Q.wait()), B = aio::create_task(Q.wait());
    EXPECT_EQ(co_await A, 42);
    EXPECT_EQ(co_await B, 42);
  };
  aio::run(Main());
}

TEST(Subprocess, Communicate) {
  NoLeak Check;
  auto Main = []() -> Coro<> {
    Process P = co_await aio::create_subprocess_exec(
        "cat", {}, aio::SubprocessOptions().stdin_(PIPE).stdout_(PIPE));
    std::string Much(3'000'000, 'x');
    auto [Out, Err] = co_await P.communicate(Much);
    EXPECT_TRUE(Out == Much);
    EXPECT_EQ(Err, "");
    EXPECT_EQ(P.returncode(), 0);
    Process Q = co_await aio::create_subprocess_shell(
        "echo out; echo err >&2; exit 3",
        aio::SubprocessOptions().stdout_(PIPE).stderr_(PIPE));
    auto [Out2, Err2] = co_await Q.communicate();
    EXPECT_EQ(Out2, "out\n");
    EXPECT_EQ(Err2, "err\n");
    EXPECT_EQ(Q.returncode(), 3);
    try {
      co_await Q.communicate("x");
      ADD_FAILURE();
    } catch (const std::logic_error &) {
    }
  };
  aio::run(Main());
}

TEST(Subprocess, StandardStreams) {
  NoLeak Check;
  auto Main = []() -> Coro<> {
    Process P = co_await aio::create_subprocess_shell(
        "echo a; echo b >&2; echo c",
        aio::SubprocessOptions().stdin_(DEVNULL).stdout_(PIPE).stderr_(STDOUT));
    EXPECT_EQ((co_await P.communicate()).first, "a\nb\nc\n");
    P = co_await aio::create_subprocess_shell(
        "cat; echo lost",
        aio::SubprocessOptions().stdin_(DEVNULL).stdout_(DEVNULL));
    EXPECT_EQ(co_await P.wait(), 0);
    int Fds[2];
    EXPECT_EQ(::pipe2(Fds, O_CLOEXEC), 0);
    P = co_await aio::create_subprocess_exec(
        "echo", aio::args("by fd"),
        aio::SubprocessOptions().stdout_(aio::Stdio(Fds[1])));
    EXPECT_EQ(co_await P.wait(), 0);
    char Buffer[20];
    EXPECT_EQ(::read(Fds[0], Buffer, sizeof Buffer), 6);
    ::close(Fds[0]);
    ::close(Fds[1]);
    try {
      co_await aio::create_subprocess_exec(
          "true", {}, aio::SubprocessOptions().stdout_(STDOUT));
      ADD_FAILURE();
    } catch (const std::invalid_argument &) {
    }
  };
  aio::run(Main());
}

TEST(Subprocess, AConversation) {
  NoLeak Check;
  auto Main = []() -> Coro<> {
    Process P = co_await aio::create_subprocess_shell(
        "while read -r L; do echo \"<$L>\"; done",
        aio::SubprocessOptions().stdin_(PIPE).stdout_(PIPE));
    for (std::string Line : {"one", "two"}) {
      P.stdin_->write(Line + "\n");
      co_await P.stdin_->drain();
      EXPECT_EQ(co_await P.stdout_->readline(), "<" + Line + ">\n");
    }
    EXPECT_FALSE(P.stdin_->can_write_eof());
    P.stdin_->close();
    co_await P.stdin_->wait_closed();
    EXPECT_EQ(co_await P.stdout_->read(), "");
    EXPECT_EQ(co_await P.wait(), 0);
  };
  aio::run(Main());
}

TEST(Subprocess, DirectoryAndEnvironment) {
  auto Main = []() -> Coro<> {
    const std::vector<std::string> Env = {"AIO_X=yes", "PATH=/usr/bin:/bin"};
    Process P = co_await aio::create_subprocess_shell(
        "pwd; echo $AIO_X; ls /proc/self/fd | wc -l",
        aio::SubprocessOptions().stdout_(PIPE).cwd("/usr").env(Env));
    // Three, and the directory that `ls` reads.
    EXPECT_EQ((co_await P.communicate()).first, "/usr\nyes\n4\n");
    P = co_await aio::create_subprocess_shell(
        "test $(ps -o sid= -p $$) = $$",
        aio::SubprocessOptions().start_new_session());
    EXPECT_EQ(co_await P.wait(), 0);
  };
  aio::run(Main());
}

TEST(Subprocess, CannotBeRun) {
  NoLeak Check;
  auto Main = []() -> Coro<> {
    for (auto [Program, Cwd, Named] :
         {std::tuple("/nonexistent/program", "/", "/nonexistent/program"),
          std::tuple("no-such-program-in-path", "/", "no-such-program"),
          std::tuple("true", "/nonexistent/dir", "/nonexistent/dir")}) {
      try {
        co_await aio::create_subprocess_exec(
            Program, {},
            aio::SubprocessOptions().stdin_(PIPE).stdout_(PIPE).cwd(Cwd));
        ADD_FAILURE();
      } catch (const std::system_error &E) {
        EXPECT_EQ(E.code(), std::errc::no_such_file_or_directory);
        EXPECT_NE(std::string(E.what()).find(Named), std::string::npos)
            << E.what();
      }
    }
    EXPECT_EQ(co_await errorOf(aio::create_subprocess_exec("/etc/passwd")),
              std::errc::permission_denied);
    try {
      co_await aio::create_subprocess_exec(std::string("tr\0ue", 5));
      ADD_FAILURE();
    } catch (const std::invalid_argument &E) {
      EXPECT_STREQ(E.what(), "embedded null byte");
    }
  };
  aio::run(Main());
  // No child is left.
  EXPECT_EQ(children(), std::vector<int>());
}

TEST(Subprocess, Signals) {
  NoLeak Check;
  auto Main = []() -> Coro<> {
    for (int Signal : {SIGTERM, SIGKILL, SIGUSR1}) {
      Process P =
          co_await aio::create_subprocess_exec("sleep", aio::args("100"));
      if (Signal == SIGTERM)
        P.terminate();
      else if (Signal == SIGKILL)
        P.kill();
      else
        P.send_signal(Signal);
      EXPECT_EQ(co_await P.wait(), -Signal);
      EXPECT_THROW(P.terminate(), std::system_error);
    }
  };
  aio::run(Main());
}

TEST(Subprocess, CancelledWaits) {
  NoLeak Check;
  auto Main = []() -> Coro<> {
    Process P = co_await aio::create_subprocess_exec(
        "cat", {}, aio::SubprocessOptions().stdin_(PIPE).stdout_(PIPE));
    auto W = aio::create_task(P.wait());
    auto C = aio::create_task(P.communicate());
    co_await aio::sleep(5ms);
    W.cancel();
    C.cancel();
    EXPECT_TRUE(co_await endsCancelled(W));
    EXPECT_TRUE(co_await endsCancelled(C));
    // It runs on.
    P.stdin_->write("still\n");
    EXPECT_EQ(co_await P.stdout_->readline(), "still\n");
    P.kill();
    EXPECT_EQ(co_await P.wait(), -SIGKILL);
  };
  aio::run(Main());
}

TEST(Subprocess, TheReaderOfStdinIsGone) {
  NoLeak Check;
  auto Main = []() -> Coro<> {
    Process P = co_await aio::create_subprocess_exec(
        "true", {}, aio::SubprocessOptions().stdin_(PIPE));
    EXPECT_EQ((co_await P.communicate(std::string(1'000'000, 'x'))).first, "");
    EXPECT_EQ(P.returncode(), 0);
    P = co_await aio::create_subprocess_exec(
        "true", {}, aio::SubprocessOptions().stdin_(PIPE));
    co_await P.wait();
    co_await aio::sleep(5ms);
    P.stdin_->write("x");
    EXPECT_EQ(co_await errorOf(P.stdin_->drain()), std::errc::connection_reset);
  };
  aio::run(Main());
}

TEST(Subprocess, EndsWhileAGrandchildHoldsThePipe) {
  auto Main = []() -> Coro<> {
    Process P = co_await aio::create_subprocess_shell(
        "sleep 1 & exit 5", aio::SubprocessOptions().stdout_(PIPE));
    auto Begin = aio::Clock::now();
    EXPECT_EQ(co_await P.wait(), 5);
    EXPECT_LT(aio::Clock::now() - Begin, 900ms);
  };
  aio::run(Main());
}

TEST(Subprocess, KilledWithTheirLoop) {
  NoLeak Check;
  int Pid = 0;
  auto Main = [&]() -> Coro<> {
    Process P = co_await aio::create_subprocess_exec(
        "sleep", aio::args("100"), aio::SubprocessOptions().stdout_(PIPE));
    Pid = P.pid();
  };
  aio::run(Main());
  EXPECT_EQ(::kill(Pid, 0), -1);
  EXPECT_EQ(children(), std::vector<int>());
}

TEST(Subprocess, ManyAtOnce) {
  NoLeak Check;
  auto Main = []() -> Coro<> {
    auto One = [](int I) -> Coro<std::string> {
      Process P = co_await aio::create_subprocess_exec(
          "echo", aio::args(std::to_string(I)),
          aio::SubprocessOptions().stdout_(PIPE));
      co_return (co_await P.communicate()).first;
    };
    std::vector<aio::Task<std::string>> Tasks;
    for (int I = 0; I < 50; ++I)
      Tasks.push_back(aio::create_task(One(I)));
    for (int I = 0; I < 50; ++I)
      EXPECT_EQ(co_await Tasks[std::size_t(I)], std::to_string(I) + "\n");
  };
  aio::run(Main());
}

} // namespace
