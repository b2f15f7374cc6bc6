// RUN: %check %s
//
// Members of handles of the standard library that lead elsewhere: names that live as long
// as the program, the caller's array, a coroutine's promise.

#include "mini/mini.h"

#include <coroutine>
#include <initializer_list>
#include <ranges>
#include <source_location>
#include <string>
#include <string_view>
#include <system_error>
#include <typeindex>
#include <utility>
#include <vector>

int Sum = 0;

mini::task<> print(const char *Text) {
  co_await mini::yield();
  Sum += Text[0];
}
mini::task<> view(std::string_view Text) {
  co_await mini::yield();
  Sum += int(Text.size());
}
mini::task<> explain(const std::error_category &Of, int Code) {
  co_await mini::yield();
  Sum += int(Of.message(Code).size());
}
mini::task<> total(const int *First, const int *Last) {
  co_await mini::yield();
  for (; First != Last; ++First)
    Sum += *First;
}
mini::task<> use(const std::string &Key) {
  co_await mini::yield();
  Sum += int(Key.size());
}
struct promise {
  std::string Name;
};

mini::task<> logged(std::source_location Where = std::source_location::current()) {
  return print(Where.file_name());
}
mini::task<> loggedView(std::source_location Where) {
  return view(Where.function_name());
}
mini::task<> logs() {
  auto Work = print(std::source_location::current().file_name());
  co_await std::move(Work);
}
mini::task<> failed(std::error_code Code) {
  return explain(Code.category(), Code.value());
}
mini::task<> typed(std::type_index Type) { return print(Type.name()); }
mini::task<> list(std::initializer_list<int> Given) {
  return total(Given.begin(), Given.end());
}
mini::task<> ofPromise(std::coroutine_handle<promise> Of) {
  return use(Of.promise().Name);
}
mini::task<> part(std::ranges::subrange<std::vector<std::string>::iterator> Of) {
  return use(Of.front());
}
