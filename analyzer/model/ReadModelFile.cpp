//===- ReadModelFile.cpp - from YAML to the entries of a model file -------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// What a file may contain is described by the MappingTraits below and by
// ModelFileScalars, and nowhere else: an unknown key, a word that is not in the
// lists, a name that could never match is an error at its place.
//
//===----------------------------------------------------------------------===//

#include "model/ModelFile.h"
#include "model/ModelFileScalars.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

#include <utility>

using namespace corolint;
using namespace corolint::modelfile;
using llvm::StringRef;

LLVM_YAML_IS_FLOW_SEQUENCE_VECTOR(ModelName)
LLVM_YAML_IS_SEQUENCE_VECTOR(NonBlockingWhen)
LLVM_YAML_IS_SEQUENCE_VECTOR(ArgumentModel)
LLVM_YAML_IS_SEQUENCE_VECTOR(CancellationModel)
LLVM_YAML_IS_SEQUENCE_VECTOR(FunctionEntry)
LLVM_YAML_IS_SEQUENCE_VECTOR(TypeEntry)
LLVM_YAML_IS_SEQUENCE_VECTOR(TwinNamespace)
LLVM_YAML_IS_SEQUENCE_VECTOR(NoMapping)

namespace llvm::yaml {

//===----------------------------------------------------------------------===//
// One item or several
//===----------------------------------------------------------------------===//

template <> struct MappingTraits<NoMapping> {
  static void mapping(IO &Io, NoMapping &) {
    Io.setError("no mapping is wanted here");
  }
};

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
    Io.mapOptional("later", A.Later, false);
    if (A.Later && A.Task != TaskUse::Starts)
      Io.setError("'later' is for tasks that are started");
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

llvm::Expected<ModelFile>
corolint::modelfile::readModelFile(llvm::MemoryBufferRef Buffer) {
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
  return File;
}
