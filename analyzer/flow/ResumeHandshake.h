//===- ResumeHandshake.h - who resumes is agreed on -------------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// An awaiter's await_suspend and the closure that it gives away can agree by
// one atomic member who of them comes last: `if (State.exchange(1) == 2)
// H.resume();` there, and `return State.exchange(2) != 1;` here. Then the
// coroutine is not resumed before await_suspend has made its own step.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_RESUMEHANDSHAKE_H
#define COROLINT_FLOW_RESUMEHANDSHAKE_H

namespace clang {
class FunctionDecl;
} // namespace clang

namespace corolint {

/// `Resumer` resumes a coroutine only where an atomic step of a member says so,
/// and `Suspender` makes a step of the same member.
bool agreeWhoResumes(const clang::FunctionDecl &Suspender,
                     const clang::FunctionDecl &Resumer);

} // namespace corolint

#endif // COROLINT_FLOW_RESUMEHANDSHAKE_H
