//===- Outputs.cpp - which formats go where -------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/Outputs.h"

#include "command/Commands.h"
#include "command/OutputFile.h"
#include "report/Formats.h"
#include "report/Json.h"
#include "report/Text.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <set>

using llvm::Error;
using llvm::Expected;
using llvm::raw_ostream;
using llvm::StringRef;

namespace corolint {

namespace {

struct FormatName {
  llvm::StringLiteral Name;
  OutputFormat Format;
};

constexpr FormatName Names[] = {
    {"text", OutputFormat::Text},
    {"json", OutputFormat::Json},
    {"jsonl", OutputFormat::JsonLines},
    {"sarif", OutputFormat::Sarif},
    {"github", OutputFormat::GitHub},
    {"gitlab", OutputFormat::GitLab},
    {"junit", OutputFormat::JUnit},
    {"checkstyle", OutputFormat::Checkstyle},
    {"rdjson", OutputFormat::RdJson},
    {"fixes", OutputFormat::Fixes},
};

void writeText(raw_ostream &OS, const Report &R, const TextStyle &Style,
               bool InFile) {
  TextPrinter Printer(OS, *R.Files,
                      {InFile ? Style.ColorInFiles : Style.Color, Style.Base});
  for (const Finding &F : R.Findings)
    Printer.print(F);
  // Beside the standard output, the standard error tells of them.
  if (InFile)
    for (const UnitReport &U : R.Units)
      OS << describeUnit(U, Style.Base);
}

void write(raw_ostream &OS, const Output &O, const Report &R,
           const TextStyle &Style) {
  switch (O.Format) {
  case OutputFormat::Text:
    return writeText(OS, R, Style, !O.File.empty());
  case OutputFormat::Json:
    return writeJson(OS, R.Findings, R.Units);
  case OutputFormat::JsonLines:
    return writeJsonLines(OS, R);
  case OutputFormat::Sarif:
    return writeSarif(OS, R);
  case OutputFormat::GitHub:
    return writeGitHub(OS, R);
  case OutputFormat::GitLab:
    return writeGitLab(OS, R);
  case OutputFormat::JUnit:
    return writeJUnit(OS, R);
  case OutputFormat::Checkstyle:
    return writeCheckstyle(OS, R);
  case OutputFormat::RdJson:
    return writeRdJson(OS, R);
  case OutputFormat::Fixes:
    return writeFixes(OS, R);
  }
  llvm_unreachable("no other format");
}

} // namespace

std::optional<OutputFormat> parseFormat(StringRef Name) {
  for (const FormatName &N : Names)
    if (N.Name == Name)
      return N.Format;
  return std::nullopt;
}

std::string formatNames() {
  std::string List;
  for (const FormatName &N : Names) {
    if (&N != std::begin(Names))
      List += &N + 1 == std::end(Names) ? " or " : ", ";
    List += N.Name;
  }
  return List;
}

void OutputOptions::addFormat(OutputFormat Format) {
  if (Pairs.empty() || Pairs.back().Format)
    Pairs.emplace_back();
  Pairs.back().Format = Format;
}

void OutputOptions::addFile(StringRef File) {
  if (Pairs.empty() || Pairs.back().File)
    Pairs.emplace_back();
  Pairs.back().File = File.str();
}

Expected<std::vector<Output>> OutputOptions::outputs() const {
  std::vector<Output> Outputs;
  std::set<std::string> Places;
  for (const Pair &P : Pairs) {
    std::string File = P.File.value_or("-");
    if (!Places.insert(File).second)
      return llvm::createStringError(
          File == "-" ? "two formats for the standard output: give one of them "
                        "an --output"
                      : "two formats for '" + File + "'");
    Outputs.push_back(
        {P.Format.value_or(OutputFormat::Text), File == "-" ? "" : File});
  }
  if (Outputs.empty())
    Outputs.emplace_back();
  return Outputs;
}

bool writeOutputs(llvm::ArrayRef<Output> Outputs, const Report &R,
                  const TextStyle &Style) {
  bool Good = true;
  for (const Output &O : Outputs) {
    auto Write = [&](raw_ostream &OS) { write(OS, O, R, Style); };
    if (O.File.empty()) {
      Write(llvm::outs());
    } else if (Error E = writeOutputFile(O.File, Write)) {
      printError(llvm::toString(std::move(E)));
      Good = false;
    }
  }
  // What follows on the standard error stands below the findings.
  llvm::outs().flush();
  return Good;
}

std::string projectRoot(StringRef Folder) {
  llvm::SmallString<256> Real;
  if (llvm::sys::fs::real_path(Folder, Real))
    return Folder.str();
  for (StringRef Above = Real; !Above.empty();
       Above = llvm::sys::path::parent_path(Above)) {
    // A worktree and a submodule have a file of that name.
    llvm::SmallString<256> Git = Above;
    llvm::sys::path::append(Git, ".git");
    if (llvm::sys::fs::exists(Git))
      return Above.str();
  }
  return Real.str().str();
}

} // namespace corolint
