//===- LspTestAnalysis.h - an analysis of a few lines ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_TEST_UNIT_LSPTESTANALYSIS_H
#define COROLINT_TEST_UNIT_LSPTESTANALYSIS_H

#include "lsp/protocol/LineIndex.h"
#include "lsp/server/OpenFiles.h"

#include <gtest/gtest.h>

#include <string>

namespace corolint::lsp {

/// What the server knows of a document with this text, after a line that
/// includes the tests' task.
inline Analysis analysisOf(const std::string &Code) {
  Analysis Out;
  Out.File = COROLINT_SOURCE_DIR "/test/lsp/project/a.cpp";
  Out.Version = 1;
  Out.Text =
      std::make_shared<const std::string>("#include \"task.h\"\n" + Code);
  Drafts Texts;
  Texts.set(Out.File, "", *Out.Text);
  Out.Texts = Texts.snapshot();
  Options O;
  O.NoConfig = true;
  O.Database = COROLINT_SOURCE_DIR "/test/unit/flags/compile_flags.txt";
  Project Settings(O);
  llvm::Expected<FileSetup> Setup = Settings.setupFor(Out.File);
  if (!Setup) {
    ADD_FAILURE() << llvm::toString(Setup.takeError());
    return Out;
  }
  Out.Found = analyse(Out.File, *Setup, Out.Texts, nullptr);
  EXPECT_NE(Out.Found.Report.What, UnitReport::Crashed);
  EXPECT_NE(Out.Found.Report.What, UnitReport::Failed);
  return Out;
}

/// Where `Word` is in the text as a word of its own for the `Nth` time, counted
/// from 0, in UTF-8.
inline Range placeOf(const std::string &Text, const std::string &Word,
                     unsigned Nth = 0) {
  auto IsPart = [&](size_t At) {
    return At < Text.size() && (std::isalnum(Text[At]) || Text[At] == '_');
  };
  for (size_t At = Text.find(Word); At != std::string::npos;
       At = Text.find(Word, At + 1)) {
    if ((At != 0 && IsPart(At - 1)) || IsPart(At + Word.size()))
      continue;
    if (Nth-- == 0)
      return LineIndex(Text).range(At, At + Word.size(),
                                   PositionEncoding::UTF8);
  }
  ADD_FAILURE() << "'" << Word << "' is not in the text";
  return {};
}

} // namespace corolint::lsp

#endif // COROLINT_TEST_UNIT_LSPTESTANALYSIS_H
