"""Coroutines that outlive their arguments."""

import shapes
from shapes import a, each, f
from text import Piece
from texts import temporary, uses

A = "coro-dangling-argument"


def kept(rng, names, make, mark, before=()):
    """What `make` gives is kept, and awaited in another full-expression."""
    held = shapes.held(rng, names, make, mark)
    return Piece([*before, *held.lines, held.awaited], held.before)


def stored(rng, names):
    return kept(rng, names, lambda r: uses(r, temporary(r)), f(A))


def of_literal(rng, names):
    x = names.new("Kept")
    how = rng.choice(["prints", "printsTwice"])
    return Piece([f"auto {x} = {how}(LongText);" + f(A),
                  f"co_await std::move({x});"])


def of_default(rng, names):
    x = names.new("Kept")
    return Piece([f"auto {x} = printsDefault();" + f(A),
                  f"co_await std::move({x});"])


def of_object(rng, names):
    x = names.new("Kept")
    make = rng.choice(["Named{{}, longName(1)}", "makeNamed(2)",
                       "(*std::make_unique<Named>(Named{{}, longName(1)}))"])
    return Piece([f"auto {x} = {make}.run();" + f(A),
                  f"co_await std::move({x});"])


def in_vector(rng, names):
    """Of more than one."""
    v = names.new("Many")
    add = rng.choice(["push_back", "emplace_back"])
    return Piece([f"std::vector<aio::Coro<>> {v};", f"{v}.reserve(2);",
                  f"{v}.{add}({uses(rng, temporary(rng))});" + f(A),
                  f"{v}.{add}(touch(1));", *each(v)])



def of_inner_block(rng, names):
    o, s = names.new("Maybe"), names.new("Text")
    return Piece([f"std::optional<aio::Coro<>> {o};", "{",
                  f"  std::string {s} = longName(1);",
                  f"  {o}.emplace({uses(rng, s)});" + f(A), "}",
                  f"co_await std::move(*{o});"])


def started(rng, names):
    t = names.new("Task")
    return Piece([f"auto {t} = aio::create_task("
                  f"{uses(rng, temporary(rng))});" + f(A), f"co_await {t};"])


def started_in_group(rng, names):
    return Piece(["co_await aio::task_group([](aio::TaskGroup &G) -> "
                  "aio::Coro<> {",
                  f"  G.create_task({uses(rng, temporary(rng))});" + f(A),
                  "  co_return;", "});"])


def of_aggregate(rng, names):
    x = names.new("Kept")
    return Piece([f"auto {x} = printsOf(Named{{{{}}, longName(3)}});" + f(A),
                  f"co_await std::move({x});"])


def forwarded(rng, names):
    g, x = names.new("forward"), names.new("Kept")
    return Piece([f"auto {x} = {g}({temporary(rng)});" + f(A),
                  f"co_await std::move({x});"],
                 ["template <class... T>", f"auto {g}(T &&...Each) {{",
                  "  return prints(std::forward<T>(Each)...);", "}", ""])


def by_pointer(rng, names):
    o, s = names.new("Maybe"), names.new("Text")
    return Piece([f"std::optional<aio::Coro<>> {o};", "if (One == 1) {",
                  f"  std::string {s} = longName(1);",
                  f"  {o} = printsAt(&{s});" + f(A), "}",
                  f"if ({o})", f"  co_await std::move(*{o});"])


def moved_reference(rng, names):
    s, x = names.new("Text"), names.new("Kept")
    return Piece([f"auto {s} = longName(1);",
                  f"auto {x} = printsMoved(std::string({s}));" + f(A),
                  f"co_await std::move({x});"])


def converted(rng):
    """Lines, and a coroutine whose argument is a temporary that a conversion of a
    variable makes."""
    return rng.choice([
        ("std::string {} = longName(1);", "printsOptional({})"),
        ("const char *{} = LongText;", "prints({})"),
        ("Path {}{{longName(1)}};", "prints({})"),
        # A copy: the other operand is no string.
        ("const std::string {} = longName(1);",
         "prints(One > 1 ? LongText : {})")])


def of_conversion(rng, names):
    s = names.new("Text")
    line, call = converted(rng)
    return kept(rng, names, lambda r: call.format(s), f(A), [line.format(s)])


