//===- CommandLine.cpp - any compiler's command line for Clang ------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/CommandLine.h"

#include "compat/Options.h"
#include "compat/Paths.h"
#include "compat/StringSwitch.h"
#include "frontend/CompilerName.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/Option/Arg.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Support/CommandLine.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <optional>
#include <utility>

using llvm::SmallString;
using llvm::StringRef;
namespace path = llvm::sys::path;

namespace corolint {
namespace {

llvm::Error failure(const llvm::Twine &Message) {
  return llvm::createStringError(llvm::inconvertibleErrorCode(), Message);
}

llvm::Error expandResponseFiles(std::vector<std::string> &Args,
                                StringRef Directory) {
  llvm::BumpPtrAllocator Storage;
  llvm::SmallVector<const char *> Words;
  for (const std::string &A : Args)
    Words.push_back(A.c_str());
  llvm::cl::ExpansionContext Expansion(Storage,
                                       llvm::cl::TokenizeGNUCommandLine);
  // Compilers read nested response files from their working folder too.
  Expansion.setCurrentDir(Directory);
  if (llvm::Error E = Expansion.expandResponseFiles(Words))
    return E;
  std::vector<std::string> Expanded;
  for (const char *W : Words) {
    // One that does not exist stays as it is.
    if (W[0] == '@')
      return failure("cannot read the response file '" + llvm::Twine(W + 1) +
                     "'");
    Expanded.emplace_back(W);
  }
  Args = std::move(Expanded);
  return llvm::Error::success();
}

/// GCC's options with the value in the next word that Clang knows nothing of.
bool isForeignOptionWithValue(StringRef Arg) {
  return StringSwitch<bool>(Arg)
      .Cases({"-aux-info", "-auxbase", "-auxbase-strip", "-wrapper"}, true)
      .Cases({"-dumpbase", "-dumpbase-ext", "-dumpdir", "-specs"}, true)
      .Case("--specs", true)
      .Default(false);
}

/// GCC's options that Clang takes for something stronger: to it this one means
/// -mno-x87, which forbids long double.
bool meansAnotherThing(StringRef Arg) { return Arg == "-mno-fp-ret-in-387"; }

/// Options for Clang's front end (after -Xclang) that load code, read files
/// that another Clang wrote, or choose what is done with the file.
enum class FrontEndOption { Keep, Drop, DropWithValue };
FrontEndOption classifyFrontEndOption(StringRef Arg) {
  using enum FrontEndOption;
  if (Arg.starts_with("-plugin-arg-"))
    return DropWithValue;
  if (Arg.starts_with("-emit-") || Arg.starts_with("-ast-") ||
      Arg.starts_with("-verify") || Arg.starts_with("-fplugin="))
    return Drop;
  return StringSwitch<FrontEndOption>(Arg)
      .Cases({"-load", "-plugin", "-add-plugin", "-include-pch"}, DropWithValue)
      .Cases({"-o", "-main-file-name", "-dependency-file", "-MT"},
             DropWithValue)
      .Cases({"-fsyntax-only", "-E", "-S", "-analyze"}, Drop)
      .Default(Keep);
}

/// The header behind a precompiled one: "x.h.gch" and "x.h.pch" come from
/// "x.h". Empty where it is not there.
std::string headerOfPrecompiled(StringRef Precompiled, StringRef Directory) {
  for (StringRef Ending : {".gch", ".pch"}) {
    StringRef Header = Precompiled;
    if (Header.consume_back(Ending) &&
        llvm::sys::fs::exists(absolutePath(Header, Directory)))
      return Header.str();
  }
  return "";
}

/// Options that do not change what the code means, write files, or are added
/// anew.
bool isDropped(const llvm::opt::Option &O) {
  switch (O.getID()) {
  case options::OPT_o:
  case options::OPT_c:
  case options::OPT_S:
  case options::OPT_E:
  case options::OPT_fsyntax_only:
  case options::OPT_emit_llvm:
  case options::OPT_emit_ast:
  case options::OPT_save_temps:
  case options::OPT_save_temps_EQ:
  case options::OPT_pipe:
  case options::OPT_v:
  case options::OPT__HASH_HASH_HASH:
  case options::OPT_pedantic_errors:
  case options::OPT_fplugin_EQ:
  case options::OPT_fplugin_arg:
  case options::OPT_fpass_plugin_EQ:
  case options::OPT__param:
  case options::OPT__param_EQ:
  case options::OPT_specs_EQ:
  case options::OPT_Xlinker:
  case options::OPT_Xassembler:
  case options::OPT_Xanalyzer:
  case options::OPT_Wl_COMMA:
  case options::OPT_Wa_COMMA:
  case options::OPT__analyze:
  case options::OPT_fdiagnostics_color_EQ:
  case options::OPT_fcolor_diagnostics:
  case options::OPT_fno_color_diagnostics:
  case options::OPT__serialize_diags:
  case options::OPT_ftime_report:
  case options::OPT_ftime_trace:
  case options::OPT_ftime_trace_EQ:
  case options::OPT_fprofile_use:
  case options::OPT_fprofile_use_EQ:
  case options::OPT_fprofile_instr_use:
  case options::OPT_fprofile_instr_use_EQ:
  case options::OPT_fprofile_sample_use_EQ:
  case options::OPT_flto:
  case options::OPT_flto_EQ:
  case options::OPT_fno_lto:
    return true;
  default:
    // -M and its like, -g and its like, linker flags.
    return O.matches(options::OPT_M_Group) || O.matches(options::OPT_g_Group) ||
           O.matches(options::OPT_Link_Group) ||
           O.matches(options::OPT_clang_ignored_gcc_optimization_f_Group);
  }
}

/// Reads a command line option by option.
class Adjuster {
public:
  Adjuster(StringRef Directory, StringRef File)
      : Directory(Directory), File(File) {}

