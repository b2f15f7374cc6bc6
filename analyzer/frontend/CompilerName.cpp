//===- CompilerName.cpp - which compiler a command runs -------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/CompilerName.h"

#include "compat/Paths.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/Allocator.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"
#include "llvm/Support/StringSaver.h"
#include "llvm/TargetParser/Triple.h"

using llvm::SmallString;
using llvm::StringRef;
namespace path = llvm::sys::path;
namespace fs = llvm::sys::fs;

namespace corolint {
namespace {

/// "x86_64-linux-gnu-g++-12" is target "x86_64-linux-gnu", family "g++",
/// version "12".
struct NameParts {
  StringRef Target, Family, Version;
};

constexpr StringRef Families[] = {
    "g++",   "gcc",  "clang++", "clang", "c++",  "cc",         "clang-cl",
    "cl",    "icpx", "icx",     "icpc",  "icc",  "armclang++", "armclang",
    "nvc++", "em++", "emcc",    "hipcc", "dpcpp"};

NameParts split(StringRef Path) {
  StringRef Name = path::filename(Path);
  Name.consume_back(".exe");
  NameParts Parts;
  Parts.Family = Name;
  StringRef Head = Name.rtrim("0123456789.");
  if (Head.size() != Name.size() && Head.consume_back("-")) {
    Parts.Version = Name.drop_front(Head.size() + 1);
    Parts.Family = Head;
  }
  // The family is the longest known ending; what stands before its dash is a
  // target.
  StringRef Best;
  for (StringRef F : Families)
    if (Parts.Family == F || (Parts.Family.ends_with(F) &&
                              Parts.Family.drop_back(F.size()).ends_with("-")))
      if (F.size() > Best.size())
        Best = F;
  if (!Best.empty()) {
    Parts.Target = Parts.Family.drop_back(Best.size()).rtrim('-');
    Parts.Family = Best;
  }
  return Parts;
}

bool isCompiler(StringRef Word) {
  return !Word.starts_with("-") &&
         llvm::is_contained(Families, split(Word).Family);
}

/// The real file behind a compiler's name; "" where there is none here.
SmallString<256> locate(StringRef Name, StringRef Directory) {
  SmallString<256> Path(Name), Real;
  if (Name.contains('/')) {
    makeAbsolute(Directory, Path);
  } else {
    llvm::ErrorOr<std::string> Found = llvm::sys::findProgramByName(Name);
    if (!Found)
      return Real;
    Path = *Found;
  }
  if (fs::real_path(Path, Real))
    Real.clear();
  return Real;
}

/// The folder of GCC `Version` under `Prefix` ("/usr"), as --gcc-install-dir
/// wants it; "" unless exactly one is there with its libstdc++.
std::string gccInstallDir(StringRef Prefix, StringRef Target,
                          StringRef Version) {
  std::string Found;
  SmallString<256> Root(Prefix);
  path::append(Root, "lib", "gcc");
  std::error_code EC;
  for (fs::directory_iterator It(Root, EC), End; !EC && It != End;
       It.increment(EC)) {
    if (!Target.empty() && path::filename(It->path()) != Target)
      continue;
    SmallString<256> Dir(It->path()), Headers(Prefix);
    path::append(Dir, Version);
    path::append(Headers, "include", "c++", Version);
    if (!fs::exists(Dir + "/crtbegin.o") || !fs::exists(Headers))
      continue;
    if (!Found.empty())
      return "";
    Found = std::string(Dir);
  }
  return Found;
}

/// Clang takes the newest GCC that it finds; the command's own may be another.
void addGccPlace(Compiler &C, StringRef Real, StringRef Target) {
  StringRef Prefix = path::parent_path(path::parent_path(Real));
  if (Prefix.empty())
    return;
  NameParts Parts = split(Real);
  if (!Parts.Version.empty()) {
    std::string Dir = gccInstallDir(
        Prefix, Parts.Target.empty() ? Target : Parts.Target, Parts.Version);
    if (!Dir.empty()) {
      C.Implied.push_back("--gcc-install-dir=" + Dir);
      return;
    }
  }
  if (Prefix == "/" || Prefix == "/usr")
    return;
  if (fs::exists(Prefix + "/lib/gcc") || fs::exists(Prefix + "/lib64/gcc"))
    C.Implied.push_back("--gcc-toolchain=" + Prefix.str());
}

} // namespace

void stripLaunchers(std::vector<std::string> &Args) {
  if (Args.size() == 3 && Args[1] == "-c") {
    StringRef Shell = path::filename(Args[0]);
    if (Shell == "sh" || Shell == "bash" || Shell == "dash") {
      llvm::BumpPtrAllocator Storage;
      llvm::StringSaver Saver(Storage);
      llvm::SmallVector<const char *> Words;
      llvm::cl::TokenizeGNUCommandLine(Args[2], Saver, Words);
      Args.assign(Words.begin(), Words.end());
    }
  }
  for (std::size_t I = 0; I != Args.size(); ++I)
    // "-x c++" names a language, and the source file ends what can be a
    // launcher's.
    if (isCompiler(Args[I]) && (I == 0 || Args[I - 1] != "-x")) {
      Args.erase(Args.begin(), Args.begin() + I);
      return;
    }
}

Compiler identifyCompiler(StringRef Name, StringRef Directory) {
  Compiler C;
  NameParts Parts = split(Name);
  C.IsMsvcStyle = Parts.Family == "cl" || Parts.Family == "clang-cl";
  bool Known = llvm::is_contained(Families, Parts.Family);
  StringRef Driver = !Known || Parts.Family.ends_with("++") ||
                             Parts.Family == "icpx" || Parts.Family == "icpc" ||
                             Parts.Family == "hipcc" || Parts.Family == "dpcpp"
                         ? "clang++"
                         : "clang";
  C.Driver = Driver.str();
  if (!Parts.Target.empty() &&
      llvm::Triple(llvm::Triple::normalize(Parts.Target)).getArch() !=
          llvm::Triple::UnknownArch)
    C.Implied.push_back("--target=" + Parts.Target.str());

  SmallString<256> Real = locate(Name, Directory);
  if (Real.empty())
    return C;
  StringRef RealFamily = split(Real).Family;
  if (RealFamily == "clang" || RealFamily == "clang++") {
    // Its own libc++ and configuration lie beside it.
    if (Name.contains('/'))
      C.Driver = (path::parent_path(Real) + "/" + Driver).str();
  } else if (RealFamily == "g++" || RealFamily == "gcc" ||
             RealFamily == "c++" || RealFamily == "cc") {
    addGccPlace(C, Real, Parts.Target);
  }
  return C;
}

} // namespace corolint