def of_part(rng, names):
    """A part of a string, by value, looks like a view of it."""
    s = names.new("Text")
    line, call = rng.choice([
        ("const std::string {} = longName(1);", "views({}.substr(1))"),
        ("std::optional<std::string> {} = longName(1);",
         "views({}.value_or(LongText))"),
        ("std::string {} = longName(1);", "prints(std::min({0} + 'x', {0} + 'y'))"),
        ("const auto {} = std::make_pair(longName(1), 1);",
         "prints(std::pair({}).first)")])
    return kept(rng, names, lambda r: call.format(s), f(A), [line.format(s)])


def of_reference_member(rng, names):
    how = rng.choice(["sends({longName(1)})", "sends(Request{longName(1), 2})",
                      "sends({.Text = longName(1)})"])
    return kept(rng, names, lambda r: how, f(A))


def of_list(rng, names):
    how = rng.choice(["printsAll(std::vector<Named>(2, makeNamed(1)))",
                      "printsList({longName(1), longName(2)})",
                      "printsAll(std::array{makeNamed(1), makeNamed(2)})"])
    return kept(rng, names, lambda r: how, f(A))


def combined(rng, what):
    """What waits for `what`."""
    return rng.choice(["aio::gather({}, touch(1))", "aio::wait_for({}, 5s)",
                       "aio::shield({})", "aio::ensure_future({})"]).format(what)


def in_combinator(rng, names):
    x = names.new("Both")
    return Piece([f"auto {x} = {combined(rng, uses(rng, temporary(rng)))};"
                  + f(A), "++Sum;", f"co_await std::move({x});"])


def of_started(rng, names):
    """A task that a temporary has started of its member coroutine."""
    t = names.new("Task")
    make = rng.choice(["std::make_unique<Starter>()->start()",
                       "std::make_shared<Starter>()->start()", "Starter().start()"])
    return Piece([f"auto {t} = {make};" + f(A), f"co_await {t};"])


def of_loop_variable(rng, names):
    v = names.new("Many")
    return Piece([f"std::vector<aio::Coro<>> {v};",
                  "for (std::string Each : {longName(1), longName(2)})",
                  f"  {v}.push_back({uses(rng, 'Each')});" + f(A), *each(v)])


def awaited_at_once(rng, names):
    how = rng.choice(["co_await {};", "co_await aio::create_task({});",
                      "co_await aio::wait_for({}, 5s);",
                      "co_await aio::gather({}, value(1));",
                      "co_await aio::shield({});"])
    return Piece([how.format(uses(rng, temporary(rng))) + a(A)])


def default_at_once(rng, names):
    return Piece(["co_await printsDefault();" + a(A)])


def object_at_once(rng, names):
    return Piece(["co_await Named{{}, longName(1)}.run();" + a(A)])


def of_variable(rng, names):
    s, x = names.new("Text"), names.new("Kept")
    return Piece([f"const std::string {s} = longName(1);",
                  f"auto {x} = {uses(rng, s)};" + a(A),
                  f"co_await std::move({x});"])


def extended(rng, names):
    s, x = names.new("Text"), names.new("Kept")
    return Piece([f"const std::string &{s} = longName(1);",
                  f"auto {x} = {uses(rng, s)};" + a(A),
                  f"co_await std::move({x});"])


def copied(rng, names):
    x = names.new("Kept")
    how = rng.choice(["copies({})", "aio::create_task(copies({}))"])
    end = f"co_await std::move({x});"
    return Piece([f"auto {x} = {how.format(temporary(rng))};" + a(A), end])


def view_of_literal(rng, names):
    x = names.new("Kept")
    return Piece([f"auto {x} = views(LongText);" + a(A),
                  f"co_await std::move({x});"])


def shared(rng, names):
    x = names.new("Task")
    return Piece([f"auto {x} = aio::create_task(shares(std::make_shared<"
                  "std::string>(longName(1))));" + a(A), f"co_await {x};"])


def of_static(rng, names):
    s, t = names.new("Text"), names.new("Task")
    return Piece([f"static const std::string {s} = longName(1);",
                  f"auto {t} = aio::create_task({uses(rng, s)});" + a(A),
                  f"co_await {t};"])


