//===- launch.h - starting programs -----------------------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef AIO_SRC_LAUNCH_H
#define AIO_SRC_LAUNCH_H

#include "aio/detail/unique_fd.h"
#include "aio/subprocess.h"

#include <string>
#include <vector>

namespace aio::detail {

/// A process that was started, and this process's ends of its pipes.
struct Spawned {
  int Pid = -1;
  UniqueFd In, Out, Err;
};

/// `Arguments` begin with the program's name. Throws as
/// `create_subprocess_exec`.
Spawned spawn(const std::vector<std::string> &Arguments,
              const SubprocessOptions &Options);

} // namespace aio::detail

#endif // AIO_SRC_LAUNCH_H
