//===- ModelFileScalars.cpp - the words in a library model file -----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "model/ModelFileScalars.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace corolint;
using namespace corolint::modelfile;
using llvm::StringRef;

//===----------------------------------------------------------------------===//
// Names, numbers and texts
//===----------------------------------------------------------------------===//

StringRef modelfile::readScalar(StringRef In, const ReadContext &,
                                ModelName &Out) {
  if (In.empty())
    return "a name is wanted";
  if (In.starts_with("::"))
    return "names start without '::'";
  if (In.ends_with("::"))
    return "the name ends with '::'";
  auto InName = [](char C) {
    return llvm::isAlnum(C) || C == '_' || C == ':' || C == '~';
  };
  // Operators may contain anything.
  if (!llvm::all_of(In, InName) && !In.starts_with("operator") &&
      !In.contains("::operator"))
    return In.contains('<') ? "names are written without template arguments"
                            : "names consist of identifiers and '::'";
  Out.Text = In.str();
  return "";
}

StringRef modelfile::readScalar(StringRef In, const ReadContext &,
                                ArgumentNumber &Out) {
  if (In == "object")
    Out.Number = -1;
  else if (In == "every")
    Out.Number = -2;
  else if (In.getAsInteger(10, Out.Number) || Out.Number < -2)
    return "wanted: an argument's number, from 0, 'object' or 'every'";
  return "";
}

StringRef modelfile::readScalar(StringRef In, const ReadContext &,
                                ResultOrArgument &Out) {
  int Number;
  if (In == "object")
    Out.Text = "-1";
  else if (In == "result" || (!In.getAsInteger(10, Number) && Number >= -1))
    Out.Text = In.str();
  else
    return "wanted: 'result', 'object' or an argument's number";
  return "";
}

StringRef modelfile::readScalar(StringRef In, const ReadContext &,
                                CategoryName &Out) {
  if (!llvm::is_contained({"sleep", "file", "socket", "dns", "process",
                           "console", "lock", "join", "future", "loop",
                           "database", "memory", "system"},
                          In))
    return "wanted: sleep, file, socket, dns, process, console, lock, join, "
           "future, loop, database, memory or system";
  Out.Text = In.str();
  return "";
}

StringRef modelfile::readScalar(StringRef In, const ReadContext &,
                                Sentence &Out) {
  if (In.trim().empty())
    return "must not be empty";
  Out.Text = In.str();
  return "";
}

StringRef modelfile::readScalar(StringRef, const ReadContext &, NoScalar &) {
  return "a mapping, or a sequence of mappings, is wanted";
}

StringRef modelfile::readScalar(StringRef In, const ReadContext &Context,
                                NamedBlocking &Out) {
  auto It = Context.Reasons.find(In);
  if (It == Context.Reasons.end())
    return "no such entry in 'reasons' of this file";
  static_cast<BlockingModel &>(Out) = It->second;
  return "";
}

//===----------------------------------------------------------------------===//
// Values of enumerations
//===----------------------------------------------------------------------===//

namespace {
/// The word for a value of an enumeration.
template <typename T> struct Word {
  llvm::StringLiteral Text;
  T Value;
};
} // namespace

/// Like llvm::yaml::ScalarEnumerationTraits, whose error does not tell the
/// words. There is one list of words for each `T`.
template <typename T, size_t N>
static StringRef readWord(StringRef In, const Word<T> (&Words)[N], T &Out) {
  for (const Word<T> &W : Words)
    if (In == W.Text) {
      Out = W.Value;
      return "";
    }
  static const std::string Wanted = [&] {
    std::string Text = "wanted:";
    for (const Word<T> &W : Words)
      Text += (&W == Words ? " " : ", ") + W.Text.str();
    return Text;
  }();
  return Wanted;
}

StringRef modelfile::readScalar(StringRef In, const ReadContext &,
                                BlockingTier &Out) {
  static constexpr Word<BlockingTier> Words[] = {
      {"wait", BlockingTier::Wait},
      {"disk", BlockingTier::Disk},
      {"syscall", BlockingTier::Syscall},
      {"cpu", BlockingTier::Cpu}};
  return readWord(In, Words, Out);
}

StringRef modelfile::readScalar(StringRef In, const ReadContext &,
                                TaskUse &Out) {
  static constexpr Word<TaskUse> Words[] = {
      {"awaits", TaskUse::Awaits}, {"starts", TaskUse::Starts},
      {"stores", TaskUse::Stores}, {"joins", TaskUse::Joins},
      {"blocks", TaskUse::Blocks}, {"looks", TaskUse::Looks},
      {"drops", TaskUse::Drops},   {"into-result", TaskUse::IntoResult}};
  return readWord(In, Words, Out);
}

StringRef modelfile::readScalar(StringRef In, const ReadContext &,
                                CallableUse &Out) {
  static constexpr Word<CallableUse> Words[] = {
      {"calls-now", CallableUse::CallsNow},
      {"keeps-until-done", CallableUse::KeepsUntilDone},
      {"stores", CallableUse::Stores},
      {"into-result", CallableUse::IntoResult},
      {"offloads", CallableUse::Offloads}};
  return readWord(In, Words, Out);
}

StringRef modelfile::readScalar(StringRef In, const ReadContext &,
                                TypeModel::Kind &Out) {
  static constexpr Word<TypeModel::Kind> Words[] = {
      {"task", TypeModel::Task},
      {"awaitable", TypeModel::Awaitable},
      {"generator", TypeModel::Generator},
      {"owner", TypeModel::Owner},
      {"stop-token", TypeModel::StopToken},
      {"plain", TypeModel::Plain}};
  return readWord(In, Words, Out);
}

StringRef modelfile::readScalar(StringRef In, const ReadContext &, Start &Out) {
  static constexpr Word<Start> Words[] = {{"lazy", Start::Lazy},
                                          {"eager", Start::Eager},
                                          {"detached", Start::Detached}};
  return readWord(In, Words, Out);
}

StringRef modelfile::readScalar(StringRef In, const ReadContext &,
                                CancellationModel::Trigger &Out) {
  static constexpr Word<CancellationModel::Trigger> Words[] = {
      {"level", CancellationModel::Level},
      {"edge", CancellationModel::Edge},
      {"channel", CancellationModel::Channel},
      {"manual", CancellationModel::Manual}};
  return readWord(In, Words, Out);
}
