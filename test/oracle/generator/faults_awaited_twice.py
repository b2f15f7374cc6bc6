"""Coroutines that are awaited, or made a task, a second time."""

import shapes
from shapes import a, each, f
from text import Piece, indent

X = "coro-double-await"
C = "aio::Coro<int>"

# What the pieces use.
SHARED = """\
inline aio::Coro<int> passes(aio::Coro<int> Work) {
  co_return co_await std::move(Work);
}
"""


def coroutine(rng):
    """A call that makes one, of an int that is not 0."""
    return rng.choice(["value(1)", "value(One)", "twice(2)", "slowValue()",
                       "makes(3)"])


def first(rng, x):
    """A use of the coroutine, after which it has ended."""
    return rng.choice([
        f"Sum += co_await std::move({x});",
        f"Sum += co_await aio::create_task(std::move({x}));",
        f"Sum += co_await passes(std::move({x}));",
        f"Sum += co_await aio::wait_for(std::move({x}), 5s);",
        f"co_await aio::gather(std::move({x}), touch(1));",
        f"Sum += co_await aio::shield(std::move({x}));",
        f"ORACLE_AWAIT(std::move({x}));"])


def second(rng, x):
    """One that throws at this line if there is nothing left to run."""
    return rng.choice([
        f"Sum += co_await std::move({x});",
        f"int Got = co_await std::move({x});\nSum += Got;",
        f"Sum += co_await aio::create_task(std::move({x}));",
        f"Sum += co_await aio::shield(std::move({x}));",
        f"ORACLE_AWAIT(std::move({x}));",
        f"if (co_await std::move({x}) > 0)\n  ++Sum;"])


def marked(text, mark):
    """Its first line is marked."""
    head, *rest = text.split("\n")
    return [head + mark, *rest]


def caught(rng, lines):
    """The second use throws."""
    return shapes.caught(lines, *rng.choice([
        ("std::runtime_error &", "++Sum;"), ("std::exception &", "++Sum;"),
        ("std::exception &E", "useText(E.what());")]))


def again(rng, x):
    return caught(rng, marked(second(rng, x), f(X)))


def made(rng, names):
    """A variable with a coroutine, and the line that makes it."""
    x = names.new("Work")
    how = rng.choice(["auto {} = {};", "aio::Coro<int> {} = {};",
                      "aio::Coro<int> {}{{{}}};"])
    return x, [how.format(x, coroutine(rng))]


def function(names, head, lines, call, lead=""):
    """The lines are a function; `call` awaits it."""
    g = names.new("uses")
    return Piece([call.format(g)],
                 [f"{lead}aio::Coro<> {g}({head}) {{", *indent(lines), "}", ""])


# --- Twice -------------------------------------------------------------------

def in_a_row(rng, names):
    x, make = made(rng, names)
    return Piece([*make, first(rng, x), *again(rng, x)])


def spawned_first(rng, names):
    x, make = made(rng, names)
    t = names.new("Task")
    return Piece([*make, f"auto {t} = aio::create_task(std::move({x}));",
                  *again(rng, x), f"Sum += co_await {t};"])


def retried(rng, names):
    """The first turn of a retry loop has used it up."""
    x = names.new("Work")
    use = rng.choice([f"Sum += co_await std::move({x});",
                      f"Sum += co_await aio::create_task(std::move({x}));",
                      f"Sum += co_await aio::shield(std::move({x}));"])
    i = names.new("Try")
    body = ["  try {", f"    {use}" + f(X), "    break;",
            "  } catch (const std::runtime_error &) {", "    ++Sum;", "  }"]
    return Piece([f"auto {x} = fails(One);", *rng.choice([
        [f"for (int {i} = 0; {i} != 3; ++{i}) {{", *body, "}"],
        [f"int {i} = 2;", f"while ({i}-- > 0) {{", *body, "}"],
        [f"int {i} = 2;", "do {", *body, f"}} while (--{i} > 0);"],
        [f"for (auto {i} : {{1ms, 2ms}}) {{", *body[:-2],
         f"    Sum += int({i}.count());", "  }", "}"]])])


