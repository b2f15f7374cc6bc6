//===- Sources.cpp - the text that findings point into --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Sources.h"

using llvm::MemoryBuffer;
using llvm::StringRef;

namespace corolint {

Sources::Source Sources::make(std::unique_ptr<MemoryBuffer> Buffer) {
  Source S;
  S.Buffer = std::move(Buffer);
  StringRef Text = S.Buffer->getBuffer();
  S.Lines.push_back(0);
  for (size_t I = Text.find('\n'); I != StringRef::npos;
       I = Text.find('\n', I + 1))
    S.Lines.push_back(I + 1);
  return S;
}

void Sources::set(StringRef File, StringRef Text) {
  Files[File] = make(MemoryBuffer::getMemBufferCopy(Text, File));
}

const Sources::Source &Sources::get(StringRef File) {
  auto [It, New] = Files.try_emplace(File);
  if (New)
    if (auto Buffer = MemoryBuffer::getFile(File, /*IsText=*/false,
                                            /*RequiresNullTerminator=*/false))
      It->second = make(std::move(*Buffer));
  return It->second;
}

std::optional<StringRef> Sources::text(StringRef File) {
  const Source &S = get(File);
  if (!S.Buffer)
    return std::nullopt;
  return S.Buffer->getBuffer();
}

std::optional<StringRef> Sources::line(StringRef File, unsigned Line) {
  const Source &S = get(File);
  if (Line == 0 || Line > S.Lines.size())
    return std::nullopt;
  StringRef Rest = S.Buffer->getBuffer().substr(S.Lines[Line - 1]);
  return Rest.take_until([](char C) { return C == '\n' || C == '\r'; });
}

} // namespace corolint