def in_one_expression(rng, names):
    return Piece([rng.choice([
        f"(void)0, co_await {uses(rng, temporary(rng))};",
        f"One == 1 ? co_await {uses(rng, temporary(rng))} : co_await touch(1);",
    ]) + a(A)])


def of_no_conversion(rng, names):
    """The near misses of `of_conversion` and `of_part`."""
    s = names.new("Text")
    line, call = rng.choice([
        ("std::optional<std::string> {} = longName(1);", "printsOptional({})"),
        ("const char *{} = LongText;", "views({})"),
        ("Path {}{{longName(1)}};", "prints({}.Text)"),
        ("const std::string {} = longName(1);",
         "prints(One > 1 ? std::as_const({0}) : {0})"),
        ("const std::string_view {} = LongText;", "views({}.substr(1))"),
        ("const std::string {} = longName(1);",
         "views(std::string_view({}).substr(1))"),
        ("std::optional<std::string> {} = longName(1);", "prints({}.value())"),
        ("std::string {} = longName(1);", "prints(std::min({0}, {0}))"),
        ("const auto {} = std::make_pair(longName(1), 1);", "prints({}.first)")])
    return kept(rng, names, lambda r: call.format(s), a(A), [line.format(s)])


def of_kept_list(rng, names):
    v = names.new("Texts")
    kind = rng.choice(["std::vector<Named> {}(2, makeNamed(1));",
                       "const std::array {}{{makeNamed(1), makeNamed(2)}};",
                       "const Named {}[] = {{makeNamed(1), makeNamed(2)}};"])
    return kept(rng, names, lambda r: f"printsAll({v})", a(A), [kind.format(v)])


def of_kept_member(rng, names):
    s = names.new("Text")
    return kept(rng, names, lambda r: f"sends({{{s}, 2}})", a(A),
                [f"const std::string {s} = longName(1);"])


def hidden_at_once(rng, names):
    """What of_conversion and of_list keep is awaited where it is made."""
    s = names.new("Text")
    line, call = converted(rng)
    return Piece([line.format(s), rng.choice([
        f"co_await {call.format(s)};", f"co_await {combined(rng, call.format(s))};",
        "co_await printsList({longName(1), longName(2)});",
        "co_await sends({longName(1)});",
        "co_await calls([Own = longName(1)] { useText(Own); });"]) + a(A),
        f"(void){s};"])


def started_at_once(rng, names):
    make = rng.choice(["std::make_unique<Starter>()->start()", "Starter().start()",
                       "aio::wait_for(Starter().start(), 5s)"])
    return Piece([f"co_await {make};" + a(A)])


def of_elements(rng, names):
    t, v = names.new("Texts"), names.new("Many")
    head = rng.choice([f"for (const std::string &Each : {t})",
                       f"for (auto &Each : {t})", f"for (auto &&Each : {t})"])
    return Piece([f"std::vector<std::string> {t}(2, longName(1));",
                  f"std::vector<aio::Coro<>> {v};", head,
                  f"  {v}.push_back({uses(rng, 'Each')});" + a(A), *each(v)])


def of_shared(rng, names):
    s = names.new("Text")
    return kept(rng, names, lambda r: f"shares({s})", a(A),
                [f"auto {s} = std::make_shared<std::string>(longName(1));"])


def moved_in(rng, names):
    s = names.new("Text")
    return kept(rng, names, lambda r: f"copies(std::move({s}))", a(A),
                [f"auto {s} = longName(1);"])


def of_kept_result(rng, names):
    """A function that gives a reference to what lives on."""
    return kept(rng, names, lambda r: uses(r, "keptName()"), a(A))


DANGLING = [stored, of_literal, of_default, of_object, in_vector, of_inner_block,
            started, started_in_group, of_aggregate, forwarded, by_pointer,
            moved_reference, of_conversion, of_part, of_reference_member,
            of_list, in_combinator, of_started, of_loop_variable]
KEPT = [awaited_at_once, default_at_once, object_at_once, of_variable, extended,
        copied, view_of_literal, shared, of_static, in_one_expression,
        of_no_conversion, of_kept_list, of_kept_member, hidden_at_once,
        of_elements, of_shared, started_at_once, moved_in,
        of_kept_result]
