// What the server keeps.

#ifndef STORE_H
#define STORE_H

#include "task.h"

#include <string>
#include <vector>

class Store {
public:
  Task put(std::string Key, std::string Value);
  Task flush();

  // An old mistake in a header, which two files include.
  Task clear() {
    Kept.clear();
    flush();
    co_return;
  }

private:
  std::vector<std::string> Kept;
};

#endif // STORE_H
