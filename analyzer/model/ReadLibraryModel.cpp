//===- ReadLibraryModel.cpp - from YAML to a library model ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a file may contain is described by the MappingTraits below and nowhere
// else: an unknown key, a word that is not in the lists, a name that could
// never match is an error at its place.
//
//===----------------------------------------------------------------------===//

#include "model/ReadLibraryModel.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/ErrorHandling.h"
#include "llvm/Support/YAMLTraits.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <utility>

namespace corolint {
namespace {

/// A qualified name, checked as it is read.
struct ModelName {
  std::string Text;
};

/// "object" (-1), "every" (-2) or a number.
struct ArgumentNumber {
  int Number = 0;
};

/// "result", "object" or an argument's number.
struct ResultOrArgument {
  std::string Text;
};

struct CategoryName {
  std::string Text;
};

/// Text that must not be empty.
struct Sentence {
  std::string Text;
};

/// Stands in where only one form makes sense.
struct NoScalar {};
struct NoMapping {};

/// One item, or a sequence of items.
template <typename T> struct OneOrMore {
  std::vector<T> Items;
  NoScalar Unwanted;
  NoMapping UnwantedMapping;
};

using Names = OneOrMore<ModelName>;

/// A BlockingModel that is given by its name in "reasons".
struct NamedBlocking : BlockingModel {};

/// A BlockingModel, in full or by its name.
struct BlockingUse {
  NamedBlocking Model;
  std::vector<NoMapping> UnwantedSequence;
};

using Reasons = llvm::StringMap<BlockingModel>;

/// An entry of "functions": one model for several names.
struct FunctionEntry {
  Names For;
  Names WithTypes;
  FunctionModel Model;
};

struct TypeEntry {
  Names For;
  TypeModel Model;
};

/// Every name in namespace `Of` is also there in namespace `Also`.
struct TwinNamespace {
  ModelName Of;
  ModelName Also;
};

struct ModelFile {
  Sentence Library;
  Reasons Named;
  OneOrMore<TwinNamespace> Twins;
  std::vector<FunctionEntry> Functions;
  std::vector<TypeEntry> Types;
  OneOrMore<CancellationModel> Cancellations;
};

/// What was read so far.
struct ReadContext {
  corolint::Reasons Reasons;
  /// To find repeated entries.
  llvm::StringSet<> Functions;
  llvm::StringSet<> Types;
};

} // namespace
} // namespace corolint

using namespace corolint;
using llvm::StringRef;

LLVM_YAML_IS_FLOW_SEQUENCE_VECTOR(ModelName)
LLVM_YAML_IS_SEQUENCE_VECTOR(NonBlockingWhen)
LLVM_YAML_IS_SEQUENCE_VECTOR(ArgumentModel)
LLVM_YAML_IS_SEQUENCE_VECTOR(CancellationModel)
LLVM_YAML_IS_SEQUENCE_VECTOR(FunctionEntry)
LLVM_YAML_IS_SEQUENCE_VECTOR(TypeEntry)
LLVM_YAML_IS_SEQUENCE_VECTOR(TwinNamespace)
LLVM_YAML_IS_SEQUENCE_VECTOR(NoMapping)

//===----------------------------------------------------------------------===//
// Words
//===----------------------------------------------------------------------===//

