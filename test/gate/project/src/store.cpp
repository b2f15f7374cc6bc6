#include "store.h"

Task Store::put(std::string Key, std::string Value) {
  Kept.push_back(Key + "=" + Value);
  if (Kept.size() > 100)
    flush(); // An old mistake.
  co_return;
}

Task Store::flush() { co_return; }
