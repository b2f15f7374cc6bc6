"""Coroutine lambdas that outlive their closures."""

import shapes
from shapes import a, each, f
from text import Piece, indent
from texts import OWN

C = "coro-lambda-capture"


def body(rng, name):
    """Of a coroutine that uses the string after a suspension."""
    return rng.choice([
        ["  co_await aio::sleep(0s);", f"  useText({name});"],
        [f"  useText({name});", "  co_await value(1);", f"  useText({name});"],
        [f"  co_await prints({name});"]])


def capture(rng, names):
    """Name of the captured string, the lines before, and the lambda's head."""
    s = names.new("Text")
    before = [f"std::string {s} = longName(1);"]
    if rng.random() < 0.5:
        return s, before, f"[{s}]"
    return "Own", before, f"[Own = std::move({s})]"


def kept(rng, names):
    s, before, head = capture(rng, names)
    x = names.new("Kept")
    return Piece([*before, f"auto {x} = {head}() -> aio::Coro<> {{" + f(C),
                  *body(rng, s), "}();", f"co_await std::move({x});"])


def closure_started(rng, names):
    s, before, head = capture(rng, names)
    t = names.new("Task")
    return Piece([*before, f"auto {t} = aio::create_task({head}() -> "
                  "aio::Coro<> {" + f(C), *body(rng, s), "}());",
                  f"co_await {t};"])


def closure_in_vector(rng, names):
    v, i = names.new("Many"), names.new("I")
    return Piece([f"std::vector<aio::Task<>> {v};",
                  f"for (int {i} = 0; {i} != 2; ++{i}) {{",
                  f"  {v}.push_back(aio::create_task([Own = longName({i})]() "
                  "-> aio::Coro<> {" + f(C), *indent(body(rng, "Own")),
                  "  }()));", "}", *each(v, "Each")])


def closure_of_block(rng, names):
    s, before, head = capture(rng, names)
    o, g = names.new("Maybe"), names.new("Body")
    return Piece([f"std::optional<aio::Task<>> {o};", "{", *indent(before),
                  f"  auto {g} = {head}() -> aio::Coro<> {{" + f(C),
                  *indent(body(rng, s)), "  };",
                  f"  {o} = aio::create_task({g}());", "}",
                  f"co_await *{o};"])


def closure_returned(rng, names):
    g = names.new("makesWork")
    return Piece([f"co_await {g}();"],
                 [f"aio::Coro<> {g}() {{", "  std::string Text = longName(1);",
                  "  return [Text]() -> aio::Coro<> {" + f(C),
                  *indent(body(rng, "Text")), "  }();", "}", ""])


def lambda_lines(rng, head, mark, name="Own", end="};"):
    """A coroutine lambda that ends with `end`."""
    return [f"{head}() -> aio::Coro<> {{" + mark, *body(rng, name), end]


def closure_in_function(rng, names):
    """Type erasure keeps the closure no longer."""
    o, g = names.new("Maybe"), names.new("Body")
    return Piece([f"std::optional<aio::Task<>> {o};", "{",
                  *indent(lambda_lines(
                      rng, f"std::function<aio::Coro<>()> {g} = "
                      f"[{OWN}]", f(C))),
                  f"  {o} = aio::create_task({g}());", "}",
                  f"co_await *{o};"])


def closure_of_factory(rng, names):
    g, x = names.new("makesBody"), names.new("Kept")
    how, end = rng.choice([("{}(longName(1))()", "co_await std::move({});"),
                           ("aio::create_task({}(longName(1))())", "co_await {};")])
    return Piece([f"auto {x} = {how.format(g)};", end.format(x)],
                 [f"inline auto {g}(std::string Own) {{",
                  *indent(lambda_lines(rng, "return [Own]", f(C))), "}", ""])


def closure_erased(rng, names):
    """A handler that is removed while it runs."""
    m, t = names.new("Handlers"), names.new("Task")
    end = rng.choice([f"{m}.erase(1);", f"{m}.clear();"])
    return Piece([f"std::map<int, std::function<aio::Coro<>()>> {m};",
                  *lambda_lines(rng, f"{m}[1] = [{OWN}]", f(C)),
                  f"auto {t} = aio::create_task({m}[1]());",
                  end, f"co_await {t};"])


def closure_moved_away(rng, names):
    """The elements of a vector move when it grows."""
    v, t, g = names.new("Bodies"), names.new("Task"), names.new("Body")
    return Piece([*lambda_lines(rng, f"auto {g} = [{OWN}]", f(C)),
                  f"std::vector<decltype({g})> {v};", f"{v}.push_back({g});",
                  f"auto {t} = aio::create_task({v}.front()());",
                  f"for (int I = 0; I != 3; ++I)", f"  {v}.push_back({g});",
                  f"co_await {t};"])


