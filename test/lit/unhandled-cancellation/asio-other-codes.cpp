// RUN: %check %s
// renamed: no (Boost.Asio)
//
// A handler that asks whether it was some other error: if not, it may be a
// cancellation still.

#include <boost/asio.hpp>

#include <string>

namespace asio = boost::asio;
using asio::awaitable;
using asio::ip::tcp;
using boost::system::error_code;
using boost::system::system_error;

int Errors = 0;

awaitable<std::string> fetch(tcp::socket &Peer) {
  std::string Line;
  co_await asio::async_read_until(Peer, asio::dynamic_buffer(Line), '\n',
                                  asio::use_awaitable);
  co_return Line;
}

awaitable<void> endOfFile(tcp::socket &Peer) {
  for (;;) {
    try {
      co_await fetch(Peer);
    } catch (const system_error &E) { // expect: coro-unhandled-cancellation
      if (E.code() == asio::error::eof)
        co_return;
      ++Errors;
    }
  }
}
awaitable<void> notEndOfFile(tcp::socket &Peer) {
  for (;;) {
    try {
      co_await fetch(Peer);
    } catch (const system_error &E) { // expect: coro-unhandled-cancellation
      if (E.code() != asio::error::eof)
        ++Errors;
    }
  }
}
awaitable<void> oneOfTwo(tcp::socket &Peer) {
  for (;;) {
    try {
      co_await fetch(Peer);
    } catch (const system_error &E) { // expect: coro-unhandled-cancellation
      if (E.code() == asio::error::eof ||
          E.code() == asio::error::connection_reset)
        co_return;
      ++Errors;
    }
  }
}
awaitable<void> fromVariable(tcp::socket &Peer) {
  for (;;) {
    try {
      co_await fetch(Peer);
    } catch (const system_error &E) { // expect: coro-unhandled-cancellation
      error_code Code = E.code();
      if (Code == asio::error::eof)
        break;
      ++Errors;
    }
  }
}

// Near misses.

awaitable<void> asksForStop(tcp::socket &Peer) {
  for (;;) {
    try {
      co_await fetch(Peer);
    } catch (const system_error &E) {
      if (E.code() == asio::error::operation_aborted)
        throw;
      ++Errors;
    }
  }
}
awaitable<void> asksForNoStop(tcp::socket &Peer) {
  for (;;) {
    try {
      co_await fetch(Peer);
    } catch (const system_error &E) {
      if (E.code() != asio::error::operation_aborted) {
        ++Errors;
        continue;
      }
      co_return;
    }
  }
}
awaitable<void> onlyThatGoesOn(tcp::socket &Peer) {
  for (;;) {
    try {
      co_await fetch(Peer);
    } catch (const system_error &E) {
      if (E.code() == asio::error::eof)
        continue;
      throw;
    }
  }
}
awaitable<void> inVariable(tcp::socket &Peer) {
  for (;;) {
    try {
      co_await fetch(Peer);
    } catch (const system_error &E) {
      bool IsFatal = E.code() != asio::error::eof;
      if (IsFatal)
        throw;
    }
  }
}
awaitable<void> eitherInVariable(tcp::socket &Peer) {
  for (;;) {
    try {
      co_await fetch(Peer);
    } catch (const system_error &E) {
      const bool Again = E.code() == asio::error::eof ||
                         E.code() == asio::error::timed_out;
      if (!Again)
        co_return;
    }
  }
}
awaitable<void> standardName(tcp::socket &Peer) {
  for (;;) {
    try {
      co_await fetch(Peer);
    } catch (const system_error &E) {
      if (E.code() == boost::system::errc::operation_canceled)
        throw;
      ++Errors;
    }
  }
}
bool isHarmless(const error_code &Code) {
  return Code == asio::error::eof || Code == asio::error::timed_out;
}
awaitable<void> asksHelper(tcp::socket &Peer) {
  for (;;) {
    try {
      co_await fetch(Peer);
    } catch (const system_error &E) {
      if (!isHarmless(E.code()))
        throw;
    }
  }
}
awaitable<void> setsCondition(tcp::socket &Peer) {
  bool Done = false;
  while (!Done) {
    try {
      co_await fetch(Peer);
    } catch (const system_error &E) {
      Done = E.code() != asio::error::timed_out;
    }
  }
}
awaitable<void> elseEnds(tcp::socket &Peer) {
  for (;;) {
    try {
      co_await fetch(Peer);
    } catch (const system_error &E) {
      if (E.code() == asio::error::timed_out)
        ++Errors;
      else
        co_return;
    }
  }
}
awaitable<void> asksForGiven(tcp::socket &Peer, error_code Stop) {
  for (;;) {
    try {
      co_await fetch(Peer);
    } catch (const system_error &E) {
      if (E.code() == Stop)
        throw;
      ++Errors;
    }
  }
}