namespace llvm::yaml {

/// Base of the scalars, which are only read.
template <typename T> struct ReadOnlyScalar {
  static void output(const T &, void *, raw_ostream &) {
    llvm_unreachable("models are only read");
  }
  static QuotingType mustQuote(StringRef) { return QuotingType::None; }
};

template <> struct ScalarTraits<ModelName> : ReadOnlyScalar<ModelName> {
  static StringRef input(StringRef In, void *, ModelName &Out) {
    if (In.empty())
      return "a name is wanted";
    if (In.starts_with("::"))
      return "names start without '::'";
    if (In.ends_with("::"))
      return "the name ends with '::'";
    auto InName = [](char C) {
      return isAlnum(C) || C == '_' || C == ':' || C == '~';
    };
    // Operators may contain anything.
    if (!all_of(In, InName) && !In.starts_with("operator") &&
        !In.contains("::operator"))
      return In.contains('<') ? "names are written without template arguments"
                              : "names consist of identifiers and '::'";
    Out.Text = In.str();
    return "";
  }
};

template <>
struct ScalarTraits<ArgumentNumber> : ReadOnlyScalar<ArgumentNumber> {
  static StringRef input(StringRef In, void *, ArgumentNumber &Out) {
    if (In == "object")
      Out.Number = -1;
    else if (In == "every")
      Out.Number = -2;
    else if (In.getAsInteger(10, Out.Number) || Out.Number < -2)
      return "wanted: an argument's number, from 0, 'object' or 'every'";
    return "";
  }
};

template <>
struct ScalarTraits<ResultOrArgument> : ReadOnlyScalar<ResultOrArgument> {
  static StringRef input(StringRef In, void *, ResultOrArgument &Out) {
    int Number;
    if (In == "object")
      Out.Text = "-1";
    else if (In == "result" || (!In.getAsInteger(10, Number) && Number >= -1))
      Out.Text = In.str();
    else
      return "wanted: 'result', 'object' or an argument's number";
    return "";
  }
};

template <> struct ScalarTraits<CategoryName> : ReadOnlyScalar<CategoryName> {
  static StringRef input(StringRef In, void *, CategoryName &Out) {
    if (!is_contained({"sleep", "file", "socket", "dns", "process", "console",
                       "lock", "join", "future", "loop", "database", "memory",
                       "system"},
                      In))
      return "wanted: sleep, file, socket, dns, process, console, lock, join, "
             "future, loop, database, memory or system";
    Out.Text = In.str();
    return "";
  }
};

template <> struct ScalarTraits<Sentence> : ReadOnlyScalar<Sentence> {
  static StringRef input(StringRef In, void *, Sentence &Out) {
    if (In.trim().empty())
      return "must not be empty";
    Out.Text = In.str();
    return "";
  }
};

template <> struct ScalarTraits<NoScalar> : ReadOnlyScalar<NoScalar> {
  static StringRef input(StringRef, void *, NoScalar &) {
    return "a mapping, or a sequence of mappings, is wanted";
  }
};

template <> struct MappingTraits<NoMapping> {
  static void mapping(IO &Io, NoMapping &) {
    Io.setError("no mapping is wanted here");
  }
};

template <> struct ScalarTraits<NamedBlocking> : ReadOnlyScalar<NamedBlocking> {
  static StringRef input(StringRef In, void *Context, NamedBlocking &Out) {
    const Reasons &Known = static_cast<ReadContext *>(Context)->Reasons;
    auto It = Known.find(In);
    if (It == Known.end())
      return "no such entry in 'reasons' of this file";
    static_cast<BlockingModel &>(Out) = It->second;
    return "";
  }
};

/// The words for the values of an enumeration.
template <typename T> struct Word {
  StringLiteral Text;
  T Value;
};

template <typename T> struct WordsOf;

template <> struct WordsOf<BlockingTier> {
  static constexpr Word<BlockingTier> All[] = {
      {"wait", BlockingTier::Wait},
      {"disk", BlockingTier::Disk},
      {"syscall", BlockingTier::Syscall},
      {"cpu", BlockingTier::Cpu}};
};

template <> struct WordsOf<TaskUse> {
  static constexpr Word<TaskUse> All[] = {
      {"awaits", TaskUse::Awaits}, {"starts", TaskUse::Starts},
      {"stores", TaskUse::Stores}, {"joins", TaskUse::Joins},
      {"blocks", TaskUse::Blocks}, {"looks", TaskUse::Looks},
      {"drops", TaskUse::Drops},   {"into-result", TaskUse::IntoResult}};
};

template <> struct WordsOf<CallableUse> {
  static constexpr Word<CallableUse> All[] = {
      {"calls-now", CallableUse::CallsNow},
      {"keeps-until-done", CallableUse::KeepsUntilDone},
      {"stores", CallableUse::Stores},
      {"offloads", CallableUse::Offloads}};
};

template <> struct WordsOf<TypeModel::Kind> {
  static constexpr Word<TypeModel::Kind> All[] = {
      {"task", TypeModel::Task},
      {"awaitable", TypeModel::Awaitable},
      {"generator", TypeModel::Generator},
      {"owner", TypeModel::Owner},
      {"stop-token", TypeModel::StopToken},
      {"plain", TypeModel::Plain}};
};

template <> struct WordsOf<corolint::Start> {
  static constexpr Word<corolint::Start> All[] = {
      {"lazy", corolint::Start::Lazy},
      {"eager", corolint::Start::Eager},
      {"detached", corolint::Start::Detached}};
};

template <> struct WordsOf<CancellationModel::Trigger> {
  static constexpr Word<CancellationModel::Trigger> All[] = {
      {"level", CancellationModel::Level},
      {"edge", CancellationModel::Edge},
      {"channel", CancellationModel::Channel},
      {"manual", CancellationModel::Manual}};
};

/// Like ScalarEnumerationTraits, whose error does not tell the words.
template <typename T> struct WordTraits : ReadOnlyScalar<T> {
  static StringRef input(StringRef In, void *, T &Out) {
    for (const Word<T> &W : WordsOf<T>::All)
      if (In == W.Text) {
        Out = W.Value;
        return "";
      }
    static const std::string Wanted = [] {
      std::string Text = "wanted:";
      for (const Word<T> &W : WordsOf<T>::All)
        Text += (&W == WordsOf<T>::All ? " " : ", ") + W.Text.str();
      return Text;
    }();
    return Wanted;
  }
};

template <> struct ScalarTraits<BlockingTier> : WordTraits<BlockingTier> {};
template <> struct ScalarTraits<TaskUse> : WordTraits<TaskUse> {};
template <> struct ScalarTraits<CallableUse> : WordTraits<CallableUse> {};
template <>
struct ScalarTraits<TypeModel::Kind> : WordTraits<TypeModel::Kind> {};
template <>
struct ScalarTraits<corolint::Start> : WordTraits<corolint::Start> {};
template <>
struct ScalarTraits<CancellationModel::Trigger>
    : WordTraits<CancellationModel::Trigger> {};

//===----------------------------------------------------------------------===//
// One item or several
//===----------------------------------------------------------------------===//

template <> struct PolymorphicTraits<Names> {
  static NodeKind getKind(const Names &) { return NodeKind::Sequence; }
  static ModelName &getAsScalar(Names &V) { return V.Items.emplace_back(); }
  static NoMapping &getAsMap(Names &V) { return V.UnwantedMapping; }
  static std::vector<ModelName> &getAsSequence(Names &V) { return V.Items; }
};

template <typename T> struct OneOrMoreMappings {
  static NodeKind getKind(const OneOrMore<T> &) { return NodeKind::Sequence; }
  static NoScalar &getAsScalar(OneOrMore<T> &V) { return V.Unwanted; }
  static T &getAsMap(OneOrMore<T> &V) { return V.Items.emplace_back(); }
  static std::vector<T> &getAsSequence(OneOrMore<T> &V) { return V.Items; }
};

template <>
struct PolymorphicTraits<OneOrMore<NonBlockingWhen>>
    : OneOrMoreMappings<NonBlockingWhen> {};
template <>
struct PolymorphicTraits<OneOrMore<ArgumentModel>>
    : OneOrMoreMappings<ArgumentModel> {};
template <>
struct PolymorphicTraits<OneOrMore<CancellationModel>>
    : OneOrMoreMappings<CancellationModel> {};
template <>
struct PolymorphicTraits<OneOrMore<TwinNamespace>>
    : OneOrMoreMappings<TwinNamespace> {};

template <> struct PolymorphicTraits<BlockingUse> {
  static NodeKind getKind(const BlockingUse &) { return NodeKind::Map; }
  static NamedBlocking &getAsScalar(BlockingUse &V) { return V.Model; }
  static BlockingModel &getAsMap(BlockingUse &V) { return V.Model; }
  static std::vector<NoMapping> &getAsSequence(BlockingUse &V) {
    return V.UnwantedSequence;
  }
};

//===----------------------------------------------------------------------===//
// Mappings
//===----------------------------------------------------------------------===//

static std::vector<std::string> textsOf(Names &&From) {
  std::vector<std::string> To;
  To.reserve(From.Items.size());
  for (ModelName &N : From.Items)
    To.push_back(std::move(N.Text));
  return To;
}

static void mapNames(IO &Io, const char *Key, std::vector<std::string> &To) {
  Names Read;
  Io.mapOptional(Key, Read);
  To = textsOf(std::move(Read));
}

/// The names that an entry is for.
static void mapEntryNames(IO &Io, Names &To) {
  Io.mapRequired("names", To);
  if (To.Items.empty())
    Io.setError("the entry is for no name");
}

template <typename T>
static void mapItems(IO &Io, const char *Key, std::vector<T> &To) {
  OneOrMore<T> Read;
  Io.mapOptional(Key, Read);
  To = std::move(Read.Items);
}

template <> struct MappingTraits<NonBlockingWhen> {
  static void mapping(IO &Io, NonBlockingWhen &C) {
    ArgumentNumber Argument;
    Io.mapRequired("argument", Argument);
    C.Argument = Argument.Number;

    unsigned Conditions = 0;
    auto Flag = [&](const char *Key, NonBlockingWhen::Kind Kind) {
      std::optional<bool> Read;
      Io.mapOptional(Key, Read);
      if (!Read)
        return;
      if (!*Read)
        Io.setError(Twine("'") + Key + "' can only be true");
      C.What = Kind;
      ++Conditions;
    };
    auto Named = [&](const char *Key, NonBlockingWhen::Kind Kind) {
      std::vector<std::string> Read;
      mapNames(Io, Key, Read);
      if (Read.empty())
        return;
      C.What = Kind;
      C.Names = std::move(Read);
      ++Conditions;
    };
    Flag("is-zero", NonBlockingWhen::IsZero);
    Flag("is-nonzero", NonBlockingWhen::IsNonZero);
    Flag("points-to-zero", NonBlockingWhen::PointsToZero);
    Flag("non-blocking-descriptor", NonBlockingWhen::NonBlockingDescriptor);
    Named("has-flag", NonBlockingWhen::HasFlag);
    Named("has-type", NonBlockingWhen::HasType);
    Named("is-named", NonBlockingWhen::IsNamed);
    if (Conditions != 1)
      Io.setError("wanted: one of is-zero, is-nonzero, points-to-zero, "
                  "non-blocking-descriptor, has-flag, has-type, is-named");
  }
};

template <> struct MappingTraits<BlockingModel> {
  static void mapping(IO &Io, BlockingModel &B) {
    CategoryName Category;
    Sentence Reason, Instead;
    Io.mapRequired("tier", B.Tier);
    Io.mapRequired("category", Category);
    Io.mapRequired("reason", Reason);
    Io.mapRequired("instead", Instead);
    mapItems(Io, "unless", B.Unless);
    B.Category = std::move(Category.Text);
    B.Reason = std::move(Reason.Text);
    B.Instead = std::move(Instead.Text);
  }
};

template <> struct CustomMappingTraits<Reasons> {
  static void inputOne(IO &Io, StringRef Key, Reasons &To) {
    std::string Name = Key.str();
    Io.mapRequired(Name.c_str(), To[Name]);
  }
  static void output(IO &, Reasons &) {
    llvm_unreachable("models are only read");
  }
};

static void mapBlocking(IO &Io, const char *Key,
                        std::optional<BlockingModel> &To) {
  std::optional<BlockingUse> Read;
  Io.mapOptional(Key, Read);
  if (!Read)
    return;
  if (!Read->UnwantedSequence.empty())
    Io.setError(Twine("'") + Key + "' is not a sequence");
  To = std::move(static_cast<BlockingModel &>(Read->Model));
}

template <> struct MappingTraits<ArgumentModel> {
  static void mapping(IO &Io, ArgumentModel &A) {
    ArgumentNumber Argument;
    Io.mapRequired("argument", Argument);
    A.Argument = Argument.Number;
    Io.mapOptional("task", A.Task);
    Io.mapOptional("callable", A.Callable);
    if (!A.Task && !A.Callable)
      Io.setError("wanted: task, callable, or both");
  }
};

/// What tells this entry from the other ones for the same name.
static std::string conditionsOf(const FunctionEntry &E, StringRef WithType) {
  std::string Key;
  raw_string_ostream OS(Key);
  OS << E.Model.NumArguments << '|' << WithType;
  for (const NonBlockingWhen &C : E.Model.When)
    OS << '|' << C.Argument << ' ' << int(C.What) << ' ' << join(C.Names, " ");
  return Key;
}

/// Finds a second entry for the same calls, which could never be used.
static void checkNotRepeated(IO &Io, const FunctionEntry &E) {
  auto &Read = static_cast<ReadContext *>(Io.getContext())->Functions;
  auto CheckFor = [&](StringRef WithType) {
    std::string Conditions = conditionsOf(E, WithType);
    for (const ModelName &Name : E.For.Items)
      if (!Read.insert(Name.Text + '|' + Conditions).second)
        Io.setError("'" + Name.Text +
                    "' has an entry with the same conditions above");
  };
  if (E.WithTypes.Items.empty())
    return CheckFor("");
  for (const ModelName &Type : E.WithTypes.Items)
    CheckFor(Type.Text);
}

template <> struct MappingTraits<FunctionEntry> {
  static void mapping(IO &Io, FunctionEntry &E) {
    FunctionModel &F = E.Model;
    mapEntryNames(Io, E.For);

    std::optional<unsigned> NumArguments;
    Io.mapOptional("num-arguments", NumArguments);
    if (NumArguments)
      F.NumArguments = *NumArguments;
    Io.mapOptional("with-type", E.WithTypes);
    mapItems(Io, "when", F.When);

    mapBlocking(Io, "blocks", F.Blocks);
    std::vector<NonBlockingWhen> Unless;
    mapItems(Io, "unless", Unless);
    if (F.Blocks)
      append_range(F.Blocks->Unless, std::move(Unless));
    else if (!Unless.empty())
      Io.setError("'unless' goes with 'blocks'");
    mapBlocking(Io, "result-blocks-at-end", F.ResultBlocksAtEnd);
    mapItems(Io, "arguments", F.Arguments);
    Io.mapOptional("returns-awaitable", F.ReturnsAwaitable);
    Io.mapOptional("result-may-be-dropped", F.ResultMayBeDropped);
    Io.mapOptional("asks-stop", F.AsksStop);
    Io.mapOptional("throws-if-stopped", F.ThrowsIfStopped);
    std::optional<ArgumentNumber> Cancels;
    Io.mapOptional("cancels", Cancels);
    if (Cancels)
      F.Cancels = Cancels->Number;
    Io.mapOptional("rethrows", F.Rethrows);
    Io.mapOptional("leaves-loop", F.LeavesLoop);
    Io.mapOptional("enters-loop", F.EntersLoop);
    std::optional<ResultOrArgument> NonBlocking;
    Io.mapOptional("makes-non-blocking", NonBlocking);
    if (NonBlocking)
      F.MakesNonBlocking = std::move(NonBlocking->Text);
    Io.mapOptional("harmless", F.Harmless);

    checkNotRepeated(Io, E);
  }
};

template <> struct MappingTraits<TypeEntry> {
  static void mapping(IO &Io, TypeEntry &E) {
    TypeModel &T = E.Model;
    mapEntryNames(Io, E.For);
    Io.mapRequired("kind", T.What);
    Io.mapOptional("start", T.Start);
    Io.mapOptional("destructor-joins", T.DestructorJoins);
    mapNames(Io, "adds", T.Adds);
    mapNames(Io, "looks", T.Looks);
    mapNames(Io, "clears", T.Clears);
    mapNames(Io, "takes-out", T.TakesOut);
    mapBlocking(Io, "destructor-blocks", T.DestructorBlocks);

    if (T.What != TypeModel::Owner && !(T.Adds.empty() && T.Looks.empty() &&
                                        T.Clears.empty() && T.TakesOut.empty()))
      Io.setError("adds, looks, clears and takes-out are for owners only");
    if (T.Start && T.What != TypeModel::Task &&
        T.What != TypeModel::Generator && T.What != TypeModel::Awaitable)
      Io.setError("start is for tasks, generators and awaitables only");
    auto &Read = static_cast<ReadContext *>(Io.getContext())->Types;
    for (const ModelName &Name : E.For.Items)
      if (!Read.insert(Name.Text).second)
        Io.setError("'" + Name.Text + "' has an entry above");
  }
};

template <> struct MappingTraits<CancellationModel> {
  static void mapping(IO &Io, CancellationModel &C) {
    Io.mapRequired("trigger", C.How);
    mapNames(Io, "exceptions", C.Exceptions);
    mapNames(Io, "error-codes", C.ErrorCodes);
    // Not names but how names start: "aio::" is fine.
    Io.mapOptional("task-types", C.TaskTypes);
  }
};

template <> struct MappingTraits<TwinNamespace> {
  static void mapping(IO &Io, TwinNamespace &T) {
    Io.mapRequired("of", T.Of);
    Io.mapRequired("also", T.Also);
  }
};

template <> struct MappingTraits<ModelFile> {
  static void mapping(IO &Io, ModelFile &M) {
    Io.mapRequired("library", M.Library);
    Io.mapOptional("reasons", M.Named);
    static_cast<ReadContext *>(Io.getContext())->Reasons = std::move(M.Named);
    Io.mapOptional("twin-namespaces", M.Twins);
    Io.mapOptional("functions", M.Functions);
    Io.mapOptional("types", M.Types);
    Io.mapOptional("cancellation", M.Cancellations);
  }
};

} // namespace llvm::yaml

