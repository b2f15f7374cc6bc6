//===- Components.h - strongly connected components -----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_COMPONENTS_H
#define COROLINT_FLOW_COMPONENTS_H

#include <vector>

namespace corolint {

/// The strongly connected components of a graph given by its successors, each
/// sorted; a component comes after all that it leads to. Tarjan's algorithm
/// ("Depth-first search and linear graph algorithms", 1972) without recursion,
/// since call chains and graphs of generated code are long.
std::vector<std::vector<unsigned>>
stronglyConnected(const std::vector<std::vector<unsigned>> &Successors);

} // namespace corolint

#endif // COROLINT_FLOW_COMPONENTS_H
