//===- Watch.cpp - waits until files change -------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/Watch.h"

#include "llvm/Support/FileSystem.h"

#include <chrono>
#include <map>
#include <thread>
#include <tuple>

namespace fs = llvm::sys::fs;

namespace corolint {

namespace {

/// What changes when a file does.
auto stampOf(const std::string &File) {
  fs::file_status Status;
  bool Exists = !fs::status(File, Status);
  return std::tuple(Exists, Exists ? Status.getSize() : 0,
                    Exists ? Status.getLastModificationTime()
                           : llvm::sys::TimePoint<>(),
                    Exists ? Status.getUniqueID() : fs::UniqueID(0, 0));
}

} // namespace

std::string waitForChange(const WatchedFiles &Files,
                          llvm::sys::TimePoint<> Began) {
  std::map<std::string, decltype(stampOf(""))> Before;
  for (const std::string &File : Files.All) {
    auto Stamp = stampOf(File);
    if (!std::get<0>(Stamp) && Files.Read.count(File))
      return File;
    // A time in the future is none of a change.
    if (std::get<2>(Stamp) >= Began &&
        std::get<2>(Stamp) <= std::chrono::system_clock::now())
      return File;
    Before.try_emplace(File, Stamp);
  }
  while (true) {
    std::this_thread::sleep_for(std::chrono::milliseconds(300));
    for (const auto &[File, Stamp] : Before)
      if (stampOf(File) != Stamp)
        return File;
  }
}

} // namespace corolint
