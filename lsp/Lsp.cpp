//===- Lsp.cpp - corolint lsp ---------------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/Lsp.h"

#include "lsp/features/Diagnostics.h"
#include "lsp/server/Listen.h"
#include "lsp/server/Server.h"

#include "command/Commands.h"
#include "report/Sources.h"
#include "report/Text.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <csignal>
#include <cstdlib>
#include <unistd.h>

using llvm::StringRef;

namespace corolint::lsp {
namespace {

const char Help[] = R"(usage: corolint lsp [options]

Serves an editor: findings as you type, fixes, explanations.

  --stdio           over the standard input and output (the default)
  --socket=PORT     connects to that port of this machine
  --pipe=PATH       connects to that socket in the file system
  --check FILE      analyses one file as the server does, and prints what it
                    would tell the editor; for bug reports
  -p DIR            where compile_commands.json is, for --check
)";

/// The whole way of a file through the server, without an editor.
int checkFile(StringRef Written, StringRef Database) {
  llvm::SmallString<256> File = Written;
  llvm::sys::fs::make_absolute(File);
  llvm::sys::path::remove_dots(File, /*remove_dot_dot=*/true);
  auto Buffer = llvm::MemoryBuffer::getFile(File);
  if (!Buffer) {
    printError("cannot read '" + Written.str() +
               "': " + Buffer.getError().message());
    return ExitWrong;
  }
  Options O;
  O.Database = Database.str();
  Project Settings(O);
  AnalysisPtr Result;
  // What it tells hangs on nothing that was left on the disk.
  OpenFiles Files(Settings, {}, BaseStore(""),
                  [&](AnalysisPtr A) { Result = std::move(A); });
  Files.open(File.str().str(), "", 1, (*Buffer)->getBuffer().str());
  Files.finish();
  // Once more, as after a key: through the preamble.
  Files.change(File.str().str(), 2, (*Buffer)->getBuffer().str());
  Files.finish();
  if (!Result) {
    printError("no analysis of '" + Written.str() + "'");
    return ExitWrong;
  }
  if (!Result->Problem.empty()) {
    printError(Result->Problem);
    return ExitWrong;
  }
  Positions Where(*Result, PositionEncoding::UTF16);
  ClientCapabilities All;
  All.RelatedInformation = true;
  for (const Diagnostic &D : diagnosticsOf(*Result, Where, All))
    llvm::outs() << toText(toJson(D)) << '\n';
  if (!Result->Remark.empty())
    llvm::errs() << Written << ": " << Result->Remark << '\n';
  for (const std::string &E : Result->Found.Report.Errors)
    llvm::errs() << E << '\n';
  bool Whole = Result->Found.Report.What == UnitReport::Complete;
  if (!Result->Found.Findings.empty())
    return ExitFindings;
  return Whole ? ExitClean : ExitIncomplete;
}

} // namespace

int runLsp(llvm::ArrayRef<const char *> Args) {
  // A client that is gone is seen where it is written to.
  std::signal(SIGPIPE, SIG_IGN);
  Endpoint Way;
  std::string Check, Database;
  for (size_t I = 0; I != Args.size(); ++I) {
    StringRef Arg = Args[I];
    auto Value = [&]() -> std::string {
      return I + 1 != Args.size() ? Args[++I] : "";
    };
    if (Arg == "--help" || Arg == "-h") {
      llvm::outs() << Help;
      return ExitClean;
    }
    if (Arg == "--stdio")
      continue;
    if (Arg.consume_front("--socket="))
      Way = {Endpoint::Socket, Arg.str()};
    else if (Arg.consume_front("--pipe="))
      Way = {Endpoint::Pipe, Arg.str()};
    else if (Arg == "--check")
      Check = Value();
    else if (Arg == "-p")
      Database = Value();
    // Editors may add this; initialize says it again.
    else if (Arg.starts_with("--clientProcessId="))
      continue;
    else {
      printError("unknown option '" + Arg.str() + "' of 'corolint lsp'");
      llvm::errs() << "'corolint lsp --help' lists the options\n";
      return ExitWrong;
    }
  }
  if (!Check.empty())
    return checkFile(Check, Database);
  llvm::Expected<Streams> S = connect(Way);
  if (!S) {
    printError(llvm::toString(S.takeError()));
    return ExitWrong;
  }
  auto *Serving = new Server(readFrom(S->In), writeTo(S->Out));
  int Code = Serving->run();
  // An analysis that still runs is nobody's any more: it is not waited for.
  std::_Exit(Code);
}

} // namespace corolint::lsp
