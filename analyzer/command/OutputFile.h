//===- OutputFile.h - a file that is written whole ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_COMMAND_OUTPUTFILE_H
#define COROLINT_COMMAND_OUTPUTFILE_H

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/raw_ostream.h"

namespace corolint {

/// Why `File` cannot be written, as far as that can be told without writing.
llvm::Error checkOutputFile(llvm::StringRef File);

/// Writes `File`. What it held stays until all of the new text is on the disk;
/// whoever reads it sees the old text or the new one. What is no ordinary
/// file, a pipe, a device or an open file by the name "/dev/fd/N", is written
/// to directly.
llvm::Error
writeOutputFile(llvm::StringRef File,
                llvm::function_ref<void(llvm::raw_ostream &)> Write);

/// Writes into `New`, which is to take the place of the file that `Old` is of,
/// and gets its owner and rights; null if there is none yet.
std::error_code
fillReplacement(llvm::sys::fs::TempFile &New,
                const llvm::sys::fs::file_status *Old,
                llvm::function_ref<void(llvm::raw_ostream &)> Write);

/// "cannot write 'FILE': why"
llvm::Error cannotWrite(llvm::StringRef File, std::error_code Why);

} // namespace corolint

#endif // COROLINT_COMMAND_OUTPUTFILE_H
