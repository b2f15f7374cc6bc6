//===- Snippets.cpp - the code that mutations add -------------------------===//
//
// Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
//===----------------------------------------------------------------------===//

#include "Snippets.h"

namespace corolint::mutation {

std::string Helper::define(const std::string &Blocking) const {
  std::string Result(Definitions);
  Result.replace(Result.find('@'), 1, Blocking);
  return Result + "\n";
}

const char *helperIncludes() {
  return "#include <chrono>\n"
         "#include <cstdlib>\n"
         "#include <exception>\n"
         "#include <future>\n"
         "#include <iostream>\n"
         "#include <netdb.h>\n"
         "#include <optional>\n"
         "#include <poll.h>\n"
         "#include <thread>\n"
         "#include <time.h>\n"
         "#include <unistd.h>\n"
         "#include <utility>\n"
         "#include <vector>\n";
}

const std::vector<Snippet> &sleeps() {
  static const std::vector<Snippet> Result = {
      {"sleep_for",
       "std::this_thread::sleep_for(std::chrono::milliseconds(60));"},
      {"sleep_until", "std::this_thread::sleep_until(std::chrono::steady_clock"
                      "::now() + std::chrono::seconds(1));"},
      {"usleep", "::usleep(60000);"},
      {"sleep", "::sleep(1);"},
  };
  return Result;
}

const std::vector<Snippet> &leaves() {
  static const std::vector<Snippet> Result = {
      sleeps()[0],
      sleeps()[1],
      sleeps()[2],
      {"nanosleep", "timespec Pause{1, 0};\n  ::nanosleep(&Pause, nullptr);"},
      {"poll", "::poll(nullptr, 0, 100);"},
      {"system", "(void)std::system(\"sync\");"},
      {"getaddrinfo", "addrinfo *Found = nullptr;\n"
                      "  (void)::getaddrinfo(\"example.org\", \"http\", "
                      "nullptr, &Found);"},
      {"join", "std::thread Worker([] { std::cout << 1; });\n  Worker.join();"},
      {"future", "std::promise<int> Given;\n  (void)Given.get_future().get();"},
  };
  return Result;
}

const std::vector<Helper> &helpers() {
  static const std::vector<Helper> Result = {
      {"functions",
       "static void corolint_inner() {\n  @\n}\n"
       "static void corolint_outer() { corolint_inner(); }",
       "corolint_outer();"},
      {"methods",
       "struct corolint_device {\n"
       "  void settle() {\n  @\n  }\n"
       "  void prepare() { settle(); }\n"
       "};",
       "corolint_device{}.prepare();"},
      {"templates",
       "template <typename T> static void corolint_inner(T) {\n  @\n}\n"
       "template <typename T> static void corolint_outer(T Value) {\n"
       "  corolint_inner(Value);\n"
       "}",
       "corolint_outer(1);"},
      {"destructor",
       "struct corolint_flush {\n  ~corolint_flush() {\n  @\n  }\n};\n"
       "static void corolint_outer() { corolint_flush AtEnd; }",
       "corolint_outer();"},
      {"operator",
       "static void corolint_inner() {\n  @\n}\n"
       "struct corolint_log {\n"
       "  corolint_log &operator<<(int) {\n"
       "    corolint_inner();\n    return *this;\n  }\n"
       "};",
       "corolint_log{} << 1;"},
      {"default-argument",
       "static int corolint_inner() {\n  @\n  return 1;\n}\n"
       "static int corolint_outer(int Value = corolint_inner()) { return "
       "Value; "
       "}",
       "(void)corolint_outer();"},
      {"lambda",
       "static void corolint_inner() {\n  @\n}\n"
       "static void corolint_outer() {\n"
       "  auto Again = [] { corolint_inner(); };\n  Again();\n}",
       "corolint_outer();"},
      {"value",
       "static int corolint_inner() {\n  @\n  return 1;\n}\n"
       "static int corolint_outer() { return 1 + corolint_inner(); }",
       "int corolint_value = corolint_outer();"},
      {"some-path",
       "static void corolint_inner(int Times) {\n  if (Times == 0)\n    return;"
       "\n  @\n}\n"
       "static void corolint_outer(int Times) { corolint_inner(Times); }",
       "corolint_outer(std::rand());"},
  };
  return Result;
}

std::vector<Snippet> handlers(bool CancelsByStdException,
                              const std::string &CancelType) {
  std::vector<Snippet> Result = {
      {"all", "catch (...) {}"},
      {"all-logged", "catch (...) { std::cerr << \"failed\\n\"; }"},
  };
  if (CancelsByStdException) {
    Result.push_back({"std", "catch (const std::exception &) {}"});
    Result.push_back({"std-logged", "catch (std::exception &corolint_error) { "
                                    "std::cerr << corolint_error.what(); }"});
    Result.push_back({"system", "catch (const boost::system::system_error &) "
                                "{}"});
  }
  if (!CancelType.empty())
    Result.push_back({"cancel", "catch (const " + CancelType + " &) {}"});
  return Result;
}

} // namespace corolint::mutation
