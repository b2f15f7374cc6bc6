//===- Config.cpp - .corolint.yaml ----------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/Config.h"

#include "command/CheckSelection.h"
#include "command/Nearest.h"
#include "command/Options.h"
#include "compat/Paths.h"
#include "model/ReadOnlyScalar.h"
#include "report/Globs.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/YAMLTraits.h"

using llvm::Error;
using llvm::Expected;
using llvm::SmallString;
using llvm::StringRef;
namespace path = llvm::sys::path;

namespace corolint {

namespace {

constexpr llvm::StringLiteral ConfigName = ".corolint.yaml";
constexpr StringRef Keys[] = {"checks",        "exclude", "inherit",
                              "min-certainty", "models",  "options"};

/// What the traits below need to know beside the text of a value.
struct ReadContext {
  /// The configuration's own.
  std::string Folder;
  /// The option whose value is read.
  std::string Option;
  CheckOptions *Options = nullptr;
  /// Holds the message of an error until it is reported.
  std::string Message;

  StringRef fail(std::string Why) {
    Message = std::move(Why);
    return Message;
  }
};

// Values that are checked where they are read, so that an error has their
// place.
struct GlobListValue {
  std::vector<std::string> Globs;
};
struct CheckList {
  std::vector<GlobListValue> Lists;
};
struct CertaintyValue {
  std::optional<Certainty> Value;
};
struct ModelFile {
  std::string Path;
};
struct ExcludeGlob {
  std::string Glob;
};
/// Stands for the value of the option that the context names.
struct OptionValue {};

struct ConfigText {
  CheckList Checks;
  CertaintyValue MinCertainty;
  std::vector<ModelFile> Models;
  std::vector<ExcludeGlob> Exclude;
  CheckOptions Options;
  bool Inherit = false;
};

std::string absolute(StringRef Path, StringRef Folder) {
  SmallString<256> Full = Path;
  makeAbsolute(Folder, Full);
  path::remove_dots(Full, /*remove_dot_dot=*/true);
  return Full.str().str();
}

} // namespace

} // namespace corolint

LLVM_YAML_IS_SEQUENCE_VECTOR(corolint::GlobListValue)
LLVM_YAML_IS_SEQUENCE_VECTOR(corolint::ModelFile)
LLVM_YAML_IS_SEQUENCE_VECTOR(corolint::ExcludeGlob)
LLVM_YAML_IS_DOCUMENT_LIST_VECTOR(corolint::ConfigText)

namespace llvm::yaml {

using namespace corolint;

template <> struct ScalarTraits<GlobListValue> : ReadOnlyScalar<GlobListValue> {
  static StringRef input(StringRef Text, void *Context, GlobListValue &Value) {
    for (StringRef Glob : splitGlobs(Text)) {
      if (std::string Wrong = whyNoCheck(Glob); !Wrong.empty())
        return static_cast<ReadContext *>(Context)->fail(std::move(Wrong));
      Value.Globs.push_back(Glob.str());
    }
    return "";
  }
};

template <>
struct ScalarTraits<CertaintyValue> : ReadOnlyScalar<CertaintyValue> {
  static StringRef input(StringRef Text, void *Context, CertaintyValue &Value) {
    Value.Value = parseCertainty(Text);
    if (Value.Value)
      return "";
    return static_cast<ReadContext *>(Context)->fail(
        "'" + Text.str() +
        "' is no certainty: certain, likely, possible or unknown");
  }
};

template <> struct ScalarTraits<ModelFile> : ReadOnlyScalar<ModelFile> {
  static StringRef input(StringRef Text, void *Context, ModelFile &Value) {
    auto *C = static_cast<ReadContext *>(Context);
    Value.Path = absolute(Text, C->Folder);
    if (sys::fs::is_regular_file(Value.Path))
      return "";
    return C->fail("no such file: '" + Text.str() + "'");
  }
};

template <> struct ScalarTraits<ExcludeGlob> : ReadOnlyScalar<ExcludeGlob> {
  static StringRef input(StringRef Text, void *Context, ExcludeGlob &Value) {
    if (Text.empty())
      return "an empty glob matches nothing";
    if (path::is_absolute(Text))
      return "globs are relative to the folder of this file";
    Value.Glob = Text.str();
    return "";
  }
};

template <> struct ScalarTraits<OptionValue> : ReadOnlyScalar<OptionValue> {
  static StringRef input(StringRef Text, void *Context, OptionValue &) {
    auto *C = static_cast<ReadContext *>(Context);
    std::vector<StringRef> Names;
    for (const CheckOptionInfo &O : allCheckOptions())
      Names.push_back(O.Name);
    if (!is_contained(Names, C->Option))
      return C->fail("unknown option '" + C->Option + "'" +
                     didYouMean(C->Option, Names));
    return C->fail(C->Options->set(C->Option, Text));
  }
};

template <> struct CustomMappingTraits<CheckOptions> {
  static void inputOne(IO &Io, StringRef Key, CheckOptions &Value) {
    auto *C = static_cast<ReadContext *>(Io.getContext());
    C->Option = Key.str();
    C->Options = &Value;
    OptionValue Ignored;
    Io.mapRequired(C->Option.c_str(), Ignored);
  }
  static void output(IO &, CheckOptions &) {}
};

/// A string or a list of strings.
template <> void yamlize(IO &Io, CheckList &Value, bool, EmptyContext &Empty) {
  const Node *Current = static_cast<Input &>(Io).getCurrentNode();
  if (isa<SequenceNode>(Current)) {
    yamlize(Io, Value.Lists, true, Empty);
  } else if (isa<ScalarNode, BlockScalarNode>(Current)) {
    Value.Lists.emplace_back();
    yamlize(Io, Value.Lists.back(), true, Empty);
  } else if (!isa<NullNode>(Current)) {
    Io.setError("globs are wanted here, as a string or as a list");
  }
}

template <> struct MappingTraits<ConfigText> {
  static void mapping(IO &Io, ConfigText &Value) {
    Io.mapOptional("checks", Value.Checks);
    Io.mapOptional("min-certainty", Value.MinCertainty);
    Io.mapOptional("models", Value.Models);
    Io.mapOptional("exclude", Value.Exclude);
    Io.mapOptional("options", Value.Options);
    Io.mapOptional("inherit", Value.Inherit);
  }
};

} // namespace llvm::yaml

