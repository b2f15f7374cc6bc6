// RUN: %check %s
// renamed: no (Boost.Asio)
//
// Who runs the event loop here has waited for the work: threads in a container that are
// joined, a loop that runs it in steps.

#include <boost/asio.hpp>

#include <chrono>
#include <thread>
#include <vector>

namespace asio = boost::asio;
using asio::awaitable;
using asio::ip::tcp;
using namespace std::chrono_literals;

struct server {
  tcp::acceptor Acceptor;
  awaitable<void> accept() {
    for (;;)
      co_await Acceptor.async_accept(asio::use_awaitable);
  }
  void start() { co_spawn(Acceptor.get_executor(), accept(), asio::detached); }
};

void threads() {
  asio::io_context Io;
  server Server{tcp::acceptor(Io)};
  Server.start();
  std::vector<std::thread> Threads;
  for (int I = 0; I < 2; ++I)
    Threads.emplace_back([&] { Io.run(); });
  for (auto &Each : Threads)
    Each.join();
}
void threadsByIndex() {
  asio::io_context Io;
  server Server{tcp::acceptor(Io)};
  Server.start();
  std::vector<std::thread> Threads;
  for (int I = 0; I < 2; ++I)
    Threads.push_back(std::thread([&Io] { Io.run(); }));
  for (std::size_t I = 0; I != Threads.size(); ++I)
    if (Threads[I].joinable())
      Threads[I].join();
}
void threadsThatJoin() {
  asio::io_context Io;
  server Server{tcp::acceptor(Io)};
  Server.start();
  {
    std::vector<std::jthread> Threads;
    for (int I = 0; I < 2; ++I)
      Threads.emplace_back([&Io] { Io.run(); });
  }
}
void oneThreadThatJoins() {
  asio::io_context Io;
  server Server{tcp::acceptor(Io)};
  Server.start();
  { std::jthread Thread([&Io] { Io.run(); }); }
}
void inSteps() {
  asio::io_context Io;
  server Server{tcp::acceptor(Io)};
  Server.start();
  while (!Io.stopped())
    Io.run_for(100ms);
}

// Nobody runs it here.
void afterTheThreads(asio::io_context &Io) {
  std::vector<std::thread> Threads;
  for (int I = 0; I < 2; ++I)
    Threads.emplace_back([&] { Io.run(); });
  for (auto &Each : Threads)
    Each.join();
  server Server{tcp::acceptor(Io)};
  Server.start(); // expect: coro-local-in-spawned-task
}
void threadsThatCount(asio::io_context &Io) {
  server Server{tcp::acceptor(Io)};
  Server.start(); // expect: coro-local-in-spawned-task
  int Sum = 0;
  {
    std::vector<std::jthread> Threads;
    Threads.emplace_back([&Sum] { ++Sum; });
  }
}
