//===- Options.cpp - the command line -------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "command/Options.h"

#include "command/CheckSelection.h"
#include "command/Nearest.h"
#include "compat/StringSwitch.h"
#include "report/Globs.h"

#include "llvm/ADT/STLExtras.h"

using llvm::ArrayRef;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;

namespace corolint {

namespace {

constexpr llvm::StringLiteral Help =
    R"(corolint finds mistakes in C++20 coroutine code.

usage: corolint [check] [PATH...] [OPTION...] [-- FLAG...]
       corolint rules [--format=json]
       corolint rule NAME
       corolint lsp [OPTION...]

  check       lint files and folders; without a PATH, all that the compile
              database names (this is the default command)
  rules       list the checks
  rule NAME   explain a check
  lsp         serve an editor; see corolint lsp --help

options of check:
  -p DIR                compile database: a compile_commands.json or its folder
                        (default: looked for upward from each PATH)
  -j N                  units at a time (default: as many as there are cores)
  --checks=GLOBS        checks to add or, with a '-' before, to leave out:
                        --checks=-*,coro-never-awaited
  --min-certainty=WORD  certain, likely, possible or unknown (default: likely)
  --fail-on=WORD        findings from this certainty on make the exit code 1;
                        others are shown only; never: none does
  --baseline=FILE       show no findings that are in FILE
  --write-baseline      put what is found into the baseline
  --prune-baseline      take out of the baseline what is no longer found
  --since=REVISION      show only what is due to changes since then (git)
  --diff=FILE           show only what is due to a unified diff; -: from the
                        standard input
  --unused-nolint       also show NOLINT comments that silence nothing
  --shard=I/N           lint the I-th of N parts of the files
  --statistics          at the end, count the findings of each check
  --profile             at the end, show what took how long
  --show-files          print the names of the files that would be linted
  --show-config         print what holds for the files, and lint nothing
  --watch               lint again when a file changes, until stopped
  --fix                 make the fixes that are safe; --fix --diff: print them
                        as a patch and change nothing
  --models=FILE         a library model to use as well; --models=none: use no
                        models but those named on the command line
  --config=FILE         use FILE instead of looking for .corolint.yaml
  --no-config           use no .corolint.yaml
  --format=FORMAT       text, json, jsonl, sarif, github, gitlab, junit,
                        checkstyle, rdjson or fixes (default: text); may be
                        given several times
  --output=FILE         write the --format beside it to FILE (default: the
                        standard output)
  --color=WHEN          auto, always or never (default: auto)
  --quiet               no summary and no progress
  --debug-dump=WHAT     print what the engine knows instead of findings: types,
                        facts, states or summaries
  -- FLAG...            compile with these flags instead of a database's

