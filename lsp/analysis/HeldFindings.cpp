//===- HeldFindings.cpp - what stays while code is broken -----------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/analysis/HeldFindings.h"

#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <cstddef>

using llvm::StringRef;

namespace corolint::lsp {
namespace {

/// The part in which two texts differ, as one edit.
class EditedPart {
public:
  EditedPart(StringRef Old, StringRef New) : New(New) {
    std::size_t Shorter = std::min(Old.size(), New.size());
    while (Begin != Shorter && Old[Begin] == New[Begin])
      ++Begin;
    std::size_t Behind = 0;
    while (Behind != Shorter - Begin &&
           Old[Old.size() - 1 - Behind] == New[New.size() - 1 - Behind])
      ++Behind;
    OldEnd = Old.size() - Behind;
    NewEnd = New.size() - Behind;
  }

  /// False if nothing of it is left. What is edited within stays, as an
  /// editor's marks do.
  bool move(SourceRange &R) const {
    const std::size_t OldFirst = R.Offset, OldLast = OldFirst + R.Length;
    if (Begin <= OldFirst && OldLast <= OldEnd && Begin != OldEnd)
      return false;
    std::size_t First = OldFirst, Last = OldLast;
    if (OldFirst >= OldEnd)
      First = OldFirst - OldEnd + NewEnd;
    else if (OldFirst > Begin)
      First = NewEnd;
    if (OldFirst == OldLast)
      Last = First;
    else if (OldLast > Begin)
      Last = OldLast >= OldEnd ? OldLast - OldEnd + NewEnd : Begin;
    R.Offset = First;
    R.Length = Last - First;
    StringRef Above = New.take_front(First);
    R.Line = 1 + Above.count('\n');
    R.Column = 1 + Above.size() - (Above.rfind('\n') + 1);
    return true;
  }

  /// The edit is in `R`, a part of the new text, or at its border.
  bool touches(const SourceRange &R) const {
    return R.Offset <= NewEnd && Begin <= R.Offset + R.Length;
  }

private:
  StringRef New;
  std::size_t Begin = 0, OldEnd = 0, NewEnd = 0;
};

/// Also of its notes.
bool move(Finding &F, const std::string &File, const EditedPart &Edited) {
  if (F.Where.File == File && !Edited.move(F.Where))
    return false;
  llvm::erase_if(F.Notes, [&](Note &N) {
    return N.Where.File == File && !Edited.move(N.Where);
  });
  F.Fixes.clear();
  return true;
}

} // namespace

std::vector<Finding> holdFindings(const std::string &File,
                                  const ShownFindings &Before,
                                  const ShownFindings &Now,
                                  llvm::ArrayRef<SourceRange> Sound) {
  EditedPart Edited(Before.Text, Now.Text);
  std::vector<SourceRange> Known;
  if (Before.Text != Now.Text)
    llvm::copy_if(Sound, std::back_inserter(Known),
                  [&](const SourceRange &R) { return Edited.touches(R); });
  auto IsKnown = [&](const Finding &F) {
    return llvm::any_of(Known, [&](const SourceRange &R) {
      return R.Offset <= F.Where.Offset && F.Where.Offset < R.Offset + R.Length;
    });
  };
  std::vector<Finding> Out;
  for (Finding F : Before.Findings)
    if (move(F, File, Edited) && !IsKnown(F))
      Out.push_back(std::move(F));
  llvm::copy_if(Now.Findings, std::back_inserter(Out), IsKnown);
  llvm::sort(Out);
  return Out;
}

} // namespace corolint::lsp
