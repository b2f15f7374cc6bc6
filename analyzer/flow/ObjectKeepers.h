//===- ObjectKeepers.h - what keeps an object while it works ----*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// A member function has started work that uses its object. The object lives as
// long as the work needs it if the work owns it or shares it, asks for it each
// time, or if whoever has the object can wait for the work.
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_FLOW_OBJECTKEEPERS_H
#define COROLINT_FLOW_OBJECTKEEPERS_H

namespace clang {
class CXXMethodDecl;
class CXXRecordDecl;
} // namespace clang

namespace corolint {

struct Call;

/// Asio's sockets and timers, and what runs their work.
bool givesExecutor(const clang::CXXRecordDecl &Class);

/// The work that `Work` makes has a std::shared_ptr or another owner of the
/// object from the call on.
bool isGivenObject(const Call &Work);

/// What `Start` is given to be called when the work has ended has one.
bool endHasObject(const Call &Start);

/// What is called then calls a function that somebody has set as a member: it
/// tells the owner.
bool endTellsOwner(const Call &Start);

/// The work gets one when it begins, or asks a std::weak_ptr after its
/// suspensions. `Start` starts it; null if it is not known.
bool takesObject(const Call &Work, const Call *Start);

/// `Starter` gives a share of its object to somebody who lives on: a registry.
bool isKeptByOthers(const clang::CXXMethodDecl &Starter);

/// Objects of the class count their users, end themselves, or there is one that
/// is never destroyed.
bool keepsItself(const clang::CXXRecordDecl &Class);

/// Those who have such an object can wait for the work of `Work`, which
/// `Starter` starts by `Start`, if that is known: another function of the class
/// waits for what the work changes, or what is called at its end, or gives it
/// to be waited for.
bool canBeWaitedFor(const clang::CXXRecordDecl &Class, const Call &Work,
                    const Call *Start, const clang::CXXMethodDecl &Starter);

} // namespace corolint

#endif // COROLINT_FLOW_OBJECTKEEPERS_H