  --help                this text
  --version             the version

exit code: 0 clean; 1 findings that fail; 2 the command line, the configuration or the
input is wrong; 3 some unit could not be analysed, or not all of it
)";

/// One option: how it is spelt, and to which commands it belongs.
struct Spelling {
  llvm::StringLiteral Name;
  bool TakesValue;
  bool OnlyCheck;
};

constexpr Spelling Spellings[] = {
    {"-p", true, true},           {"-j", true, true},
    {"--checks", true, true},     {"--min-certainty", true, true},
    {"--models", true, true},     {"--config", true, true},
    {"--no-config", false, true}, {"--quiet", false, true},
    {"--debug-dump", true, true}, {"--format", true, false},
    {"--output", true, true},     {"--color", true, false},
    {"--help", false, false},     {"--version", false, false},
};

std::optional<Spelling> find(StringRef Name) {
  for (const Spelling &S : Spellings)
    if (S.Name == Name)
      return S;
  for (const GateSpelling &S : gateSpellings())
    if (S.Name == Name)
      return Spelling{S.Name, S.TakesValue, /*OnlyCheck=*/true};
  return std::nullopt;
}

template <typename... Parts> Error error(const Parts &...P) {
  std::string Message;
  ((Message += P), ...);
  return llvm::createStringError(Message);
}

Error badValue(StringRef Name, StringRef Value, StringRef Choice) {
  return error("'", Value, "' is not a value of ", Name, ": ", Choice);
}

std::optional<Dump> parseDump(StringRef Name) {
  return StringSwitch<std::optional<Dump>>(Name)
      .Case("types", Dump::Types)
      .Case("facts", Dump::Facts)
      .Case("states", Dump::States)
      .Case("summaries", Dump::Summaries)
      .Default(std::nullopt);
}

Error apply(Options &O, OutputOptions &Outputs, StringRef Name,
            StringRef Value) {
  if (Name == "-p") {
    O.Database = Value.str();
  } else if (Name == "-j") {
    if (Value.getAsInteger(10, O.Jobs) || O.Jobs == 0 || O.Jobs > 1024)
      return badValue(Name, Value, "a number from 1 to 1024");
  } else if (Name == "--checks") {
    for (StringRef Glob : splitGlobs(Value)) {
      if (std::string Wrong = whyNoCheck(Glob); !Wrong.empty())
        return error("--checks: ", Wrong);
      O.Checks.push_back(Glob.str());
    }
  } else if (Name == "--min-certainty") {
    O.MinCertainty = parseCertainty(Value);
    if (!O.MinCertainty)
      return badValue(Name, Value, "certain, likely, possible or unknown");
  } else if (Name == "--models") {
    if (Value == "none")
      O.NoOtherModels = true;
    else
      O.Models.push_back(Value.str());
  } else if (Name == "--config") {
    O.ConfigFile = Value.str();
  } else if (Name == "--no-config") {
    O.NoConfig = true;
  } else if (Name == "--quiet") {
    O.Quiet = true;
  } else if (Name == "--debug-dump") {
    O.DebugDump = parseDump(Value);
    if (!O.DebugDump)
      return badValue(Name, Value, "types, facts, states or summaries");
  } else if (Name == "--format") {
    std::optional<OutputFormat> Format = parseFormat(Value);
    if (!Format)
      return badValue(Name, Value, formatNames());
    Outputs.addFormat(*Format);
  } else if (Name == "--output") {
    Outputs.addFile(Value);
  } else if (Name == "--color") {
    auto Mode = StringSwitch<std::optional<ColorMode>>(Value)
                    .Case("auto", ColorMode::Auto)
                    .Case("always", ColorMode::Always)
                    .Case("never", ColorMode::Never)
                    .Default(std::nullopt);
    if (!Mode)
      return badValue(Name, Value, "auto, always or never");
    O.Color = *Mode;
  } else if (Name == "--help") {
    O.What = Options::Help;
  } else if (Name == "--version") {
    O.What = Options::Version;
  } else if (std::string Choice = applyGateOption(O.Gate, Name, Value);
             !Choice.empty()) {
    return badValue(Name, Value, Choice);
  }
  return Error::success();
}

/// Splits an argument into an option and the value that is joined to it:
/// "--name=value", "-j4".
std::pair<StringRef, std::optional<StringRef>> splitOption(StringRef Arg) {
  if (Arg.starts_with("--")) {
    size_t Equals = Arg.find('=');
    if (Equals == StringRef::npos)
      return {Arg, std::nullopt};
    return {Arg.take_front(Equals), Arg.drop_front(Equals + 1)};
  }
  if (Arg == "-h")
    return {"--help", std::nullopt};
  StringRef Short = Arg.take_front(2);
  std::optional<Spelling> S = find(Short);
  if (Arg.size() > 2 && S && S->TakesValue)
    return {Short, Arg.drop_front(2)};
  return {Arg, std::nullopt};
}

Error unknownOption(StringRef Name) {
  std::vector<StringRef> Names;
  for (const Spelling &S : Spellings)
    if (S.Name.starts_with("--"))
      Names.push_back(S.Name);
  for (const GateSpelling &S : gateSpellings())
    Names.push_back(S.Name);
  return error("unknown option '", Name, "'", didYouMean(Name, Names));
}

/// Takes the command's name from the front of the arguments.
Options::Command takeCommand(ArrayRef<const char *> &Args) {
  if (Args.empty())
    return Options::Check;
  auto Command = StringSwitch<std::optional<Options::Command>>(Args.front())
                     .Case("check", Options::Check)
                     .Case("rules", Options::Rules)
                     .Case("rule", Options::Rule)
                     .Default(std::nullopt);
  if (Command)
    Args = Args.drop_front();
  return Command.value_or(Options::Check);
}

/// Gives the words that are no options to the command.
Error takeWords(Options &O, std::vector<std::string> Words) {
  switch (O.What) {
  case Options::Check:
    O.Paths = std::move(Words);
    break;
  case Options::Rules:
    if (!Words.empty())
      return error("'rules' takes no '", Words.front(),
                   "'; to explain a check: corolint rule NAME");
    break;
  case Options::Rule:
    if (Words.size() != 1)
      return error("'rule' takes the name of one check; 'corolint rules' lists "
                   "them");
    O.RuleName = Words.front();
    break;
  case Options::Help:
  case Options::Version:
    break;
  }
  return Error::success();
}

/// Whether a list of the checks can be printed so.
bool isPlain(ArrayRef<Output> Outputs) {
  OutputFormat Format = Outputs.front().Format;
  return Outputs.size() == 1 &&
         (Format == OutputFormat::Text || Format == OutputFormat::Json);
}

} // namespace

