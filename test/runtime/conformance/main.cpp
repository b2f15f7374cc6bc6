//===- main.cpp - runs one scenario ---------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "scenario.h"

int main(int Argc, char **Argv) {
  std::string Wanted = Argc == 2 ? Argv[1] : "";
  if (Wanted == "--list") {
    for (const auto &[Name, Run] : scenarios())
      std::cout << Name << "\n";
    return 0;
  }
  auto It = scenarios().find(Wanted);
  if (It == scenarios().end()) {
    std::cerr << "usage: " << Argv[0] << " --list | SCENARIO\n";
    return 2;
  }
  It->second();
  return 0;
}
