//===- ErrorLines.cpp - the errors of one parse ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/ErrorLines.h"

#include "clang/Basic/SourceManager.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/raw_ostream.h"

using namespace clang;
using llvm::SmallString;

namespace corolint {

void ErrorLines::HandleDiagnostic(DiagnosticsEngine::Level Level,
                                  const Diagnostic &Info) {
  DiagnosticConsumer::HandleDiagnostic(Level, Info);
  if (Level < DiagnosticsEngine::Error)
    return;
  Places.push_back(Info.getLocation());
  if (Lines.size() >= MaxErrors)
    return;
  SmallString<128> Text;
  llvm::raw_svector_ostream OS(Text);
  if (Info.getLocation().isValid() && Info.hasSourceManager()) {
    PresumedLoc Loc = Info.getSourceManager().getPresumedLoc(
        Info.getSourceManager().getExpansionLoc(Info.getLocation()));
    if (Loc.isValid())
      OS << Loc.getFilename() << ':' << Loc.getLine() << ':' << Loc.getColumn()
         << ": ";
  }
  OS << "error: ";
  SmallString<128> Message;
  Info.FormatDiagnostic(Message);
  OS << Message;
  Lines.push_back(std::string(Text));
}

} // namespace corolint
