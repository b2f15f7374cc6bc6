//===- Components.cpp - strongly connected components ---------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "flow/Components.h"

#include <algorithm>
#include <utility>

namespace corolint {

std::vector<std::vector<unsigned>>
stronglyConnected(const std::vector<std::vector<unsigned>> &Successors) {
  const unsigned N = Successors.size();
  std::vector<std::vector<unsigned>> Groups;
  std::vector<unsigned> Index(N, 0), Low(N, 0), Stack;
  std::vector<bool> OnStack(N, false);
  unsigned Counter = 0;
  for (unsigned Root = 0; Root != N; ++Root) {
    if (Index[Root])
      continue;
    // A node and how many of its successors have been looked at.
    std::vector<std::pair<unsigned, unsigned>> Work{{Root, 0}};
    while (!Work.empty()) {
      unsigned V = Work.back().first;
      if (!Index[V]) {
        Index[V] = Low[V] = ++Counter;
        Stack.push_back(V);
        OnStack[V] = true;
      }
      if (Work.back().second < Successors[V].size()) {
        unsigned W = Successors[V][Work.back().second++];
        if (!Index[W])
          Work.push_back({W, 0});
        else if (OnStack[W])
          Low[V] = std::min(Low[V], Index[W]);
        continue;
      }
      Work.pop_back();
      if (!Work.empty())
        Low[Work.back().first] = std::min(Low[Work.back().first], Low[V]);
      if (Low[V] != Index[V])
        continue;
      std::vector<unsigned> Group;
      unsigned W;
      do {
        W = Stack.back();
        Stack.pop_back();
        OnStack[W] = false;
        Group.push_back(W);
      } while (W != V);
      std::sort(Group.begin(), Group.end());
      Groups.push_back(std::move(Group));
    }
  }
  return Groups;
}

} // namespace corolint