  llvm::Expected<AdjustedCommandLine> run(std::vector<std::string> Args) {
    stripLaunchers(Args);
    if (llvm::Error E = expandResponseFiles(Args, Directory))
      return std::move(E);
    if (Args.empty())
      return failure("the command is empty");
    // The launcher may stand before a response file that holds the rest.
    stripLaunchers(Args);
    Compiler C = identifyCompiler(Args.front(), Directory);
    if (C.IsMsvcStyle || llvm::is_contained(Args, "--driver-mode=cl"))
      return failure("'" + Args.front() +
                     "' takes MSVC's command line, which is not supported");
    Args.erase(Args.begin());
    if (llvm::Error E = readOptions(Args))
      return std::move(E);

    AdjustedCommandLine Result;
    Result.Args.push_back(C.Driver);
    for (std::string &A : C.Implied)
      if (!(A.starts_with("--gcc-") ? NamesToolchain : NamesTarget))
        Result.Args.push_back(std::move(A));
    llvm::move(Kept, std::back_inserter(Result.Args));
    // GCC takes -fcoroutines for its default dialect, which is too old for
    // much of the library.
    if (WantsCoroutines && !NamesStandard)
      Result.Args.push_back("-std=gnu++20");
    Result.Language = FileLanguage.value_or(Language);
    return Result;
  }

private:
  llvm::Error readOptions(const std::vector<std::string> &Args) {
    std::vector<const char *> Words;
    for (std::size_t I = 0; I < Args.size(); ++I) {
      if (isForeignOptionWithValue(Args[I]))
        ++I;
      else if (!meansAnotherThing(Args[I]))
        Words.push_back(Args[I].c_str());
    }
    unsigned MissingIndex = 0, MissingCount = 0;
    llvm::opt::InputArgList Parsed = getDriverOptTable().ParseArgs(
        Words, MissingIndex, MissingCount,
        llvm::opt::Visibility(options::ClangOption));
    if (MissingCount)
      return failure(llvm::Twine("the argument of '") + Words[MissingIndex] +
                     "' is missing");
    // Each option as it was written: its words up to the next one's.
    for (auto It = Parsed.begin(); It != Parsed.end();) {
      const llvm::opt::Arg &A = **It;
      std::size_t End = ++It == Parsed.end() ? Words.size() : (*It)->getIndex();
      read(A, llvm::ArrayRef(Words).slice(A.getIndex(), End - A.getIndex()));
    }
    return llvm::Error::success();
  }