def retries_parameter(rng, names):
    """A helper that is given the coroutine, instead of what makes one."""
    g = names.new("retries")
    lead, kind = rng.choice([("", "int"), ("template <class T> ", "T"),
                             ("inline ", "int")])
    end = rng.choice([["  for (int Try = 0;; ++Try) {", "    try {",
                       "      co_return co_await std::move(Work);" + f(X),
                       "    } catch (const std::runtime_error &) {",
                       "      if (Try == 1)", "        throw;", "    }", "  }"],
                      ["  std::exception_ptr Error;", "  int Left = 2;",
                       "  while (Left-- > 0)", "    try {",
                       f"      {kind} Got = co_await std::move(Work);" + f(X),
                       "      co_return Got;", "    } catch (const std::exception &) {",
                       "      Error = std::current_exception();", "    }",
                       "  std::rethrow_exception(Error);"]])
    return Piece(caught(rng, [f"Sum += co_await {g}(fails(One));"]),
                 [f"{lead}aio::Coro<{kind}> {g}(aio::Coro<{kind}> Work) {{", *end,
                  "}", ""])


def after_time_limit(rng, names):
    """First with a time limit, and when that has passed, without."""
    x, late = names.new("Work"), names.new("Late")
    return Piece([f"auto {x} = slowValue();", f"bool {late} = false;", "try {",
                  f"  Sum += co_await aio::wait_for(std::move({x}), 1ms);",
                  "} catch (const aio::TimeoutError &) {", f"  {late} = true;",
                  "}", f"if ({late}) {{", *indent(again(rng, x)), "}"])


def in_group_of_turns(rng, names):
    x = names.new("Work")
    return Piece([f"auto {x} = touch(1);", *caught(rng, [
        "co_await aio::task_group([&](aio::TaskGroup &G) -> aio::Coro<> {",
        "  for (int I = 0; I != 2; ++I)",
        f"    G.create_task(std::move({x}));" + f(X), "  co_return;", "});"])])


def in_condition(rng, names):
    x, make = made(rng, names)
    return Piece(make + caught(rng, rng.choice([
        [f"if (co_await std::move({x}) > 0)",
         f"  Sum += co_await std::move({x});" + f(X)],
        [f"if (int Got = co_await std::move({x}); Got > 0)",
         f"  Sum += Got + co_await std::move({x});" + f(X)],
        [f"while (co_await std::move({x}) > 0)" + f(X), "  ++Sum;"],
        [f"switch (co_await std::move({x})) {{", "default:",
         f"  Sum += co_await std::move({x});" + f(X), "}"]])))


def in_one_expression(rng, names):
    x, make = made(rng, names)
    return Piece(make + caught(rng, [rng.choice([
        f"Sum += std::max(co_await std::move({x}), co_await std::move({x}));",
        f"Sum += co_await std::move({x}) + co_await std::move({x});",
        f"if (co_await std::move({x}) > 0 && co_await std::move({x}) > 0) ++Sum;",
        f"Sum += co_await std::move({x}), Sum -= co_await std::move({x});",
        f"int Pair[] = {{co_await std::move({x}), co_await std::move({x})}}; "
        "Sum += Pair[0];"]) + f(X)]))


def by_alias(rng, names):
    x, make = made(rng, names)
    y = names.new("Same")
    lines, it = rng.choice([([f"auto &{y} = {x};"], y),
                            ([f"auto &&{y} = std::move({x});"], y),
                            ([f"aio::Coro<int> *{y} = &{x};"], f"*{y}"),
                            ([f"auto {y} = std::ref({x});"], f"{y}.get()")])
    pair = [it, x]
    rng.shuffle(pair)
    return Piece([*make, *lines, first(rng, pair[0]), *again(rng, pair[1])])


