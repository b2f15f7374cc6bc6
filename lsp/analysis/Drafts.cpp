//===- Drafts.cpp - the texts of open documents ---------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "lsp/analysis/Drafts.h"

#include "command/Overlay.h"

namespace corolint::lsp {

void Drafts::set(const std::string &File, const std::string &Uri,
                 std::string Text) {
  auto Next = std::make_shared<std::map<std::string, Draft>>(*Now);
  Draft &D = (*Next)[File];
  D.Text = std::make_shared<const std::string>(std::move(Text));
  D.Stamp = ++Last;
  if (!Uri.empty())
    D.Uri = Uri;
  Now = std::move(Next);
}

void Drafts::remove(const std::string &File) {
  auto Next = std::make_shared<std::map<std::string, Draft>>(*Now);
  Next->erase(File);
  Now = std::move(Next);
}

llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem>
filesWith(const Drafts::Snapshot &Over) {
  Overlay Files;
  for (const auto &[File, D] : *Over)
    Files.add(File, *D.Text, static_cast<time_t>(D.Stamp));
  return Files.files();
}

} // namespace corolint::lsp
