//===- CheckOptions.cpp - options of single checks ------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "checks/CheckOptions.h"

#include "compat/StringSwitch.h"

#include "llvm/ADT/StringExtras.h"

using llvm::StringRef;

namespace corolint {

static constexpr llvm::StringLiteral Tier = "coro-blocking-call.tier";
static constexpr llvm::StringLiteral Hostile =
    "coro-hostile-raii-across-await.types";

llvm::ArrayRef<CheckOptionInfo> allCheckOptions() {
  static constexpr CheckOptionInfo All[] = {
      {Tier, "disk"},
      // Classes that keep something of the thread that runs.
      {Hostile, "pybind11::gil_scoped_acquire;pybind11::gil_scoped_release;"
                "nanobind::gil_scoped_acquire;nanobind::gil_scoped_release"},
  };
  return All;
}

/// Names of classes, with ';' between them.
static std::vector<std::string> classNames(StringRef Value) {
  std::vector<std::string> Out;
  for (StringRef Name : llvm::split(Value, ';'))
    if (Name = Name.trim(); !Name.empty()) {
      Name.consume_front("::");
      Out.push_back(Name.str());
    }
  return Out;
}

std::string CheckOptions::set(StringRef Name, StringRef Value) {
  if (Name == Hostile) {
    HostileTypes = classNames(Value);
    return "";
  }
  if (Name != Tier)
    return "unknown option '" + Name.str() + "'";
  LastTier = StringSwitch<std::optional<BlockingTier>>(Value)
                 .Case("wait", BlockingTier::Wait)
                 .Case("disk", BlockingTier::Disk)
                 .Case("syscall", BlockingTier::Syscall)
                 .Case("cpu", BlockingTier::Cpu)
                 .Default(std::nullopt);
  if (!LastTier)
    return "'" + Value.str() + "' is not a value of '" + Name.str() +
           "': wait, disk, syscall or cpu";
  return "";
}

void CheckOptions::inherit(const CheckOptions &Outer) {
  if (!LastTier)
    LastTier = Outer.LastTier;
  if (!HostileTypes)
    HostileTypes = Outer.HostileTypes;
}

CheckOptions CheckOptions::withDefaults() const {
  CheckOptions Defaults, Out = *this;
  for (const CheckOptionInfo &O : allCheckOptions())
    Defaults.set(O.Name, O.Default);
  Out.inherit(Defaults);
  return Out;
}

} // namespace corolint