def closure_owned(rng, names):
    g, p, t = names.new("Body"), names.new("Owned"), names.new("Task")
    kind = rng.choice([f"std::unique_ptr<decltype({g})>",
                       f"std::optional<decltype({g})>"])
    make = f"std::make_unique<decltype({g})>({g})" if "unique" in kind else g
    return Piece([*lambda_lines(rng, f"auto {g} = [{OWN}]", f(C)),
                  f"{kind} {p} = {make};",
                  f"auto {t} = aio::create_task((*{p})());", f"{p}.reset();",
                  f"co_await {t};"])


def closure_in_group(rng, names):
    return Piece(["co_await aio::task_group([](aio::TaskGroup &G) -> "
                  "aio::Coro<> {",
                  "  G.create_task([Own = longName(1)]() -> aio::Coro<> {" + f(C),
                  *indent(body(rng, "Own")), "  }());",
                  "  co_return;", "});"])


def closure_in_closure(rng, names):
    g, s = names.new("Outer"), names.new("Text")
    return Piece([f"std::string {s} = longName(1);",
                  f"auto {g} = [{s}] {{",
                  f"  return [{s}]() -> aio::Coro<> {{" + f(C),
                  *indent(body(rng, s)), "  }();", "};",
                  f"co_await {g}();"])


def closure_of_turn(rng, names):
    v, s = names.new("Many"), names.new("Text")
    head = rng.choice(["[&]", f"[{s}]", f"[&{s}]"])
    return Piece([f"std::vector<aio::Coro<>> {v};",
                  f"for (const std::string {s} : {{longName(1), longName(2)}}) {{",
                  *indent(lambda_lines(rng, f"auto Body = {head}", f(C), s)),
                  f"  {v}.push_back(Body());", "}", *each(v)])


def closure_in_combinator(rng, names):
    x = names.new("Both")
    how, more = rng.choice([("aio::gather", ", touch(1)"), ("aio::shield", ""),
                            ("aio::wait_for", ", 5s"), ("aio::ensure_future", "")])
    return Piece([f"auto {x} = {how}([Own = longName(1)]() -> aio::Coro<> {{"
                  + f(C), *body(rng, "Own"), f"}}(){more});",
                  f"co_await std::move({x});"])


def callback_gone(rng, names):
    """A plain closure that a coroutine calls after a suspension."""
    how = rng.choice(["calls", "callsBack"])
    held = shapes.held(rng, names, lambda r: f"{how}([{OWN}] {{ useText(Own); }})",
                       f(C))
    return Piece([*held.lines, held.awaited], held.before)


def closure_at_once(rng, names):
    s, before, head = capture(rng, names)
    return Piece([*before, f"co_await {head}() -> aio::Coro<> {{" + a(C),
                  *body(rng, s), "}();"])


def closure_lives(rng, names):
    s, before, head = capture(rng, names)
    g, t = names.new("Body"), names.new("Task")
    return Piece([*before, f"auto {g} = {head}() -> aio::Coro<> {{" + a(C),
                  *body(rng, s), "};", f"auto {t} = aio::create_task({g}());",
                  f"co_await {t};"])


def closure_given(rng, names):
    s, before, head = capture(rng, names)
    t = names.new("Task")
    return Piece([*before, f"auto {t} = aio::create_task(runsBody({head}() -> "
                  "aio::Coro<> {" + a(C), *body(rng, s), "}));",
                  f"co_await {t};"])


def takes_argument(rng, names):
    s, t = names.new("Text"), names.new("Task")
    return Piece([f"std::string {s} = longName(1);",
                  f"auto {t} = aio::create_task([](std::string Own) -> "
                  "aio::Coro<> {" + a(C), *body(rng, "Own"), f"}}({s}));",
                  f"co_await {t};"])


def function_lives(rng, names):
    g, t = names.new("Body"), names.new("Task")
    kind = rng.choice(["std::function<aio::Coro<>()>",
                       "const std::function<aio::Coro<>()>"])
    return Piece([*lambda_lines(rng, f"{kind} {g} = [{OWN}]", a(C)),
                  f"auto {t} = aio::create_task({g}());", f"co_await {t};"])


def factory_kept(rng, names):
    g, b = names.new("makesBody"), names.new("Body")
    how = rng.choice([[f"auto {b} = {g}(longName(1));", f"auto Work = {b}();",
                       "co_await std::move(Work);"],
                      [f"co_await {g}(longName(1))();"],
                      [f"co_await aio::create_task(runsBody({g}(longName(1))));"]])
    return Piece(["{", *indent(how), "}"],
                 [f"inline auto {g}(std::string Own) {{",
                  *indent(lambda_lines(rng, "return [Own]", a(C))), "}", ""])


