//===- note.h - what the tests change -------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef NOTE_H
#define NOTE_H

#include "task.h"

inline task<int> note(int n) { co_return n; }

#endif // NOTE_H