def in_holder(rng, names):
    """Of an element, which is there even after it was moved from."""
    shape = rng.choice([shapes.in_optional, shapes.in_map, shapes.in_pair,
                        shapes.in_pointer, shapes.in_aggregate,
                        shapes.in_vector, shapes.in_deque])
    held = shape(rng, names, coroutine, C, "")
    return Piece([*held.lines, first(rng, held.it), *again(rng, held.it)],
                 held.before)


def while_engaged(rng, names):
    """An optional is not empty after its value was moved from."""
    o = names.new("Pending")
    return Piece([f"std::optional<aio::Coro<int>> {o} = {coroutine(rng)};",
                  *caught(rng, [f"while ({o})",
                                f"  Sum += co_await std::move(*{o});" + f(X)])])


def all_again(rng, names):
    v = names.new("Many")
    return Piece([f"std::vector<aio::Coro<int>> {v};",
                  f"{v}.push_back({coroutine(rng)});",
                  f"{v}.push_back({coroutine(rng)});", f"for (auto &Each : {v})",
                  "  Sum += co_await std::move(Each);",
                  *caught(rng, [f"for (auto &Each : {v})",
                                "  Sum += co_await std::move(Each);" + f(X)])])


def in_member(rng, names):
    kind, x = names.new("Loader"), names.new("Own")
    return Piece([f"{kind} {x};", f"Sum += co_await {x}.get();",
                  *caught(rng, [f"Sum += co_await {x}.get();"])],
                 [f"struct {kind} {{", f"  aio::Coro<int> Work = {coroutine(rng)};",
                  "  aio::Coro<int> get() {",
                  "    co_return co_await std::move(Work);" + f(X), "  }", "};",
                  ""])


def in_closure(rng, names):
    g = names.new("Later")
    x, make = made(rng, names)
    return Piece([*make, f"auto {g} = [Work = std::move({x})]() mutable -> "
                  "aio::Coro<> {", "  Sum += co_await std::move(Work);" + f(X),
                  "};", f"co_await {g}();", *caught(rng, [f"co_await {g}();"])])


def moved_into_closure(rng, names):
    x, make = made(rng, names)
    g = names.new("Later")
    return Piece([*make, f"auto {g} = [Work = std::move({x})]() mutable -> "
                  "aio::Coro<> {", "  Sum += co_await std::move(Work);", "};",
                  f"co_await {g}();", *again(rng, x)])


def moved_into_container(rng, names):
    x, make = made(rng, names)
    v = names.new("Many")
    return Piece([*make, f"std::vector<aio::Coro<int>> {v};",
                  rng.choice([f"{v}.push_back(std::move({x}));",
                              f"{v}.emplace_back(std::move({x}));",
                              f"{v}.insert({v}.begin(), std::move({x}));"]),
                  *again(rng, x), f"for (auto &Each : {v})",
                  "  Sum += co_await std::move(Each);"])


def fallen_through(rng, names):
    x, make = made(rng, names)
    return Piece(make + caught(rng, [
        "switch (One) {", "case 1:", f"  {first(rng, x)}", "  [[fallthrough]];",
        "default:", f"  Sum += co_await std::move({x});" + f(X), "}"]))


def by_helper(rng, names):
    """A plain function makes it a task."""
    g, v, x = names.new("starts"), names.new("Running"), names.new("Work")
    how = rng.choice(["Running.push_back(aio::create_task(std::move(Work)));",
                      "auto Task = aio::create_task(std::move(Work));\n"
                      "Running.push_back(Task);"])
    kind = rng.choice(["aio::Coro<> Work", "aio::Coro<> &&Work"])
    return Piece([f"std::vector<aio::Task<>> {v};", f"auto {x} = touch(1);",
                  f"{g}({v}, std::move({x}));",
                  *caught(rng, [f"{g}({v}, std::move({x}));" + f(X)]),
                  *each(v, "Each")],
                 [f"inline void {g}(std::vector<aio::Task<>> &Running, {kind}) {{",
                  *indent(how.split("\n")), "}", ""])


