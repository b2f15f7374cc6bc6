"""A small project with one mistake, for the tests of this folder."""

import pathlib

TASK = """#pragma once
#include <coroutine>
#include <exception>
struct task {
  struct promise_type {
    task get_return_object() {
      return task{std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  explicit task(std::coroutine_handle<promise_type> h) : handle(h) {}
  task(task &&other) noexcept : handle(other.handle) { other.handle = nullptr; }
  ~task() {
    if (handle)
      handle.destroy();
  }
  bool await_ready() const noexcept { return false; }
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) { return handle; }
  void await_resume() {}
  std::coroutine_handle<promise_type> handle;
};
"""
GOOD = """#include "task.h"
task flush() { co_return; }
task serve() { co_await flush(); }
"""
BAD = GOOD.replace("co_await flush();", "flush(); co_return;")
CMAKE = """cmake_minimum_required(VERSION 3.25)
project(server LANGUAGES CXX)
set(CMAKE_CXX_STANDARD 20)
add_library(server STATIC src/server.cpp src/task.h)
{more}
"""


def write(folder, source=BAD, more=""):
    """Writes the project, and returns its source file."""
    root = pathlib.Path(folder)
    (root / "src").mkdir(exist_ok=True)
    (root / "src" / "task.h").write_text(TASK)
    (root / "src" / "server.cpp").write_text(source)
    (root / "CMakeLists.txt").write_text(CMAKE.format(more=more))
    return root / "src" / "server.cpp"