//===----------------------------------------------------------------------===//
// Twin namespaces
//===----------------------------------------------------------------------===//

namespace {

/// Writes names of one namespace as names of another.
class Renamer {
public:
  explicit Renamer(const TwinNamespace &T)
      : From(T.Of.Text + "::"), To(T.Also.Text + "::") {}

  /// True if the name was changed.
  bool operator()(std::string &Name) const {
    if (!StringRef(Name).starts_with(From))
      return false;
    Name = To + Name.substr(From.size());
    return true;
  }
  bool operator()(std::vector<std::string> &Names) const {
    bool Changed = false;
    for (std::string &Name : Names)
      Changed |= (*this)(Name);
    return Changed;
  }
  void operator()(std::vector<NonBlockingWhen> &Conditions) const {
    for (NonBlockingWhen &C : Conditions)
      (*this)(C.Names);
  }
  bool operator()(FunctionModel &F) const {
    if (!(*this)(F.Name))
      return false;
    (*this)(F.WithType);
    (*this)(F.When);
    if (F.Blocks)
      (*this)(F.Blocks->Unless);
    return true;
  }
  /// What is not of the namespace is the same in both.
  bool operator()(CancellationModel &C) const {
    bool Changed = (*this)(C.Exceptions);
    Changed |= (*this)(C.ErrorCodes);
    Changed |= (*this)(C.TaskTypes);
    return Changed;
  }

private:
  std::string From, To;
};

} // namespace