def on_one_path(rng, names):
    x, make = made(rng, names)
    use = rng.choice([[f"if (One == 1)", f"  {first(rng, x)}"],
                      [f"Sum += One == 1 ? co_await std::move({x}) : 0;"],
                      ["try {", f"  {first(rng, x)}", "  throwsIf(One);",
                       "} catch (const std::runtime_error &) {", "  ++Sum;", "}"]])
    return Piece([*make, *use, *again(rng, x)])


def hoisted(rng, names):
    """It was taken out of the loop to be made once."""
    x, make = made(rng, names)
    i = names.new("I")
    head = rng.choice([f"for (int {i} = 0; {i} != 2; ++{i})",
                       f"for (int {i} : {{1, 2}})"])
    lines = rng.choice([
        [head, f"  Sum += {i} * co_await std::move({x});" + f(X)],
        [head + " {", f"  int Got = co_await std::move({x});" + f(X),
         f"  Sum += Got - {i};", "}"],
        [head + " {", f"  if ({i} > 5)", "    continue;",
         f"  Sum += co_await aio::create_task(std::move({x}));" + f(X), "}"]])
    return Piece(make + caught(rng, lines))


def by_goto(rng, names):
    g = names.new("Again")
    return function(names, "aio::Coro<int> Work", [
        "int Left = 2;", f"{g}:", *caught(rng, [
            "Sum += co_await std::move(Work);" + f(X)]),
        "if (--Left > 0)", f"  goto {g};"], f"co_await {{}}({coroutine(rng)});")


def moved_on(rng, names):
    x, make = made(rng, names)
    y = names.new("Work")
    return Piece([*make, rng.choice([f"auto {y} = std::move({x});",
                                     f"auto {y}(std::exchange({x}, {{}}));",
                                     f"aio::Coro<int> {y};\n"
                                     f"{y} = std::move({x});"]),
                  first(rng, y), *again(rng, x)])


TWICE = [in_a_row, spawned_first, retried, retries_parameter, after_time_limit,
         in_group_of_turns, in_condition, in_one_expression, by_alias, in_holder,
         while_engaged, all_again, in_member, in_closure, moved_into_closure,
         moved_into_container, fallen_through, by_helper, on_one_path, hoisted,
         by_goto, moved_on]


# --- Once --------------------------------------------------------------------

def remade(rng, names):
    x, make = made(rng, names)
    how = rng.choice([f"{x} = {coroutine(rng)};",
                      f"{x} = aio::Coro<int>({coroutine(rng)});",
                      f"std::exchange({x}, {coroutine(rng)});"])
    return Piece([*make, first(rng, x), how, *marked(second(rng, x), a(X))])


def remade_in_handler(rng, names):
    x, i = names.new("Work"), names.new("Try")
    return Piece([f"auto {x} = fails(One);",
                  f"for (int {i} = 0;; ++{i}) {{", "  try {",
                  f"    Sum += co_await std::move({x});" + a(X), "    break;",
                  "  } catch (const std::runtime_error &) {",
                  f"    {x} = value({i});", "  }", "}"])


def made_for_each_try(rng, names):
    """A helper that is given what makes a coroutine."""
    g = names.new("retries")
    return Piece([f"Sum += co_await {g}([N = One]() mutable {{ return fails(N++); "
                  "});"],
                 ["template <class F>", f"aio::Coro<int> {g}(F Make) {{",
                  "  for (;;) {", "    auto Work = Make();", "    try {",
                  "      co_return co_await std::move(Work);" + a(X),
                  "    } catch (const std::runtime_error &) {", "      ++Sum;",
                  "    }", "  }", "}", ""])


def made_in_turn(rng, names):
    i, x = names.new("I"), names.new("Work")
    return Piece([f"for (int {i} = 0; {i} != 2; ++{i}) {{",
                  f"  auto {x} = {coroutine(rng)};", f"  {first(rng, x)}" + a(X),
                  "}"])


