//===- LspConnectionFuzzer.cpp - any bytes as a client --------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The first byte of an input chooses the form: the rest is the stream as it is,
// or texts with a null character between them, each of which gets its header,
// so that the fuzzer need not count. Build with
// -fsanitize=fuzzer,address,undefined, run with -dict=lsp.dict.
//
//===----------------------------------------------------------------------===//

#include "lsp/protocol/Connection.h"
#include "lsp/protocol/Document.h"
#include "lsp/protocol/Messages.h"
#include "lsp/protocol/Uri.h"

#include "llvm/ADT/StringExtras.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <map>

using namespace corolint::lsp;
using llvm::StringRef;

namespace {

std::string streamOf(StringRef Input) {
  if (Input.empty() || Input.front() % 2 == 0)
    return Input.drop_front(!Input.empty()).str();
  std::string Stream;
  for (StringRef Text : llvm::split(Input.drop_front(), '\0')) {
    Stream += "Content-Length: " + llvm::utostr(Text.size()) + "\r\n\r\n";
    Stream += Text;
  }
  return Stream;
}

ByteSource source(StringRef Stream) {
  return [Stream](char *Buffer, size_t Size) mutable {
    size_t Count = std::min({Size, Stream.size(), size_t(4096)});
    std::memcpy(Buffer, Stream.data(), Count);
    Stream = Stream.drop_front(Count);
    return ssize_t(Count);
  };
}

void require(bool Condition) {
  if (!Condition)
    std::abort();
}

/// Whatever the server says must be readable again.
void checkOutput(StringRef Output) {
  MessageReader Reader(source(Output));
  while (true) {
    ReadResult R = Reader.read();
    if (R.What == ReadResult::End)
      return;
    require(R.What == ReadResult::Message);
    llvm::Expected<Json> Value = parseJson(R.Text);
    // Echoes may be too deep by the levels around them.
    if (!Value) {
      llvm::consumeError(Value.takeError());
      continue;
    }
    require(Value->is_object() && stringAt(*Value, "jsonrpc") == "2.0");
  }
}

/// Any text is a place in a document; the way there and back must agree.
void checkPositions(const Document &D) {
  for (PositionEncoding Encoding :
       {PositionEncoding::UTF8, PositionEncoding::UTF16,
        PositionEncoding::UTF32})
    for (size_t Offset = 0; Offset <= std::min<size_t>(D.text().size(), 64);
         ++Offset) {
      Position P = D.lines().position(Offset, Encoding);
      LineIndex::Place Place = D.lines().offset(P, Encoding);
      require(!Place.Moved && Place.Offset <= Offset);
    }
}

template <typename T> void echo(Connection &C, StringRef Method) {
  C.onRequest<T>(Method, [](const T &Value, Reply Answer) {
    Json Written = toJson(Value);
    std::optional<T> Again = T::fromJson(Written);
    require(Again && toJson(*Again) == Written);
    Answer.result(std::move(Written));
  });
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t *Data, size_t Size) {
  std::string Stream =
      streamOf(StringRef(reinterpret_cast<const char *>(Data), Size));
  std::string Output;
  std::vector<Reply> Kept;
  std::map<std::string, Document> Documents;
  {
    Connection C(
        source(Stream),
        [&](const char *Buffer, size_t Count) {
          Output.append(Buffer, Count);
          return ssize_t(Count);
        },
        /*Limit=*/1 << 20);
    PositionEncoding Encoding = PositionEncoding::UTF16;
    C.onProblem([](StringRef) {});
    C.onRequest<InitializeParams>(
        "initialize", [&](const InitializeParams &Params, Reply Answer) {
          Encoding = Params.Capabilities.encoding();
          Answer.result(Json::object());
        });
    C.onNotification<DidOpenTextDocumentParams>(
        "textDocument/didOpen", [&](DidOpenTextDocumentParams Params) {
          std::string Uri = Params.TextDocument.Uri;
          if (std::optional<std::string> Path = pathOfUri(Uri))
            require(pathOfUri(uriOfPath(*Path)) == Path);
          Documents.erase(Uri);
          Documents.try_emplace(Uri, std::move(Params.TextDocument));
          checkPositions(Documents.at(Uri));
        });
    C.onNotification<DidChangeTextDocumentParams>(
        "textDocument/didChange",
        [&](const DidChangeTextDocumentParams &Params) {
          auto It = Documents.find(Params.TextDocument.Uri);
          if (It == Documents.end())
            return;
          It->second.apply(Params.ContentChanges, Params.TextDocument.Version,
                           Encoding);
          checkPositions(It->second);
        });
    echo<CodeActionParams>(C, "textDocument/codeAction");
    echo<CodeAction>(C, "codeAction/resolve");
    echo<InlayHint>(C, "inlayHint/resolve");
    echo<WorkspaceDiagnosticReport>(C, "report");
    C.onRequest("keep", [&](const Json &, Reply Answer) {
      Kept.push_back(std::move(Answer));
    });
    C.onRequest("echo", [](const Json &Params, Reply Answer) {
      Answer.result(Params);
    });
    C.onRequest("drop", [](const Json &, Reply) {});
    C.onNotification("cancelled", [&](const Json &) {
      for (Reply &R : Kept)
        if (R.isCancelled())
          R.cancelled();
    });
    C.onNotification("ask", [&](const Json &Params) {
      C.request("question", Params, [&](const Response &Answer) {
        C.notify("answered", Json::array({Answer.Result, Answer.Message}));
      });
    });
    int Code = C.run();
    require(Code == 0 || Code == 1);
    require(Code == 1 || C.isShutDown());
  }
  checkOutput(Output);
  return 0;
}
