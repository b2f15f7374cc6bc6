//===- Prefix.cpp - what comes before the edited function -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/Prefix.h"

#include "frontend/CrashGuard.h"
#include "frontend/Invocation.h"
#include "frontend/ParseFiles.h"
#include "frontend/WritePart.h"

#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace clang;
using llvm::MemoryBuffer;
using llvm::StringRef;

namespace corolint {
namespace {

using FileSystem = llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>;

/// Not a file that anybody has; the preamble that it is built upon has another
/// name.
constexpr const char *PartName = "/__clang_tmp/corolint-prefix.pch";

/// Makes the parse begin with the code that opens the namespaces of a cut
/// again. It is not in the file's own text: places must stay.
void openNamespaces(const CompileCommand &Command, PreprocessorOptions &Options,
                    HeadUse &Use, const CutPoint &Cut) {
  if (Cut.Reopen.empty())
    return;
  llvm::SmallString<256> Beside(llvm::sys::path::parent_path(Command.File));
  llvm::sys::path::append(Beside, "corolint-open-namespaces.h");
  auto Text = MemoryBuffer::getMemBufferCopy(Cut.Reopen + "\n", Beside);
  Options.addRemappedFile(Beside, Text.get());
  Options.Includes.push_back(std::string(Beside));
  Use.Texts.push_back(std::move(Text));
}

} // namespace

struct Prefix::Impl {
  /// What the file begins with.
  std::string Text;
  std::unique_ptr<WrittenPart> Written;
};

Prefix::Prefix(std::shared_ptr<const ParsedHead> Below, const CutPoint &Cut)
    : Below(std::move(Below)), Cut(Cut), Kept(std::make_unique<Impl>()) {}
Prefix::~Prefix() = default;

std::shared_ptr<const Prefix>
Prefix::build(const CompileCommand &Command, FileSystem FS,
              std::shared_ptr<const ParsedHead> Below, const CutPoint &Cut) {
  std::shared_ptr<Prefix> Out;
  std::string Crash = runGuarded([&] {
    FileSystem Files = fileSystemAt(std::move(FS), Command.Directory);
    std::vector<std::string> Wrong;
    auto Invocation = Files ? makeInvocation(Command, Files, Wrong) : nullptr;
    if (!Invocation)
      return;
    HeadUse Begun = Below->use(Command, *Invocation, Files, /*Old=*/false);
    if (Begun.Texts.empty())
      return;
    PreprocessorOptions &Options = Invocation->getPreprocessorOpts();
    StringRef Whole = Begun.Texts.front()->getBuffer();
    if (Whole.size() < Cut.Offset ||
        Cut.Offset <= Options.PrecompiledPreambleBytes.first)
      return;

    std::shared_ptr<Prefix> Made(new Prefix(Below, Cut));
    Made->Kept->Text = Whole.take_front(Cut.Offset).str();
    // What is below has given the whole file under its name.
    auto Cropped = MemoryBuffer::getMemBufferCopy(
        Made->Kept->Text + std::string(Cut.Braces, '}') + "\n");
    for (auto &[Name, Text] : Options.RemappedFileBuffers)
      if (Text == Begun.Texts.front().get())
        Text = Cropped.get();
    Made->Kept->Written = writePart(Invocation, Files);
    // What is wrong may be so for what comes behind the cut.
    if (Made->Kept->Written && Made->Kept->Written->What.Errors.empty())
      Out = std::move(Made);
  });
  return Crash.empty() ? Out : nullptr;
}

bool Prefix::begins(StringRef Text) const {
  return Text.starts_with(Kept->Text);
}

std::size_t Prefix::size() const {
  return Below->size() + Kept->Text.size() +
         Kept->Written->Bytes->getBufferSize();
}

HeadUse Prefix::use(const CompileCommand &Command,
                    CompilerInvocation &Invocation, FileSystem &Files,
                    bool Old) const {
  HeadUse Begun = Below->use(Command, Invocation, Files, Old);
  if (Begun.Texts.empty() || Begun.IsOld ||
      !begins(Begun.Texts.front()->getBuffer()))
    return Begun;
  PreprocessorOptions &Options = Invocation.getPreprocessorOpts();
  Options.ImplicitPCHInclude = PartName;
  Options.PrecompiledPreambleBytes = {Cut.Offset, /*EndsAtLineStart=*/false};
  Files = withPart(std::move(Files), PartName, *Kept->Written);
  openNamespaces(Command, Options, Begun, Cut);
  Begun.Parts.push_back(&Kept->Written->What);
  return Begun;
}

} // namespace corolint