def exclusive(rng, names):
    x, make = made(rng, names)
    y = [first(rng, x), first(rng, x)]
    return Piece(make + rng.choice([
        ["if (One == 1)", f"  {y[0]}", "else", f"  {y[1]}" + a(X)],
        ["switch (One) {", "case 1:", f"  {y[0]}", "  break;", "default:",
         f"  {y[1]}" + a(X), "}"],
        [f"Sum += One == 1 ? co_await std::move({x}) : "
         f"2 * co_await std::move({x});" + a(X)],
        ["for (;;) {", "  if (One == 1) {", f"    {y[0]}" + a(X), "    break;",
         "  }", f"  {y[1]}", "  break;", "}"]]))


def left_between(rng, names):
    return function(names, "aio::Coro<int> Work", [
        "if (One == 1) {", f"  {first(rng, 'Work')}", "  co_return;", "}",
        first(rng, "Work") + a(X)], f"co_await {{}}({coroutine(rng)});")


def by_flag(rng, names):
    """What was done before says whether it is done now."""
    x, make = made(rng, names)
    b = names.new("Done")
    return Piece([*make, f"bool {b} = false;", "if (One == 1) {",
                  f"  {first(rng, x)}", f"  {b} = true;", "}", f"if (!{b})",
                  f"  {first(rng, x)}" + a(X)])


def task_twice(rng, names):
    t = names.new("Task")
    return Piece([f"auto {t} = aio::create_task({coroutine(rng)});",
                  f"Sum += co_await {t};", rng.choice([
                      f"Sum += co_await {t};", f"Sum += {t}.result();",
                      f"co_await aio::gather({t}, touch(1));",
                      f"Sum += co_await aio::shield({t});"]) + a(X)])


def task_by_copy(rng, names):
    t, u = names.new("Task"), names.new("Task")
    return Piece([f"auto {t} = aio::create_task({coroutine(rng)});",
                  f"const auto {u} = {t};", f"Sum += co_await std::move({t});",
                  f"Sum += co_await {u};" + a(X)])


def moved_back(rng, names):
    x, make = made(rng, names)
    y = names.new("Work")
    return Piece([*make, f"auto {y} = std::move({x});", *rng.choice([
        [f"{x} = std::move({y});"], [f"std::swap({x}, {y});"]]),
        first(rng, x) + a(X)])


def swapped(rng, names):
    x, make = made(rng, names)
    y = names.new("Work")
    return Piece([*make, f"auto {y} = {coroutine(rng)};",
                  f"Sum += co_await std::move({x});", f"std::swap({x}, {y});",
                  first(rng, x) + a(X)])


def exchanged(rng, names):
    x, make = made(rng, names)
    return Piece([*make, f"Sum += co_await std::exchange({x}, "
                  f"{coroutine(rng)});", first(rng, x) + a(X)])


def each_once(rng, names):
    v = names.new("Many")
    kind = rng.choice(["deque", "list"])
    return Piece([f"std::{kind}<aio::Coro<int>> {v};",
                  f"{v}.push_back({coroutine(rng)});",
                  f"{v}.push_back({coroutine(rng)});", f"while (!{v}.empty()) {{",
                  f"  Sum += co_await std::move({v}.front());" + a(X),
                  f"  {v}.pop_front();", "}"])


def reset_between(rng, names):
    o = names.new("Pending")
    return Piece([f"std::optional<aio::Coro<int>> {o} = {coroutine(rng)};",
                  *rng.choice([
                      [f"while ({o}) {{",
                       f"  Sum += co_await std::move(*{o});" + a(X),
                       f"  {o}.reset();", "}"],
                      [f"Sum += co_await std::move(*{o});",
                       f"{o}.emplace({coroutine(rng)});",
                       f"Sum += co_await std::move(*{o});" + a(X)],
                      [f"Sum += co_await *std::exchange({o}, std::nullopt);",
                       f"if ({o})", f"  Sum += co_await std::move(*{o});" + a(X)],
                  ])])


def asked(rng, names):
    """`done()` says that there is nothing left to run."""
    x, make = made(rng, names)
    return Piece([*make, first(rng, x), *rng.choice([
        [f"if (!{x}.done())", f"  Sum += co_await std::move({x});" + a(X)],
        [f"while (!{x}.done())", f"  Sum += co_await std::move({x});" + a(X)],
        [f"Sum += {x}.done() ? 1 : co_await std::move({x});" + a(X)]])])


