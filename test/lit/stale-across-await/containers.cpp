// RUN: %check %s
//
// A coroutine keeps something that leads into a member, and other work of the same
// program removes it, or moves it, while the coroutine is suspended.

#include "mini/mini.h"

#include <algorithm>
#include <deque>
#include <list>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

struct client {
  mini::task<> send(std::string text) {
    co_await mini::yield();
    Sent += text.size();
  }
  std::size_t Sent = 0;
  std::string Name;
};

class hub {
public:
  mini::task<> toAll(std::string text) {
    for (auto &Each : Clients) // expect: coro-stale-across-await {{goes over 'Clients'.*'hub::forget'}}
      co_await Each->send(text);
  }
  mini::task<> byHand(std::string text) {
    for (auto It = Clients.begin(); It != Clients.end(); ++It) // expect: coro-stale-across-await
      co_await (*It)->send(text);
  }
  mini::task<> first(std::string text) {
    auto &First = Clients.front();
    co_await mini::yield();
    co_await First->send(text); // expect: coro-stale-across-await {{reference 'First'}}
  }
  mini::task<> pointee(std::string text) {
    client &First = *Clients.front();
    co_await mini::yield();
    co_await First.send(text); // expect: coro-stale-across-await
  }
  mini::task<> found(std::string name) {
    auto It = std::find_if(Clients.begin(), Clients.end(),
                           [&](auto &Each) { return Each->Name == name; });
    if (It == Clients.end())
      co_return;
    co_await mini::yield();
    (*It)->Sent = 0; // expect: coro-stale-across-await {{iterator 'It'}}
  }
  void forget(std::size_t n) { Clients.erase(Clients.begin() + long(n)); }

private:
  std::vector<std::unique_ptr<client>> Clients;
};

class directory {
public:
  mini::task<> touch(int id) {
    auto It = ById.find(id);
    if (It == ById.end())
      co_return;
    co_await mini::yield();
    It->second.Sent++; // expect: coro-stale-across-await
  }
  mini::task<> element(int id) {
    client &One = ById[id];
    co_await mini::yield();
    One.Sent++; // expect: coro-stale-across-await
  }
  mini::task<> address(int id) {
    client *One = &ById.at(id);
    co_await mini::yield();
    One->Sent++; // expect: coro-stale-across-await {{pointer 'One'}}
  }
  mini::task<> taken(int id) {
    if (auto It = ById.find(id); It != ById.end()) {
      auto &[Key, One] = *It;
      co_await mini::yield();
      One.Sent += Key; // expect: coro-stale-across-await
    }
  }
  mini::task<> inserted(int id) {
    auto [It, New] = ById.try_emplace(id);
    co_await mini::yield();
    if (New)
      It->second.Sent = 1; // expect: coro-stale-across-await
  }
  mini::task<> partOf(int id) {
    std::string_view Name = ById[id].Name;
    co_await mini::yield();
    Text += Name; // expect: coro-stale-across-await {{view 'Name'}}
  }
  mini::task<> all() {
    for (auto &[Key, One] : ById) { // expect: coro-stale-across-await
      co_await mini::yield();
      One.Sent += Key;
    }
  }
  mini::task<> leave(int id) {
    co_await mini::yield();
    ById.erase(id);
  }

private:
  std::map<int, client> ById;
  std::string Text;
};

class table {
public:
  // Growing moves what iterators of a hash table are, and not its elements.
  mini::task<> iterate() {
    for (auto It = Rows.begin(); It != Rows.end(); ++It) // expect: coro-stale-across-await
      co_await mini::yield();
  }
  mini::task<> element(int id) {
    auto &Row = Rows[id];
    co_await mini::yield();
    Row += "x";
  }
  mini::task<> add(int id) {
    co_await mini::yield();
    Rows.emplace(id, "");
  }

private:
  std::unordered_map<int, std::string> Rows;
};

class log {
public:
  mini::task<> last() {
    const std::string &Last = Lines.back();
    co_await mini::yield();
    Count += Last.size(); // expect: coro-stale-across-await
  }
  mini::task<> text() {
    const char *Begin = All.c_str();
    co_await mini::yield();
    Count += std::string(Begin).size(); // expect: coro-stale-across-await
  }
  mini::task<> add(std::string line) {
    co_await mini::yield();
    All += line;
    Lines.push_back(std::move(line));
  }

private:
  std::vector<std::string> Lines;
  std::string All;
  std::size_t Count = 0;
};

struct session {
  int Requests = 0;
};

class holder {
public:
  mini::task<> use() {
    session &Now = *Current;
    co_await mini::yield();
    Now.Requests++; // expect: coro-stale-across-await
  }
  mini::task<> byPointer() {
    session *Now = Current.get();
    co_await mini::yield();
    Now->Requests++; // expect: coro-stale-across-await
  }
  void close() { Current.reset(); }

private:
  std::unique_ptr<session> Current = std::make_unique<session>();
};

// Who changes them is work of its own.
mini::task<> changes(hub &Hub, directory &Users, table &Rows, log &Lines,
                     holder &Holder) {
  co_await mini::yield();
  Hub.forget(0);
  co_await Users.leave(1);
  co_await Rows.add(1);
  co_await Lines.add("x");
  Holder.close();
}
mini::task<> uses(hub &Hub, directory &Users, table &Rows, log &Lines,
                  holder &Holder) {
  co_await Hub.toAll("x");
  co_await Hub.byHand("x");
  co_await Hub.first("x");
  co_await Hub.pointee("x");
  co_await Hub.found("x");
  co_await Users.touch(1);
  co_await Users.element(1);
  co_await Users.address(1);
  co_await Users.taken(1);
  co_await Users.inserted(1);
  co_await Users.partOf(1);
  co_await Users.all();
  co_await Rows.iterate();
  co_await Rows.element(1);
  co_await Lines.last();
  co_await Lines.text();
  co_await Holder.use();
  co_await Holder.byPointer();
}
void serve(hub &Hub, directory &Users, table &Rows, log &Lines, holder &Holder) {
  mini::spawn(changes(Hub, Users, Rows, Lines, Holder));
  mini::spawn(uses(Hub, Users, Rows, Lines, Holder));
}
