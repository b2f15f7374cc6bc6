//===- relay.h - a chat server that keeps a journal ----------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//
//
// The bundled example: people send lines, everybody in the room gets them, and
// a journal keeps them. It compiles and runs, and it has a few of the mistakes
// that corolint is there to find.
//
//===----------------------------------------------------------------------===//

#ifndef RELAY_RELAY_H
#define RELAY_RELAY_H

#include <boost/asio/awaitable.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include <cerrno>
#include <deque>
#include <fcntl.h>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <system_error>
#include <unistd.h>
#include <vector>

namespace relay {

namespace asio = boost::asio;
using asio::ip::tcp;

/// A file of lines; each is on the disk when append() returns.
class Journal {
public:
  explicit Journal(const std::string &Path)
      : Fd(::open(Path.c_str(), O_WRONLY | O_APPEND | O_CREAT, 0644)) {
    if (Fd < 0)
      throw std::system_error(errno, std::generic_category(), Path);
  }
  Journal(const Journal &) = delete;
  ~Journal() { ::close(Fd); }

  void append(std::string_view Line) {
    writeAll(Line);
    if (::fsync(Fd) != 0)
      throw std::system_error(errno, std::generic_category(), "fsync");
  }

private:
  void writeAll(std::string_view Text) {
    while (!Text.empty()) {
      ssize_t Count = ::write(Fd, Text.data(), Text.size());
      if (Count < 0)
        throw std::system_error(errno, std::generic_category(), "write");
      Text.remove_prefix(static_cast<std::size_t>(Count));
    }
  }

  int Fd;
};

class Session;

/// Who is here, and what was said last.
class Room {
public:
  void join(std::shared_ptr<Session> Guest);
  void leave(const std::shared_ptr<Session> &Guest);

  /// Sends the text to all; done when it has been handed to every socket.
  asio::awaitable<void> announce(std::string Text);

  const std::deque<std::string> &history() const { return Recent; }

private:
  std::set<std::shared_ptr<Session>> Guests;
  std::deque<std::string> Recent;
};

/// One person's connection.
class Session : public std::enable_shared_from_this<Session> {
public:
  Session(tcp::socket Socket, Room &Place, Journal &Log,
          asio::thread_pool &Pool)
      : Socket(std::move(Socket)), Wake(this->Socket.get_executor()),
        Place(Place), Log(Log), Pool(Pool) {
    Wake.expires_at(asio::steady_timer::time_point::max());
  }

  void start();
  void stop();
  asio::awaitable<void> send(std::string Text);
  void queue(std::string Text);

private:
  asio::awaitable<void> reader();
  asio::awaitable<void> writer();
  asio::awaitable<std::string> readLine();
  bool peerIsGone();

  tcp::socket Socket;
  asio::steady_timer Wake;
  Room &Place;
  Journal &Log;
  asio::thread_pool &Pool;
  std::string Input;
  std::deque<std::string> Output;
};

/// Lets people in until the acceptor is closed.
asio::awaitable<void> acceptGuests(tcp::acceptor &Door, Room &Place,
                                   Journal &Log, asio::thread_pool &Pool);

/// Sends the room's history to another relay, again and again.
asio::awaitable<void> mirror(std::string Host, std::string Port, Room &Place);

/// Writes the room's history into the journal every minute.
asio::awaitable<void> archive(Room &Place, Journal &Log);

} // namespace relay

#endif // RELAY_RELAY_H
