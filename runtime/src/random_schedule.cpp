//===- random_schedule.cpp - other orders that are as good ----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "random_schedule.h"

#include "aio/task.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <vector>

namespace aio::detail {

static std::optional<std::uint64_t> numberIn(const char *Variable) {
  const char *Text = std::getenv(Variable);
  if (!Text || !*Text)
    return std::nullopt;
  char *End;
  std::uint64_t N = std::strtoull(Text, &End, 10);
  return *End ? std::nullopt : std::optional(N);
}

std::unique_ptr<RandomSchedule> RandomSchedule::ofEnvironment() {
  auto Seed = numberIn("AIO_SCHEDULE_SEED");
  auto CancelAt = numberIn("AIO_SCHEDULE_CANCEL");
  if (!Seed && !CancelAt)
    return nullptr;
  return std::make_unique<RandomSchedule>(Seed.value_or(0),
                                          CancelAt.value_or(0));
}

void RandomSchedule::shuffle(CallbackList &Turn) {
  std::vector<Callback *> All, Tasks;
  while (!Turn.empty()) {
    All.push_back(&Turn.takeFirst());
    if (dynamic_cast<TaskState *>(All.back()))
      Tasks.push_back(All.back());
  }
  std::shuffle(Tasks.begin(), Tasks.end(), Random);
  auto Next = Tasks.begin();
  for (Callback *C : All)
    Turn.append(dynamic_cast<TaskState *>(C) ? **Next++ : *C);
}

void RandomSchedule::run(Callback &Step) {
  auto *T = dynamic_cast<TaskState *>(&Step);
  if (!T || !UntilCancel)
    return Step.run();
  StateRef KeepAlive(*T);
  Step.run();
  if (!T->done() && --UntilCancel == 0)
    T->cancel(*T->Loop, nullptr);
}

} // namespace aio::detail
