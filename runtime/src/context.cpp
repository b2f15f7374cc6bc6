//===- context.cpp - values that belong to a task -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "aio/context.h"

#include <algorithm>

namespace aio::detail {

constinit thread_local ThreadState This;

namespace {
/// The context of code that runs outside of tasks and callbacks.
thread_local ContextRef OfThread;

ContextData **here() noexcept {
  return This.Context ? This.Context : OfThread.slot();
}
} // namespace

void ContextData::destroy(ContextData *D) noexcept { delete D; }

ContextRef ContextRef::ofThread() noexcept { return OfThread; }

std::shared_ptr<const std::any> shareFromContext(const void *Variable) {
  if (ContextData *D = *here())
    for (const auto &[V, Value] : D->Values)
      if (V == Variable)
        return Value;
  return nullptr;
}

const std::any *findInContext(const void *Variable) noexcept {
  if (ContextData *D = *here())
    for (const auto &[V, Value] : D->Values)
      if (V == Variable)
        return Value.get();
  return nullptr;
}

void setInContext(const void *Variable, std::shared_ptr<const std::any> Value) {
  ContextData *&D = *here();
  if (!D) {
    D = new ContextData;
  } else if (D->Refs.load(std::memory_order_acquire) != 1) {
    auto *Own = new ContextData;
    Own->Values = D->Values;
    ContextData::release(std::exchange(D, Own));
  }
  auto It = std::find_if(D->Values.begin(), D->Values.end(),
                         [&](const auto &P) { return P.first == Variable; });
  if (!Value) {
    if (It != D->Values.end())
      D->Values.erase(It);
  } else if (It != D->Values.end()) {
    It->second = std::move(Value);
  } else {
    D->Values.emplace_back(Variable, std::move(Value));
  }
}

} // namespace aio::detail
