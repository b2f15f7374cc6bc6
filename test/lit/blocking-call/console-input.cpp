// RUN: %check %s
// renamed: keep-models
//
// Standard input waits for a person. The same functions on a string do not.

#include "mini/mini.h"

#include <cstdio>
#include <iostream>
#include <sstream>
#include <string>
#include <unistd.h>

mini::task<std::string> ask() {
  std::cout << "name? " << std::flush;
  std::string Name;
  std::getline(std::cin, Name); // expect: coro-blocking-call
  co_await mini::yield();
  co_return Name;
}

mini::task<int> number() {
  int N = 0;
  std::cin >> N; // expect: coro-blocking-call
  if (std::cin.get() == '\n') // expect: coro-blocking-call
    co_return N;
  co_return -N;
}

mini::task<char> cInput() {
  char Letter = 0;
  std::scanf(" %c", &Letter); // expect: coro-blocking-call
  co_await mini::yield();
  if (std::getchar() == 'q') // expect: coro-blocking-call
    co_return 'q';
  ::read(STDIN_FILENO, &Letter, 1); // expect: coro-blocking-call
  co_return Letter;
}

int prompt() {
  int N = 0;
  std::cin >> N;
  return N;
}

mini::task<int> throughHelper() {
  co_return prompt() + 1; // expect: coro-blocking-call
}

mini::task<int> fromText(std::string Text) {
  std::istringstream In(Text);
  std::string Name;
  std::getline(In, Name);
  int N = 0;
  In >> N;
  co_await mini::yield();
  co_return In.get() + N;
}

mini::task<bool> state() {
  std::cin.clear();
  std::cin.tie(nullptr);
  co_await mini::yield();
  co_return std::cin.good();
}

int main() {
  int N = prompt();
  return mini::sync_wait(number()) + N;
}