//===----------------------------------------------------------------------===//
// Reading
//===----------------------------------------------------------------------===//

static std::vector<FunctionModel> functionsOf(ModelFile &File) {
  size_t Count = 0;
  for (const FunctionEntry &E : File.Functions)
    Count += E.For.Items.size() * std::max<size_t>(E.WithTypes.Items.size(), 1);
  std::vector<FunctionModel> All;
  // With room for one twin of each.
  All.reserve(File.Twins.Items.empty() ? Count : 2 * Count);
  for (FunctionEntry &E : File.Functions)
    for (ModelName &Name : E.For.Items) {
      E.Model.Name = std::move(Name.Text);
      if (E.WithTypes.Items.empty())
        All.push_back(E.Model);
      for (const ModelName &Type : E.WithTypes.Items)
        All.emplace_back(E.Model).WithType = Type.Text;
    }
  return All;
}

static std::vector<TypeModel> typesOf(ModelFile &File) {
  std::vector<TypeModel> All;
  for (TypeEntry &E : File.Types)
    for (ModelName &Name : E.For.Items)
      All.emplace_back(E.Model).Name = std::move(Name.Text);
  return All;
}

/// Appends to `All` what the twin namespace adds.
template <typename T, typename Rename>
static void addTwins(std::vector<T> &All, const Rename &Renamed) {
  for (size_t I = 0, E = All.size(); I != E; ++I) {
    T Twin = All[I];
    if (Renamed(Twin))
      All.push_back(std::move(Twin));
  }
}

