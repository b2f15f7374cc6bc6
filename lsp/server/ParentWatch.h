//===- ParentWatch.h - ends with its parent ---------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_LSP_SERVER_PARENTWATCH_H
#define COROLINT_LSP_SERVER_PARENTWATCH_H

#include <condition_variable>
#include <mutex>
#include <thread>

namespace corolint::lsp {

/// Ends this process when the editor that started it is gone without a word.
class ParentWatch {
public:
  explicit ParentWatch(int ProcessId);
  ~ParentWatch();

private:
  void watch(int ProcessId);

  std::mutex Mutex;
  std::condition_variable Stop;
  bool Stopping = false;
  std::thread Watcher;
};

} // namespace corolint::lsp

#endif // COROLINT_LSP_SERVER_PARENTWATCH_H
