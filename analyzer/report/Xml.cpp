//===- Xml.cpp - text within XML ------------------------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "report/Xml.h"

#include "report/Report.h"

namespace corolint {

std::string xmlText(llvm::StringRef Text) {
  std::string Valid = validUtf8(Text);
  std::string Out;
  for (llvm::StringRef Rest = Valid; !Rest.empty();) {
    // U+FFFE and U+FFFF are no characters of XML.
    if (Rest.starts_with("\xef\xbf\xbe") || Rest.starts_with("\xef\xbf\xbf")) {
      Out += "\xef\xbf\xbd";
      Rest = Rest.drop_front(3);
      continue;
    }
    char C = Rest.front();
    Rest = Rest.drop_front();
    switch (C) {
    case '&':
      Out += "&amp;";
      break;
    case '<':
      Out += "&lt;";
      break;
    case '>':
      Out += "&gt;";
      break;
    case '"':
      Out += "&quot;";
      break;
    case '\t':
      Out += "&#9;";
      break;
    case '\n':
      Out += "&#10;";
      break;
    case '\r':
      Out += "&#13;";
      break;
    default:
      Out += static_cast<unsigned char>(C) < ' ' ? "\xef\xbf\xbd"
                                                 : std::string(1, C);
    }
  }
  return Out;
}

} // namespace corolint