StringRef helpText() { return Help; }

Expected<Options> parseOptions(ArrayRef<const char *> Args) {
  Options O;
  O.What = takeCommand(Args);
  std::vector<std::string> Words;
  OutputOptions Outputs;
  // Beside --fix, --diff asks for a patch; alone, it names one.
  bool Fixes = false;
  for (StringRef Arg : Args) {
    if (Arg == "--")
      break;
    Fixes |= Arg == "--fix";
  }
  while (!Args.empty()) {
    StringRef Arg = Args.front();
    Args = Args.drop_front();
    if (Arg == "--") {
      if (O.What != Options::Check)
        return error("'--' belongs to 'check'");
      O.Flags.emplace(Args.begin(), Args.end());
      break;
    }
    if (Arg == "-")
      return error("standard input cannot be linted; name a file");
    if (!Arg.starts_with("-")) {
      Words.push_back(Arg.str());
      continue;
    }
    auto [Name, Value] = splitOption(Arg);
    std::optional<Spelling> S = find(Name);
    if (!S)
      return unknownOption(Name);
    if (S->OnlyCheck && O.What != Options::Check)
      return error("option '", Name, "' belongs to 'check'");
    if (Name == "--diff" && Fixes && !Value)
      S->TakesValue = false;
    if (S->TakesValue && !Value) {
      if (Args.empty() || StringRef(Args.front()) == "--")
        return error("option '", Name, "' needs a value");
      Value = Args.front();
      Args = Args.drop_front();
    }
    if (!S->TakesValue && Value)
      return error("option '", Name, "' takes no value");
    if (S->TakesValue && Value->empty())
      return error("option '", Name, "' needs a value");
    if (Error E = apply(O, Outputs, Name, Value.value_or("")))
      return E;
    if (O.What == Options::Help || O.What == Options::Version)
      return O;
  }
  if (Error E = takeWords(O, std::move(Words)))
    return E;
  if (Error E = Outputs.outputs().moveInto(O.Outputs))
    return E;
  if (O.What == Options::Rules && !isPlain(O.Outputs))
    return error("'rules' prints text or json");
  if (O.What != Options::Check)
    return O;
  if (O.NoConfig && !O.ConfigFile.empty())
    return error("--config and --no-config exclude each other");
  if (O.Flags && !O.Database.empty())
    return error("-p and flags after '--' exclude each other");
  if (O.Flags && O.Paths.empty())
    return error("flags after '--' need a PATH to lint");
  if (O.Gate.FailOn && O.MinCertainty && *O.Gate.FailOn < *O.MinCertainty)
    return error("--fail-on is below --min-certainty: what is not shown cannot "
                 "fail");
  if (std::string Wrong = O.Gate.whyWrong(); !Wrong.empty())
    return error(Wrong);
  if (O.DebugDump && O.Gate.Fix)
    return error("--debug-dump and --fix exclude each other");
  if (O.DebugDump && (O.Outputs.front().Format != OutputFormat::Text ||
                      !O.Outputs.front().File.empty()))
    return error("--debug-dump prints text only, to the standard output");
  return O;
}

} // namespace corolint
