//===- Preamble.cpp - the includes of a file, parsed once -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/Preamble.h"

#include "compat/Instances.h"
#include "frontend/CrashGuard.h"
#include "frontend/ErrorLines.h"
#include "frontend/Invocation.h"
#include "frontend/ParseFiles.h"
#include "frontend/ParsedPart.h"
#include "frontend/SystemBase.h"

#include "clang/AST/DeclGroup.h"
#include "clang/Frontend/CompilerInstance.h"
#include "clang/Frontend/CompilerInvocation.h"
#include "clang/Frontend/PrecompiledPreamble.h"
#include "clang/Lex/PreprocessorOptions.h"
#include "clang/Serialization/PCHContainerOperations.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/VirtualFileSystem.h"

using namespace clang;
using llvm::StringRef;

namespace corolint {

using FileSystem = llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>;

struct Preamble::Impl {
  explicit Impl(PrecompiledPreamble P) : Clangs(std::move(P)) {}

  PrecompiledPreamble Clangs;
  ParsedPart Part;
};

namespace {

class Notes : public PreambleCallbacks {
public:
  Notes(PartRecorder &To, unsigned HeadBytes) : To(To), HeadBytes(HeadBytes) {}

  IncludeTrace Trace;

  void BeforeExecute(CompilerInstance &CI) override {
    SM = &CI.getSourceManager();
    To.begin(*SM);
  }
  std::unique_ptr<PPCallbacks> createPPCallbacks() override {
    return traceIncludes(*SM, HeadBytes, Trace);
  }
  void HandleTopLevelDecl(DeclGroupRef Group) override { To.topLevel(Group); }
  void AfterExecute(CompilerInstance &) override { To.parsed(); }
  void AfterPCHEmitted(ASTWriter &Writer) override { To.written(Writer); }
  bool shouldSkipFunctionBody(Decl *D) override { return To.skipsBody(*D); }

private:
  PartRecorder &To;
  const unsigned HeadBytes;
  const SourceManager *SM = nullptr;
};

/// The text of the main file, null-terminated, from `Files`.
std::unique_ptr<llvm::MemoryBuffer> mainText(const CompilerInvocation &I,
                                             llvm::vfs::FileSystem &Files) {
  auto Buffer = Files.getBufferForFile(I.getFrontendOpts().Inputs[0].getFile());
  return Buffer ? std::move(*Buffer) : nullptr;
}

/// The lines of a head, without blank ones and comments of a line.
void readHead(StringRef Head, std::vector<StringRef> &Includes,
              std::vector<StringRef> &Others) {
  while (!Head.empty()) {
    StringRef Line;
    std::tie(Line, Head) = Head.split('\n');
    Line = Line.trim();
    StringRef Directive = Line;
    if (Line.empty() || Line.starts_with("//"))
      continue;
    bool IsInclude = Directive.consume_front("#") &&
                     Directive.ltrim().starts_with("include");
    (IsInclude ? Includes : Others).push_back(Line);
  }
}

/// The includes that `Now` has and `Was` has not, if there is no other
/// difference but includes that are gone.
std::optional<std::string> addedIncludes(StringRef Was, StringRef Now) {
  std::vector<StringRef> Included, Includes, OtherBefore, OtherNow;
  readHead(Was, Included, OtherBefore);
  readHead(Now, Includes, OtherNow);
  if (OtherBefore != OtherNow)
    return std::nullopt;
  std::string Added;
  for (StringRef Line : Includes)
    if (!llvm::is_contained(Included, Line))
      Added += (Line + "\n").str();
  return Added;
}

PreambleBounds boundsOf(const CompilerInvocation &I,
                        const llvm::MemoryBuffer &Text) {
  return ComputePreambleBounds(I.getLangOpts(), Text, /*MaxLines=*/0);
}

} // namespace

Preamble::Preamble(const CompileCommand &Command,
                   std::shared_ptr<const SystemBase> Base)
    : MadeFor(Command), Base(std::move(Base)) {}
Preamble::~Preamble() = default;

std::shared_ptr<const Preamble>
Preamble::build(const CompileCommand &Command, FileSystem FS,
                std::string &Error, std::shared_ptr<const SystemBase> Base) {
  std::shared_ptr<Preamble> Out;
  bool BaseFits = true;
  std::string Crash = runGuarded([&] {
    FileSystem Files = fileSystemAt(FS, Command.Directory);
    std::vector<std::string> Wrong;
    auto Invocation = Files ? makeInvocation(Command, Files, Wrong) : nullptr;
    auto Text = Invocation ? mainText(*Invocation, *Files) : nullptr;
    if (!Text)
      return;
    if (Base && Base->use(Command, *Invocation, Files, false).Parts.empty())
      Base.reset();
    PreambleBounds Bounds = boundsOf(*Invocation, *Text);
    if (Bounds.Size == 0)
      return;

    // What system headers leave to the end of the unit is done once, here, and
    // not in every parse.
    Invocation->getLangOpts().PCHInstantiateTemplates = true;
    ParsedPart Part;
    DiagnosticOptions Options;
    Options.IgnoreWarnings = true;
    auto *Lines = new ErrorLines(Part.Errors);
    auto Diags = makeDiagnostics(*Files, Options, Lines);
    Diags->setFatalsAsError(true);
    Diags->setErrorLimit(0);
    PartRecorder Record(Part, *Lines);
    Notes Noted(Record, Bounds.Size);
    auto Built = PrecompiledPreamble::Build(
        *Invocation, Text.get(), Bounds, asTaken(Diags), Files,
        std::make_shared<PCHContainerOperations>(), /*StoreInMemory=*/true,
        /*StoragePath=*/"", Noted);
    if (!Built) {
      Error = Built.getError().message();
      return;
    }
    BaseFits = !Base || Base->fits(Noted.Trace);
    std::shared_ptr<Preamble> Made(new Preamble(Command, Base));
    Made->Kept = std::make_unique<Impl>(std::move(*Built));
    Made->Kept->Part = std::move(Part);
    Out = std::move(Made);
  });
  if (Base && (!BaseFits || !Crash.empty()))
    return build(Command, std::move(FS), Error);
  if (Crash.empty())
    return Out;
  Error = "crash while parsing the includes: " + Crash;
  return nullptr;
}

bool Preamble::holds(const CompileCommand &Command, FileSystem FS) const {
  if (!isFor(Command))
    return false;
  FileSystem Files = fileSystemAt(std::move(FS), Command.Directory);
  std::vector<std::string> Wrong;
  auto Invocation = Files ? makeInvocation(Command, Files, Wrong) : nullptr;
  auto Text = Invocation ? mainText(*Invocation, *Files) : nullptr;
  return Text && Kept->Clangs.CanReuse(*Invocation, *Text,
                                       boundsOf(*Invocation, *Text), *Files);
}

std::size_t Preamble::size() const { return Kept->Clangs.getSize(); }

HeadUse Preamble::use(const CompileCommand &Command,
                      CompilerInvocation &Invocation, FileSystem &Files,
                      bool Old) const {
  HeadUse Out;
  auto Text = isFor(Command) ? mainText(Invocation, *Files) : nullptr;
  if (!Text)
    return Out;
  PreambleBounds Bounds = boundsOf(Invocation, *Text);
  PreprocessorOptions &Options = Invocation.getPreprocessorOpts();
  if (Base) {
    Out = Base->use(Command, Invocation, Files, Old);
    if (Out.Parts.empty())
      return Out;
  }
  if (Kept->Clangs.CanReuse(Invocation, *Text, Bounds, *Files)) {
    Options.RetainRemappedFileBuffers = true;
    Kept->Clangs.AddImplicitPreamble(Invocation, Files, Text.get());
    Out.Texts.push_back(std::move(Text));
    Out.Parts.push_back(&Kept->Part);
    Out.IsBaseAlone = false;
    return Out;
  }
  std::string Was = Kept->Clangs.getContents().str();
  auto Before = llvm::MemoryBuffer::getMemBuffer(Was);
  std::optional<std::string> Added =
      Old ? addedIncludes(Was, Text->getBuffer().take_front(Bounds.Size))
          : std::nullopt;
  if (!Added || !Kept->Clangs.CanReuse(Invocation, *Before,
                                       Kept->Clangs.getBounds(), *Files))
    return Out;
  Out.IsOld = true;
  Out.IsBaseAlone = false;
  Out.Parts.push_back(&Kept->Part);
  Options.RetainRemappedFileBuffers = true;
  Kept->Clangs.OverridePreamble(Invocation, Files, Text.get());
  Out.Texts.push_back(std::move(Text));
  if (!Added->empty()) {
    // Beside the main file, so that it finds the same headers.
    llvm::SmallString<256> Beside(llvm::sys::path::parent_path(MadeFor.File));
    llvm::sys::path::append(Beside, "corolint-added-includes.h");
    auto More = llvm::MemoryBuffer::getMemBufferCopy(*Added, Beside);
    Options.addRemappedFile(Beside, More.get());
    Options.Includes.push_back(std::string(Beside));
    Out.Texts.push_back(std::move(More));
  }
  return Out;
}

} // namespace corolint
