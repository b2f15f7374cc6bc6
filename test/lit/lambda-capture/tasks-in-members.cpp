// RUN: %check %s
//
// A closure of which nothing is left but the running task, which a member keeps.

#include "mini/mini.h"

#include <chrono>
#include <map>
#include <string>
#include <vector>

using namespace std::chrono_literals;

std::size_t N = 0;

class Server {
public:
  void greet(const std::string &Name) {
    Greetings.push_back(
        mini::start([Name]() -> mini::task<> { // expect: coro-lambda-capture
          co_await mini::sleep_for(1ms);
          N += Name.size();
        }()));
  }
  void announce(std::string Text) {
    Announcing =
        mini::start([Text]() -> mini::task<> { // expect: coro-lambda-capture
          co_await mini::sleep_for(1ms);
          N += Text.size();
        }());
  }
  void byName(std::string Name) {
    Named.emplace(Name, mini::start([Name]() -> mini::task<> { // expect: coro-lambda-capture
                    co_await mini::sleep_for(1ms);
                    N += Name.size();
                  }()));
  }
  // That they are waited for comes too late: the closures are gone.
  mini::task<> tell(std::vector<std::string> Pages) {
    std::vector<mini::join_handle<>> Telling;
    for (auto &Page : Pages)
      Told.push_back(
          mini::start([Page]() -> mini::task<> { // expect: coro-lambda-capture
            co_await mini::sleep_for(1ms);
            N += Page.size();
          }()));
    for (auto &Each : Told)
      co_await Each;
  }

  // Near misses: what is given as an argument is kept in the frame, and a closure
  // that is a member stays.
  void given(std::string Text) {
    Announcing = mini::start([](std::string Text) -> mini::task<> {
      co_await mini::sleep_for(1ms);
      N += Text.size();
    }(Text));
  }
  void nothing() {
    Announcing = mini::start([]() -> mini::task<> {
      co_await mini::sleep_for(1ms);
      ++N;
    }());
  }
  void before(std::string Text) {
    Announcing = mini::start([Text]() -> mini::task<> {
      N += Text.size();
      co_return;
    }());
  }

  mini::task<> close() {
    for (auto &Each : Greetings)
      co_await Each;
    for (auto &[Name, Each] : Named)
      co_await Each;
    co_await Announcing;
  }

private:
  std::vector<mini::join_handle<>> Greetings, Told;
  std::map<std::string, mini::join_handle<>> Named;
  mini::join_handle<> Announcing;
};