def handler_kept(rng, names):
    m, t = names.new("Handlers"), names.new("Task")
    return Piece([f"std::map<int, std::function<aio::Coro<>()>> {m};",
                  *lambda_lines(rng, f"{m}[1] = [{OWN}]", a(C)),
                  f"auto {t} = aio::create_task({m}[1]());",
                  # The elements of a map stay where they are.
                  f"{m}[2] = {m}[1];", f"co_await {t};", f"{m}.clear();"])


def copy_runs(rng, names):
    """A handler that is copied before it runs may be removed."""
    m, t = names.new("Handlers"), names.new("Task")
    return Piece([f"std::map<int, std::function<aio::Coro<>()>> {m};",
                  *lambda_lines(rng, f"{m}[1] = [{OWN}]", a(C)),
                  f"auto {t} = aio::create_task(runsBody({m}[1]));",
                  f"{m}.erase(1);", f"co_await {t};"])


def elements_stay(rng, names):
    v, t, g = names.new("Bodies"), names.new("Task"), names.new("Body")
    kind, room = rng.choice([("vector", [f"{v}.reserve(8);"]), ("deque", []),
                             ("list", [])])
    return Piece([*lambda_lines(rng, f"auto {g} = [{OWN}]", a(C)),
                  f"std::{kind}<decltype({g})> {v};", *room,
                  f"{v}.push_back({g});",
                  f"auto {t} = aio::create_task({v}.front()());",
                  f"for (int I = 0; I != 3; ++I)", f"  {v}.push_back({g});",
                  f"co_await {t};"])


def owner_lives(rng, names):
    g, p, t = names.new("Body"), names.new("Owned"), names.new("Task")
    return Piece([*lambda_lines(rng, f"auto {g} = [{OWN}]", a(C)),
                  f"auto {p} = std::make_unique<decltype({g})>({g});",
                  f"auto {t} = aio::create_task((*{p})());", f"co_await {t};",
                  f"{p}.reset();"])


def closure_at_once_in_combinator(rng, names):
    how, more = rng.choice([("aio::gather", ", touch(1)"), ("aio::shield", ""),
                            ("aio::wait_for", ", 5s"), ("aio::create_task", "")])
    return Piece([f"co_await {how}([Own = longName(1)]() -> aio::Coro<> {{"
                  + a(C), *body(rng, "Own"), f"}}(){more});"])


def group_takes_argument(rng, names):
    return Piece(["co_await aio::task_group([](aio::TaskGroup &G) -> "
                  "aio::Coro<> {",
                  "  G.create_task([](std::string Own) -> aio::Coro<> {" + a(C),
                  *indent(body(rng, "Own")), "  }(longName(1)));",
                  "  co_return;", "});"])


def used_before(rng, names):
    """A plain lambda has read what it captures when it gives the coroutine."""
    s, x = names.new("Text"), names.new("Kept")
    return Piece([f"std::string {s} = longName(1);",
                  f"auto {x} = [{s}] {{ return copies({s}); }}();" + a(C),
                  f"co_await std::move({x});"])


def callback_lives(rng, names):
    g = names.new("Do")
    how, kind = rng.choice([("calls", "std::function<void()>"),
                            ("calls", "const std::function<void()>"),
                            ("callsBack", "auto")])
    held = shapes.held(rng, names, lambda r: f"{how}({g})", "")
    return Piece([f"{kind} {g} = [{OWN}] {{ useText(Own); }};" + a(C),
                  *held.lines, held.awaited], held.before)


def owner_given(rng, names):
    g, t = names.new("Body"), names.new("Task")
    how = rng.choice(["unique", "shared"])
    return Piece([*lambda_lines(rng, f"auto {g} = [{OWN}]", a(C)),
                  f"auto {t} = aio::create_task(runsOwned("
                  f"std::make_{how}<decltype({g})>({g})));", f"co_await {t};"])


CLOSURE_GONE = [kept, closure_started, closure_in_vector, closure_of_block,
                closure_returned, closure_in_function, closure_of_factory,
                closure_erased, closure_moved_away, closure_owned,
                closure_in_group, closure_in_closure, closure_of_turn,
                closure_in_combinator, callback_gone]
CLOSURE_LIVES = [closure_at_once, closure_lives, closure_given, takes_argument,
                 function_lives, factory_kept, handler_kept, copy_runs,
                 elements_stay, owner_lives, closure_at_once_in_combinator,
                 group_takes_argument, used_before, callback_lives, owner_given]
