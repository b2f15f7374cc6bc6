"""Cancellations that get lost."""

from text import Piece

C = "coro-unhandled-cancellation"
FAULT = f" // @fault:{C}@"
ALIKE = f" // @alike:{C}@"


def wait(rng):
    """Something to be cancelled in."""
    return rng.choice(["co_await aio::sleep(4ms);", "co_await lull();",
                       "co_await aio::create_task(lull());",
                       "co_await aio::wait_for(lull(), 5s);",
                       "Sum += co_await slowValue();"])


def swallow(rng):
    return rng.choice(["catch (...)", "catch (const aio::CancelledError &)",
                       "catch (aio::CancelledError &)"])


def turns(rng, names, body):
    i = names.new("Turn")
    head = rng.choice([f"for (int {i} = 0; {i} != 3; ++{i}) {{",
                       f"for (int {i} : {{1, 2, 3}}) {{"])
    unused = [f"  Sum += {i};"] if ":" in head else []
    return [head, *unused, *["  " + line for line in body], "}"]


def loop(rng, names):
    return Piece(turns(rng, names, ["try {", "  " + wait(rng) + FAULT,
                                    f"}} {swallow(rng)} {{", "  ++Sum;", "}"]),
                 cancels=True)


def while_loop(rng, names):
    n = names.new("Left")
    return Piece([f"int {n} = 3;", f"while ({n}-- > 0) {{", "  try {",
                  "    " + wait(rng) + FAULT, f"  }} {swallow(rng)} {{", "  }",
                  "}"], cancels=True)


def retry(rng, names):
    r = names.new("retries")
    before = [f"aio::Coro<bool> {r}() {{",
              "  for (int Try = 0; Try != 3; ++Try) {", "    try {",
              "      " + wait(rng) + FAULT, "      co_return true;",
              f"    }} {swallow(rng)} {{", "      ++Sum;", "    }",
              "    co_await aio::sleep(1ms);", "  }", "  co_return false;", "}",
              ""]
    return Piece([f"Sum += co_await {r}();", "co_await aio::sleep(0s);"],
                 before, cancels=True)


def answer(rng, names):
    r = names.new("answers")
    before = [f"aio::Coro<int> {r}() {{", "  try {", "    " + wait(rng) + FAULT,
              f"  }} {swallow(rng)} {{", "    co_return 0;", "  }",
              "  co_return 1;", "}", ""]
    return Piece([f"Sum += co_await {r}();", "co_await aio::sleep(0s);"],
                 before, cancels=True)


def goes_on(rng, names):
    return Piece(["try {", "  " + wait(rng) + FAULT, f"}} {swallow(rng)} {{",
                  "  ++Sum;", "}", "co_await aio::sleep(1ms);",
                  "Sum += co_await value(2);"], cancels=True)


def child_in_loop(rng, names):
    c = names.new("quiet")
    before = [f"aio::Coro<> {c}() {{", "  try {", "    " + wait(rng) + FAULT,
              f"  }} {swallow(rng)} {{", "    ++Sum;", "  }", "}", ""]
    return Piece(turns(rng, names, [f"co_await {c}();"]), before, cancels=True)


def own_cancel(rng, names):
    t = names.new("Task")
    return Piece([f"auto {t} = aio::create_task(lull());",
                  "co_await aio::sleep(0s);", f"{t}.cancel();",
                  f"co_await {t};" + FAULT], returns=True)


def function_handler(rng, names):
    r = names.new("answers")
    before = [f"aio::Coro<int> {r}() try {{", "  " + wait(rng) + FAULT,
              "  co_return 1;", f"}} {swallow(rng)} {{", "  co_return 0;", "}",
              ""]
    return Piece([f"Sum += co_await {r}();", "co_await aio::sleep(0s);"],
                 before, cancels=True)


def continued(rng, names):
    return Piece(turns(rng, names, ["try {", "  " + wait(rng) + FAULT,
                                    f"}} {swallow(rng)} {{", "  continue;", "}",
                                    "++Sum;"]), cancels=True)


def kept_and_dropped(rng, names):
    e = names.new("Error")
    return Piece(turns(rng, names, [f"std::exception_ptr {e};", "try {",
                                    "  " + wait(rng) + FAULT,
                                    f"}} {swallow(rng)} {{",
                                    f"  {e} = std::current_exception();", "}",
                                    f"if ({e})", "  ++Sum;"]), cancels=True)


def rethrown_and_taken(rng, names):
    return Piece(turns(rng, names, ["try {", "  try {",
                                    "    " + wait(rng) + FAULT,
                                    f"  }} {swallow(rng)} {{", "    ++Sum;",
                                    "    throw;", "  }", "} catch (...) {",
                                    "  --Sum;", "}"]), cancels=True)


LOST = [loop, while_loop, retry, answer, goes_on, child_in_loop,
        function_handler, continued, kept_and_dropped, rethrown_and_taken]


# --- Which do not ------------------------------------------------------------

def rethrown(rng, names):
    return Piece(turns(rng, names, ["try {", "  " + wait(rng) + ALIKE,
                                    f"}} {swallow(rng)} {{", "  ++Sum;",
                                    "  throw;", "}"]), cancels=True)


def let_through(rng, names):
    return Piece(turns(rng, names, ["try {", "  " + wait(rng) + ALIKE,
                                    "} catch (const aio::CancelledError &) {",
                                    "  throw;", "} catch (...) {", "  ++Sum;",
                                    "}"]), cancels=True)


def errors_only(rng, names):
    return Piece(turns(rng, names, ["try {", "  " + wait(rng) + ALIKE,
                                    "} catch (const std::exception &) {",
                                    "  ++Sum;", "}"]), cancels=True)


def left(rng, names):
    how = rng.choice(["break;", "co_return;"])
    return Piece([*turns(rng, names, ["try {", "  " + wait(rng) + ALIKE,
                                      f"}} {swallow(rng)} {{", "  ++Sum;",
                                      "  " + how, "}"])], cancels=True,
                 alone=True)


def last_words(rng, names):
    return Piece(["try {", "  " + wait(rng) + ALIKE, f"}} {swallow(rng)} {{",
                  "  ++Sum;", "}"], cancels=True, alone=True)


def flag(rng, names):
    s = names.new("Stopping")
    return Piece([f"bool {s} = false;", f"while (!{s} && Sum < 1000) {{",
                  "  try {", "    " + wait(rng) + ALIKE, "    Sum += 300;",
                  f"  }} {swallow(rng)} {{", f"    {s} = true;", "  }", "}"],
                 cancels=True, alone=True)


def kept(rng, names):
    e = names.new("Error")
    return Piece([f"std::exception_ptr {e};", "try {",
                  "  " + wait(rng) + ALIKE, f"}} {swallow(rng)} {{",
                  f"  {e} = std::current_exception();", "}",
                  "++Sum;", f"if ({e})", f"  std::rethrow_exception({e});"],
                 cancels=True)


def joined(rng, names):
    t = names.new("Task")
    return Piece([f"auto {t} = aio::create_task(lull());",
                  "co_await aio::sleep(0s);", f"{t}.cancel();", "try {",
                  f"  co_await {t};" + ALIKE,
                  "} catch (const aio::CancelledError &) {",
                  f"  if (!{t}.cancelled())", "    throw;", "}"])


HEARD = [rethrown, let_through, errors_only, left, last_words, flag, kept,
         joined]
