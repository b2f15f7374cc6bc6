//===- ModelFileScalars.h - the words in a library model file -------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_MODEL_MODELFILESCALARS_H
#define COROLINT_MODEL_MODELFILESCALARS_H

#include "model/ModelFile.h"
#include "model/ReadOnlyScalar.h"

namespace corolint::modelfile {

/// Sets `Out` to what `In` says; the error's message, or "".
llvm::StringRef readScalar(llvm::StringRef In, const ReadContext &Context,
                           ModelName &Out);
llvm::StringRef readScalar(llvm::StringRef In, const ReadContext &Context,
                           ArgumentNumber &Out);
llvm::StringRef readScalar(llvm::StringRef In, const ReadContext &Context,
                           ResultOrArgument &Out);
llvm::StringRef readScalar(llvm::StringRef In, const ReadContext &Context,
                           CategoryName &Out);
llvm::StringRef readScalar(llvm::StringRef In, const ReadContext &Context,
                           Sentence &Out);
llvm::StringRef readScalar(llvm::StringRef In, const ReadContext &Context,
                           NoScalar &Out);
llvm::StringRef readScalar(llvm::StringRef In, const ReadContext &Context,
                           NamedBlocking &Out);
llvm::StringRef readScalar(llvm::StringRef In, const ReadContext &Context,
                           BlockingTier &Out);
llvm::StringRef readScalar(llvm::StringRef In, const ReadContext &Context,
                           TaskUse &Out);
llvm::StringRef readScalar(llvm::StringRef In, const ReadContext &Context,
                           CallableUse &Out);
llvm::StringRef readScalar(llvm::StringRef In, const ReadContext &Context,
                           TypeModel::Kind &Out);
llvm::StringRef readScalar(llvm::StringRef In, const ReadContext &Context,
                           Start &Out);
llvm::StringRef readScalar(llvm::StringRef In, const ReadContext &Context,
                           CancellationModel::Trigger &Out);

/// Base of llvm::yaml::ScalarTraits<T>.
template <typename T> struct Scalar : ReadOnlyScalar<T> {
  static llvm::StringRef input(llvm::StringRef In, void *Context, T &Out) {
    return readScalar(In, *static_cast<ReadContext *>(Context), Out);
  }
};

} // namespace corolint::modelfile

namespace llvm::yaml {

template <>
struct ScalarTraits<corolint::modelfile::ModelName>
    : corolint::modelfile::Scalar<corolint::modelfile::ModelName> {};
template <>
struct ScalarTraits<corolint::modelfile::ArgumentNumber>
    : corolint::modelfile::Scalar<corolint::modelfile::ArgumentNumber> {};
template <>
struct ScalarTraits<corolint::modelfile::ResultOrArgument>
    : corolint::modelfile::Scalar<corolint::modelfile::ResultOrArgument> {};
template <>
struct ScalarTraits<corolint::modelfile::CategoryName>
    : corolint::modelfile::Scalar<corolint::modelfile::CategoryName> {};
template <>
struct ScalarTraits<corolint::modelfile::Sentence>
    : corolint::modelfile::Scalar<corolint::modelfile::Sentence> {};
template <>
struct ScalarTraits<corolint::modelfile::NoScalar>
    : corolint::modelfile::Scalar<corolint::modelfile::NoScalar> {};
template <>
struct ScalarTraits<corolint::modelfile::NamedBlocking>
    : corolint::modelfile::Scalar<corolint::modelfile::NamedBlocking> {};
template <>
struct ScalarTraits<corolint::BlockingTier>
    : corolint::modelfile::Scalar<corolint::BlockingTier> {};
template <>
struct ScalarTraits<corolint::TaskUse>
    : corolint::modelfile::Scalar<corolint::TaskUse> {};
template <>
struct ScalarTraits<corolint::CallableUse>
    : corolint::modelfile::Scalar<corolint::CallableUse> {};
template <>
struct ScalarTraits<corolint::TypeModel::Kind>
    : corolint::modelfile::Scalar<corolint::TypeModel::Kind> {};
template <>
struct ScalarTraits<corolint::Start>
    : corolint::modelfile::Scalar<corolint::Start> {};
template <>
struct ScalarTraits<corolint::CancellationModel::Trigger>
    : corolint::modelfile::Scalar<corolint::CancellationModel::Trigger> {};

} // namespace llvm::yaml

#endif // COROLINT_MODEL_MODELFILESCALARS_H