  void read(const llvm::opt::Arg &A, llvm::ArrayRef<const char *> Text) {
    // Aliases are judged by what they stand for.
    const llvm::opt::Option O = A.getOption().getUnaliasedOption();
    switch (O.getID()) {
    case options::OPT_INPUT:
      if (absolutePath(A.getValue(), Directory) == File)
        FileLanguage = Language;
      return;
    case options::OPT__DASH_DASH:
      // What follows are inputs.
      for (const char *Input : A.getValues())
        if (absolutePath(Input, Directory) == File)
          FileLanguage = Language;
      return;
    case options::OPT_UNKNOWN:
      return;
    case options::OPT_x:
      Language = A.getValue() == StringRef("none") ? "" : A.getValue();
      return;
    case options::OPT_Xclang:
      readFrontEndOption(A.getValue());
      return;
    case options::OPT_include:
      if (readPrecompiled(A.getValue()))
        return;
      break;
    case options::OPT_include_pch:
      readPrecompiled(A.getValue());
      return;
    case options::OPT_Wp_COMMA:
      readPreprocessorOptions(A);
      return;
    case options::OPT_W_Joined:
      if (StringRef(A.getValue()).starts_with("error"))
        return;
      break;
    case options::OPT_fcoroutines:
      WantsCoroutines = true;
      break;
    case options::OPT_std_EQ:
      NamesStandard = true;
      break;
    case options::OPT_gcc_toolchain:
    case options::OPT_gcc_install_dir_EQ:
    case options::OPT_gcc_triple_EQ:
    case options::OPT__sysroot_EQ:
      NamesToolchain = true;
      break;
    case options::OPT_target:
      NamesTarget = true;
      break;
    default:
      break;
    }
    if (isDropped(O))
      return;
    Kept.insert(Kept.end(), Text.begin(), Text.end());
  }

  /// `-include x.h.gch` reads GCC's format, and a PCH file is tied to one
  /// compiler: takes the header instead. Returns false where `Path` is an
  /// ordinary header.
  bool readPrecompiled(StringRef Path) {
    if (!Path.ends_with(".gch") && !Path.ends_with(".pch"))
      return false;
    std::string Header = headerOfPrecompiled(Path, Directory);
    if (!Header.empty()) {
      Kept.push_back("-include");
      Kept.push_back(std::move(Header));
    }
    return true;
  }

  void readFrontEndOption(StringRef Word) {
    if (std::exchange(DropsFrontEndValue, false))
      return;
    FrontEndOption What = classifyFrontEndOption(Word);
    DropsFrontEndValue = What == FrontEndOption::DropWithValue;
    if (What == FrontEndOption::Keep) {
      Kept.push_back("-Xclang");
      Kept.push_back(Word.str());
    }
  }

  /// -Wp,-MD,FILE asks for dependencies; the rest may define macros.
  void readPreprocessorOptions(const llvm::opt::Arg &A) {
    bool SkipNext = false;
    std::string Rest = "-Wp";
    for (StringRef Value : A.getValues()) {
      if (std::exchange(SkipNext, false))
        continue;
      if (Value.starts_with("-M")) {
        SkipNext = Value == "-MD" || Value == "-MMD" || Value == "-MF" ||
                   Value == "-MT" || Value == "-MQ";
        continue;
      }
      Rest += "," + Value.str();
    }
    if (Rest != "-Wp")
      Kept.push_back(std::move(Rest));
  }

  StringRef Directory, File;
  std::vector<std::string> Kept;
  std::string Language;
  std::optional<std::string> FileLanguage;
  bool DropsFrontEndValue = false;
  bool WantsCoroutines = false;
  bool NamesStandard = false;
  bool NamesToolchain = false;
  bool NamesTarget = false;
};

} // namespace

std::vector<std::string> AdjustedCommandLine::forFile(StringRef File) const {
  std::vector<std::string> Result = Args;
  if (!Language.empty()) {
    Result.push_back("-x");
    Result.push_back(Language);
  } else if (!isCxxSourceName(File) && path::extension(File) != ".c") {
    // A header by itself, or a name that says nothing.
    Result.push_back("-x");
    Result.push_back("c++");
  }
  Result.push_back(File.str());
  return Result;
}

llvm::Expected<AdjustedCommandLine>
adjustCommandLine(std::vector<std::string> Args, StringRef Directory,
                  StringRef File) {
  return Adjuster(Directory, File).run(std::move(Args));
}

bool isHeaderName(StringRef File) {
  return StringSwitch<bool>(path::extension(File))
      .Cases({"", ".h", ".hh", ".hpp", ".hxx", ".h++", ".H", ".hp"}, true)
      .Cases({".ipp", ".inl", ".tpp", ".txx", ".tcc", ".inc", ".def"}, true)
      .Default(false);
}

bool isCxxSourceName(StringRef File) {
  return StringSwitch<bool>(path::extension(File))
      .Cases({".cpp", ".cc", ".cxx", ".c++", ".C", ".CPP"}, true)
      .Cases({".cp", ".CC", ".CXX", ".mm", ".M", ".cu"}, true)
      .Cases({".ii", ".cppm", ".ccm", ".cxxm", ".c++m"}, true)
      .Default(false);
}

std::string absolutePath(StringRef Path, StringRef Directory) {
  SmallString<256> Result(Path);
  makeAbsolute(Directory, Result);
  path::remove_dots(Result, /*remove_dot_dot=*/true);
  return std::string(Result);
}

} // namespace corolint
