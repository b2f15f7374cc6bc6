//===- Regions.h - where a range begins and ends --------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#ifndef COROLINT_REPORT_REGIONS_H
#define COROLINT_REPORT_REGIONS_H

#include "report/Finding.h"
#include "report/Sources.h"

namespace corolint {

/// What a column counts. Ranges of findings count bytes.
enum class ColumnUnit { Bytes, Utf16 };

/// A place; line and column count from 1.
struct Position {
  unsigned Line = 1;
  unsigned Column = 1;

  bool operator==(const Position &) const = default;
};

/// From the first character of a range to the one behind its last.
struct Region {
  Position Begin, End;
};

/// The region of a range whose line is known. Where the text cannot be read,
/// the columns stay in bytes, and the range ends on the line where it begins.
Region regionOf(const SourceRange &Where, Sources &Files, ColumnUnit Unit);

} // namespace corolint

#endif // COROLINT_REPORT_REGIONS_H
