//===- Threads.h - what leaves the event loop's thread ---------*- C++ -*-===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_MODEL_THREADS_H
#define COROLINT_MODEL_THREADS_H

namespace clang {
class CXXRecordDecl;
class FunctionDecl;
} // namespace clang

namespace corolint {

/// `Record` has threads of its own: std::thread or std::jthread members, in a
/// container, a smart pointer, a base or a member's class as well. A coroutine
/// that awaits a member function of such a class goes on on one of these
/// threads.
bool ownsThreads(const clang::CXXRecordDecl *Record);

/// `Record` has several threads: it holds a container or an array of them. What
/// is given to it runs on one of them.
bool isThreadPool(const clang::CXXRecordDecl *Record);

/// Awaiting `Awaiter` goes on on a thread that its await_suspend starts: that
/// thread itself resumes the coroutine.
bool resumesOnNewThread(const clang::CXXRecordDecl *Awaiter);

/// The constructor of a thread, or std::async.
bool startsThread(const clang::FunctionDecl &F);

/// `F` starts a thread that itself resumes a coroutine.
bool startsResumingThread(const clang::FunctionDecl &F);

/// `F` itself resumes a coroutine; what closures in it do does not count.
bool resumesCoroutine(const clang::FunctionDecl &F);

} // namespace corolint

#endif // COROLINT_MODEL_THREADS_H
