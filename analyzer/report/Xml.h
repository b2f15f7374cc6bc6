//===- Xml.h - text within XML --------------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_REPORT_XML_H
#define COROLINT_REPORT_XML_H

#include "llvm/ADT/StringRef.h"

#include <string>

namespace corolint {

/// `Text` for an attribute in double quotes or for the content of an element.
/// Line ends and tabulators are written as references, which keep them in
/// attributes too; what XML cannot hold becomes U+FFFD.
std::string xmlText(llvm::StringRef Text);

} // namespace corolint

#endif // COROLINT_REPORT_XML_H