llvm::Expected<LibraryModelFile>
corolint::readLibraryModel(llvm::MemoryBufferRef Buffer) {
  std::string FirstError;
  auto OnError = [](const llvm::SMDiagnostic &D, void *Result) {
    auto &Text = *static_cast<std::string *>(Result);
    if (!Text.empty())
      return;
    llvm::raw_string_ostream OS(Text);
    OS << D.getFilename() << ':' << D.getLineNo() << ':' << D.getColumnNo() + 1
       << ": " << D.getMessage();
  };

  ReadContext Context;
  ModelFile File;
  llvm::yaml::Input In(Buffer, &Context, OnError, &FirstError);
  In >> File;
  std::string Top = Buffer.getBufferIdentifier().str() + ":1:1: ";
  if (FirstError.empty() && File.Library.Text.empty())
    FirstError = Top + "no model here";
  else if (FirstError.empty() && In.nextDocument())
    FirstError = Top + "a model is one document, here are several";
  if (!FirstError.empty())
    return llvm::createStringError(llvm::inconvertibleErrorCode(), FirstError);

  LibraryModelFile Result;
  Result.Functions = functionsOf(File);
  Result.Types = typesOf(File);
  Result.Cancellations = std::move(File.Cancellations.Items);
  for (const TwinNamespace &T : File.Twins.Items) {
    Renamer Renamed(T);
    addTwins(Result.Functions, Renamed);
    addTwins(Result.Types, [&](TypeModel &Type) { return Renamed(Type.Name); });
    addTwins(Result.Cancellations, Renamed);
  }
  return Result;
}
