// RUN: %check %s
// renamed: no (aio)
//
// aio's I/O: streams, sockets, files, programs and pools.

#include <aio/aio.h>

#include <string>
#include <utility>

aio::Coro<> echo(aio::StreamReader R, aio::StreamWriter W) {
  std::string Line = co_await R.readline();
  W.write(Line);
  W.drain(); // expect: coro-never-awaited
  co_await W.drain();
  R.readexactly(3); // expect: coro-never-awaited
  W.close();
  W.wait_closed(); // expect: coro-never-awaited
}

aio::Coro<> serve() {
  aio::Server S = co_await aio::start_server(echo, "127.0.0.1", 0);
  aio::start_server(echo, "127.0.0.1", 1); // expect: coro-never-awaited
  co_await S.serve_forever();
}

aio::Coro<std::string> sockets(aio::Socket &S) {
  aio::EventLoop &Loop = aio::get_running_loop();
  Loop.sock_sendall(S, "lost"); // expect: coro-never-awaited
  co_await Loop.sock_sendall(S, "sent");
  auto Later = Loop.sock_recv(S, 10);
  auto Never = Loop.sock_recv(S, 10); // expect: coro-never-awaited
  co_return co_await std::move(Later);
}

aio::Coro<> files(const std::string &Path) {
  aio::write_file(Path, "lost"); // expect: coro-never-awaited
  co_await aio::write_file(Path, "kept");
  aio::File F = co_await aio::open_file(Path, 0);
  F.close(); // expect: coro-never-awaited
  co_await F.close();
}

aio::Coro<int> programs() {
  aio::Process P = co_await aio::create_subprocess_exec("true");
  P.wait(); // expect: coro-never-awaited
  co_return co_await P.wait();
}

int slow(int X);

aio::Coro<int> pools(aio::ProcessPoolExecutor &Pool) {
  aio::to_thread(slow, 1); // expect: coro-never-awaited
  auto Runs = aio::run_in_executor(Pool, slow, 2);
  co_return co_await Runs + co_await aio::to_thread(slow, 3);
}
