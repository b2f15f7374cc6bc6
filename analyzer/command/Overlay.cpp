//===- Overlay.cpp - changed texts over the files of the disk -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/Overlay.h"

#include "command/Inputs.h"

#include "llvm/Support/MemoryBuffer.h"

using llvm::StringRef;

namespace corolint {

Overlay::Overlay()
    : InMemory(llvm::makeIntrusiveRefCnt<llvm::vfs::InMemoryFileSystem>()),
      Files(llvm::makeIntrusiveRefCnt<llvm::vfs::OverlayFileSystem>(
          llvm::vfs::createPhysicalFileSystem())) {
  Files->pushOverlay(InMemory);
}

void Overlay::add(StringRef File, StringRef Text, time_t Stamp) {
  for (const std::string &Name : {File.str(), realPath(File)})
    // The second name may be the first.
    InMemory->addFile(Name, Stamp,
                      llvm::MemoryBuffer::getMemBufferCopy(Text, Name));
}

} // namespace corolint