def filled_member(rng, names):
    kind, x = names.new("Loader"), names.new("Own")
    return Piece([f"{kind} {x};", f"Sum += co_await {x}.get();",
                  f"Sum += co_await {x}.get();"],
                 [f"struct {kind} {{", "  std::optional<aio::Coro<int>> Work;",
                  "  aio::Coro<int> get() {", "    if (!Work)",
                  f"      Work = {coroutine(rng)};",
                  "    int Got = co_await std::move(*Work);" + a(X),
                  "    Work.reset();", "    co_return Got;", "  }", "};", ""])


def ended_by_throw(rng, names):
    """The handler does not come back."""
    g = names.new("tries")
    end = rng.choice(["throw;", "co_return 0;",
                      "throw std::runtime_error(\"no more\");"])
    return Piece(caught(rng, [f"Sum += co_await {g}(fails(One));"]),
                 [f"aio::Coro<int> {g}(aio::Coro<int> Work) {{",
                  "  for (int Try = 0; Try != 3; ++Try) {", "    try {",
                  "      co_return co_await std::move(Work);" + a(X),
                  "    } catch (const std::runtime_error &) {", f"      {end}",
                  "    }", "  }", "  co_return 1;", "}", ""])


def broken_off(rng, names):
    x, make = made(rng, names)
    i = names.new("I")
    return Piece([*make, f"for (int {i} = 0;; ++{i})",
                  f"  if ({i} == One) {{", f"    {first(rng, x)}" + a(X),
                  "    break;", "  }"])


def closures_of_their_own(rng, names):
    g, v = names.new("Make"), names.new("Each")
    return Piece([f"auto {g} = [] {{ return {coroutine(rng)}; }};",
                  f"for (int {v} : {{1, 2}})",
                  f"  Sum += {v} * co_await {g}();" + a(X)])


def future_twice(rng, names):
    t = names.new("Future")
    how = rng.choice(["aio::ensure_future({})", "aio::shield({})"])
    return Piece([f"auto {t} = {how.format(coroutine(rng))};",
                  f"Sum += co_await {t};", f"Sum += co_await {t};" + a(X)])


def task_retried(rng, names):
    """A task gives its exception as often as it is asked."""
    t, i = names.new("Task"), names.new("Try")
    return Piece([f"auto {t} = aio::create_task(fails(One));",
                  f"for (int {i} = 0; {i} != 2; ++{i})",
                  *indent(shapes.caught([f"Sum += co_await {t};" + a(X)],
                                        "std::runtime_error &"))])


def taken_out(rng, names):
    """The optional is empty after that."""
    o, w = names.new("Pending"), names.new("Work")
    return Piece([f"std::optional<aio::Coro<int>> {o} = {coroutine(rng)};",
                  f"if (auto {w} = std::exchange({o}, std::nullopt))",
                  f"  Sum += co_await std::move(*{w});", f"if ({o})",
                  f"  Sum += co_await std::move(*{o});" + a(X)])


def elements_apart(rng, names):
    v = names.new("Many")
    one, other = rng.choice([("[0]", "[1]"), (".front()", ".back()"),
                             (".at(0)", ".at(1)")])
    return Piece([f"std::vector<aio::Coro<int>> {v};",
                  f"{v}.push_back({coroutine(rng)});",
                  f"{v}.push_back({coroutine(rng)});",
                  f"Sum += co_await std::move({v}{one});",
                  f"Sum += co_await std::move({v}{other});" + a(X)])


ONCE = [remade, remade_in_handler, made_for_each_try, made_in_turn, exclusive,
        left_between, by_flag, task_twice, task_by_copy, moved_back, swapped,
        exchanged, each_once, reset_between, asked, filled_member,
        ended_by_throw, broken_off, closures_of_their_own, future_twice,
        task_retried, taken_out, elements_apart]
