//===- SystemBaseFile.cpp - a base of system headers on the disk ----------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "frontend/SystemBaseFile.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Alignment.h"
#include "llvm/Support/BinaryByteStream.h"
#include "llvm/Support/BinaryStreamReader.h"
#include "llvm/Support/BinaryStreamWriter.h"
#include "llvm/Support/EndianStream.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/xxhash.h"

using llvm::BinaryStreamReader;
using llvm::BinaryStreamWriter;
using llvm::Error;
using llvm::StringRef;

namespace corolint {
namespace {

// First come the size and the hash of the head, then the head, which begins
// with the hash of Clang's part, and then that part, which is read where it
// stands.
constexpr std::size_t HeadAt = 2 * sizeof(std::uint64_t);
constexpr unsigned PartAlignment = 16;

using Word = llvm::support::ulittle64_t;

// Each of these pairs writes and reads one thing.

Error write(BinaryStreamWriter &To, const std::string &Text) {
  return To.writeCString(Text);
}
Error read(BinaryStreamReader &From, std::string &Text) {
  StringRef Read;
  if (Error E = From.readCString(Read))
    return E;
  Text = Read.str();
  return Error::success();
}

Error write(BinaryStreamWriter &To, const FileStamp &Stamp) {
  if (Error E = write(To, Stamp.File))
    return E;
  if (Error E = To.writeInteger(Stamp.Size))
    return E;
  return To.writeInteger<std::int64_t>(Stamp.Time.time_since_epoch().count());
}
Error read(BinaryStreamReader &From, FileStamp &Stamp) {
  std::int64_t Ticks = 0;
  if (Error E = read(From, Stamp.File))
    return E;
  if (Error E = From.readInteger(Stamp.Size))
    return E;
  if (Error E = From.readInteger(Ticks))
    return E;
  Stamp.Time = llvm::sys::TimePoint<>(llvm::sys::TimePoint<>::duration(Ticks));
  return Error::success();
}

Error write(BinaryStreamWriter &To, const std::vector<std::uint64_t> &All) {
  if (Error E = To.writeInteger<std::uint32_t>(All.size()))
    return E;
  std::vector<Word> Words(All.begin(), All.end());
  return To.writeArray(llvm::ArrayRef(Words));
}
Error read(BinaryStreamReader &From, std::vector<std::uint64_t> &All) {
  std::uint32_t Count = 0;
  llvm::ArrayRef<Word> Words;
  if (Error E = From.readInteger(Count))
    return E;
  if (Error E = From.readArray(Words, Count))
    return E;
  All.assign(Words.begin(), Words.end());
  return Error::success();
}

template <typename T>
Error write(BinaryStreamWriter &To, const std::vector<T> &All) {
  if (Error E = To.writeInteger<std::uint32_t>(All.size()))
    return E;
  for (const T &Each : All)
    if (Error E = write(To, Each))
      return E;
  return Error::success();
}
template <typename T>
Error read(BinaryStreamReader &From, std::vector<T> &All) {
  std::uint32_t Count = 0;
  if (Error E = From.readInteger(Count))
    return E;
  for (std::uint32_t I = 0; I != Count; ++I)
    if (Error E = read(From, All.emplace_back()))
      return E;
  return Error::success();
}

} // namespace

Error writeParts(const SystemBaseParts &Parts, llvm::raw_ostream &To) {
  const ParsedPart &Part = Parts.Written->What;
  // Those are kept as numbers that only the process which has written the part
  // can tell; system headers have none.
  if (!Part.Decls.empty() || !Part.Errors.empty() || !Part.ErrorPlaces.empty())
    return llvm::createStringError("user code in system headers");
  StringRef Bytes = Parts.Written->Bytes->getBuffer();
  llvm::AppendingBinaryByteStream Head(llvm::endianness::little);
  BinaryStreamWriter Writer(Head);
  if (Error E = Writer.writeInteger(llvm::xxh3_64bits(Bytes)))
    return E;
  if (Error E = write(Writer, Parts.Flags))
    return E;
  if (Error E = write(Writer, Parts.Names))
    return E;
  if (Error E = write(Writer, Parts.Words))
    return E;
  if (Error E = write(Writer, Parts.Stamps))
    return E;
  if (Error E = Writer.writeInteger(Parts.Before))
    return E;
  if (Error E = write(Writer, Parts.PartName))
    return E;
  if (Error E = write(Writer, Part.Files))
    return E;
  if (Error E = Writer.padToAlignment(PartAlignment))
    return E;
  llvm::support::endian::Writer Begin(To, llvm::endianness::little);
  Begin.write<std::uint64_t>(Head.data().size());
  Begin.write<std::uint64_t>(llvm::xxh3_64bits(Head.data()));
  To << llvm::toStringRef(Head.data()) << Bytes;
  return Error::success();
}

llvm::Expected<SystemBaseParts> readParts(StringRef Bytes) {
  SystemBaseParts Out;
  Out.Written = std::make_unique<WrittenPart>();
  BinaryStreamReader Begin(Bytes, llvm::endianness::little);
  std::uint64_t Size = 0, Hash = 0;
  if (Error E = Begin.readInteger(Size))
    return E;
  if (Error E = Begin.readInteger(Hash))
    return E;
  StringRef Head = Bytes.substr(HeadAt, Size);
  StringRef Part = Bytes.substr(HeadAt + Head.size());
  BinaryStreamReader Reader(Head, llvm::endianness::little);
  std::uint64_t PartHash = 0;
  if (Error E = Reader.readInteger(PartHash))
    return E;
  if (llvm::xxh3_64bits(Head) != Hash || llvm::xxh3_64bits(Part) != PartHash)
    return llvm::createStringError("damaged");
  if (Error E = read(Reader, Out.Flags))
    return E;
  if (Error E = read(Reader, Out.Names))
    return E;
  if (Error E = read(Reader, Out.Words))
    return E;
  if (Error E = read(Reader, Out.Stamps))
    return E;
  if (Error E = Reader.readInteger(Out.Before))
    return E;
  if (Error E = read(Reader, Out.PartName))
    return E;
  if (Error E = read(Reader, Out.Written->What.Files))
    return E;
  Out.Written->Bytes = llvm::MemoryBuffer::getMemBuffer(
      Part, Out.PartName, /*RequiresNullTerminator=*/false);
  return Out;
}

} // namespace corolint