namespace corolint {

namespace {

/// Keeps the first error as "path:line:col: error: …".
void keepFirst(const llvm::SMDiagnostic &D, void *Context) {
  std::string &First = *static_cast<std::string *>(Context);
  if (!First.empty())
    return;
  StringRef Message = D.getMessage();
  llvm::raw_string_ostream OS(First);
  OS << D.getFilename() << ':' << D.getLineNo() << ':' << D.getColumnNo() + 1
     << ": error: " << Message;
  if (Message.consume_front("unknown key '"))
    OS << didYouMean(Message.take_until([](char C) { return C == '\''; }),
                     Keys);
}

/// The path of the configuration in `Folder` or above it, or "".
std::string findUpward(StringRef Folder) {
  for (; !Folder.empty(); Folder = path::parent_path(Folder)) {
    SmallString<256> File = Folder;
    path::append(File, ConfigName);
    if (llvm::sys::fs::exists(File))
      return File.str().str();
  }
  return "";
}

/// Puts what an outer configuration says before what `Inner` says.
void inherit(Config &Inner, Config Outer) {
  Inner.Checks.insert(Inner.Checks.begin(), Outer.Checks.begin(),
                      Outer.Checks.end());
  Inner.Models.insert(Inner.Models.begin(), Outer.Models.begin(),
                      Outer.Models.end());
  Inner.Exclude.insert(Inner.Exclude.end(), Outer.Exclude.begin(),
                       Outer.Exclude.end());
  if (!Inner.MinCertainty)
    Inner.MinCertainty = Outer.MinCertainty;
  Inner.Options.inherit(Outer.Options);
}

} // namespace

bool PathGlob::matches(StringRef File) const {
  if (!File.consume_front(Folder))
    return false;
  if (!Folder.empty() && Folder.back() != '/' && !File.consume_front("/"))
    return false;
  // "**/x" is meant to match "x" as well, as it does elsewhere.
  StringRef Pattern = StringRef(Glob).rtrim('/'), Below = Pattern;
  Below.consume_front("**/");
  for (size_t End = File.find('/');; End = File.find('/', End + 1)) {
    StringRef Part = File.take_front(End);
    if (matchesGlob(Pattern, Part) || matchesGlob(Below, Part))
      return true;
    if (End == StringRef::npos)
      return false;
  }
}

bool Config::excludes(StringRef File) const {
  return llvm::any_of(Exclude,
                      [&](const PathGlob &G) { return G.matches(File); });
}

Expected<Config> readConfig(StringRef File) {
  auto Buffer = llvm::MemoryBuffer::getFile(File, /*IsText=*/true);
  if (!Buffer)
    return llvm::createStringError(
        File + ": error: cannot read it: " + Buffer.getError().message());
  ReadContext Context;
  Context.Folder = path::parent_path(File).str();
  std::string FirstError;
  llvm::yaml::Input In(**Buffer, &Context, keepFirst, &FirstError);
  std::vector<ConfigText> Texts;
  In >> Texts;
  if (!FirstError.empty())
    return llvm::createStringError(FirstError);
  if (std::error_code EC = In.error())
    return llvm::createStringError(File + ": error: " + EC.message());
  if (Texts.size() > 1)
    return llvm::createStringError(File +
                                   ": error: more than one YAML document");
  // An empty file is no document.
  ConfigText Text = Texts.empty() ? ConfigText() : std::move(Texts.front());

  Config C;
  for (GlobListValue &List : Text.Checks.Lists)
    llvm::append_range(C.Checks, List.Globs);
  C.MinCertainty = Text.MinCertainty.Value;
  for (ModelFile &M : Text.Models)
    C.Models.push_back(std::move(M.Path));
  for (ExcludeGlob &G : Text.Exclude)
    C.Exclude.push_back({Context.Folder, std::move(G.Glob)});
  C.Options = Text.Options;
  if (!Text.Inherit)
    return C;
  std::string OuterFile = findUpward(path::parent_path(Context.Folder));
  if (OuterFile.empty())
    return C;
  Expected<Config> Outer = readConfig(OuterFile);
  if (!Outer)
    return Outer.takeError();
  inherit(C, std::move(*Outer));
  return C;
}

ConfigFinder::ConfigFinder(Config Fixed)
    : Fixed(std::make_unique<Config>(std::move(Fixed))) {}

Expected<const Config *> ConfigFinder::configFor(StringRef File) {
  if (Fixed)
    return Fixed.get();
  StringRef Folder = path::parent_path(File);
  auto [Found, NewFolder] = Folders.try_emplace(Folder);
  if (NewFolder)
    Found->second = findUpward(Folder);
  std::unique_ptr<Config> &Kept = Read[Found->second];
  if (!Kept) {
    Config C;
    if (!Found->second.empty()) {
      Expected<Config> FromFile = readConfig(Found->second);
      if (!FromFile)
        return FromFile.takeError();
      C = std::move(*FromFile);
    }
    Kept = std::make_unique<Config>(std::move(C));
  }
  return Kept.get();
}

} // namespace corolint
