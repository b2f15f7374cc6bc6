"""Coroutines that outlive what they use."""

from text import Piece, indent

A = "coro-dangling-argument"
C = "coro-lambda-capture"
L = "coro-local-in-spawned-task"
R = "coro-return-without-await"
D = "coro-dropped-eager-task"

# What the pieces use.
SHARED = """\
#define LongText "a text that is too long to be kept in a string's own bytes"

inline std::string longName(int N) { return std::string(80, char('a' + N % 26)); }
// A string that is gone may be anything: one that is no string is not followed.
inline void useText(std::string_view Text) {
  if (Text.size() < 1000)
    Sum += Text[Text.size() / 2];
}
inline aio::Coro<> prints(const std::string &Text) {
  co_await aio::sleep(0s);
  useText(Text);
}
inline aio::Coro<> printsAt(const std::string *Text) {
  co_await aio::sleep(0s);
  useText(*Text);
}
inline aio::Coro<> views(std::string_view Text) {
  co_await aio::sleep(0s);
  useText(Text);
}
inline aio::Coro<> printsTwice(const std::string &Text) {
  co_await prints(Text);
  co_await prints(Text);
}
inline aio::Coro<> printsMoved(std::string &&Text) {
  const std::string Own = std::move(Text);
  co_await aio::sleep(0s);
  useText(Own);
}
inline aio::Coro<> printsDefault(const std::string &Text = longName(3)) {
  co_await aio::sleep(0s);
  useText(Text);
}
inline aio::Coro<> printsLater(const std::string &Text) {
  co_await aio::sleep(2ms);
  useText(Text);
}
inline aio::Coro<> handsOn(const std::string &Text) { return prints(Text); }
inline aio::Coro<> either(int N, const std::string &Text) {
  if (N == 1)
    useText(Text);
  co_await aio::sleep(0s);
}
inline aio::Coro<> copies(std::string Text) {
  co_await aio::sleep(0s);
  useText(Text);
}
inline aio::Coro<> shares(std::shared_ptr<std::string> Text) {
  co_await aio::sleep(0s);
  useText(*Text);
}
template <class F> aio::Coro<> runsBody(F Body) { co_await Body(); }
struct Named {
  // AddressSanitizer writes to the beginning of what is gone.
  char Before[32];
  std::string Name;
  aio::Coro<> run() const {
    co_await aio::sleep(0s);
    useText(Name);
  }
};
inline Named makeNamed(int N) { return Named{{}, longName(N)}; }
inline aio::Coro<> printsOf(const Named &Whole) { co_await Whole.run(); }
inline void throwsIf(int N) {
  if (N == 1)
    throw std::runtime_error("no");
}
inline int checked(int N) {
  throwsIf(N);
  return N;
}
"""


def f(check):
    return f" // @fault:{check}@"


def a(check):
    return f" // @alike:{check}@"


def temporary(rng):
    """A string that is gone at the end of the full-expression, and whose text is
    elsewhere."""
    return rng.choice([
        "longName(1)", "std::string(longName(One))", "longName(1) + longName(2)",
        "One == 1 ? longName(1) : longName(2)", "std::string(80, 'x')",
        "Named{{}, longName(2)}.Name"])


def uses(rng, what):
    """A call of a coroutine that refers to the string `what`."""
    return rng.choice(["prints({})", "views({})", "printsTwice({})",
                       "handsOn({})", "either(One, {})"]).format(what)


# --- Arguments ---------------------------------------------------------------

def stored(rng, names):
    x = names.new("Kept")
    return Piece([f"auto {x} = {uses(rng, temporary(rng))};" + f(A),
                  f"co_await std::move({x});"])


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
    v = names.new("Many")
    add = rng.choice(["push_back", "emplace_back"])
    return Piece([f"std::vector<aio::Coro<>> {v};",
                  f"{v}.{add}({uses(rng, temporary(rng))});" + f(A),
                  f"for (auto &Each : {v})", "  co_await std::move(Each);"])


def in_optional(rng, names):
    o = names.new("Maybe")
    return Piece([f"std::optional<aio::Coro<>> {o};",
                  f"{o} = {uses(rng, temporary(rng))};" + f(A),
                  f"co_await std::move(*{o});"])


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


# --- Closures ----------------------------------------------------------------

def body(rng, name):
    """Of a coroutine that uses the string after a suspension."""
    return rng.choice([
        ["  co_await aio::sleep(0s);", f"  useText({name});", "}"],
        [f"  useText({name});", "  co_await value(1);", f"  useText({name});",
         "}"],
        [f"  co_await prints({name});", "}"]])


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
                  *body(rng, s), "();", f"co_await std::move({x});"])


def closure_started(rng, names):
    s, before, head = capture(rng, names)
    t = names.new("Task")
    return Piece([*before, f"auto {t} = aio::create_task({head}() -> "
                  "aio::Coro<> {" + f(C), *body(rng, s), "());",
                  f"co_await {t};"])


def closure_in_vector(rng, names):
    v, i = names.new("Many"), names.new("I")
    return Piece([f"std::vector<aio::Task<>> {v};",
                  f"for (int {i} = 0; {i} != 2; ++{i}) {{",
                  f"  {v}.push_back(aio::create_task([Own = longName({i})]() "
                  "-> aio::Coro<> {" + f(C), *indent(body(rng, "Own")),
                  "  ()));", "}", f"for (auto &Each : {v})",
                  "  co_await Each;"])


def closure_of_block(rng, names):
    s, before, head = capture(rng, names)
    o, g = names.new("Maybe"), names.new("Body")
    return Piece([f"std::optional<aio::Task<>> {o};", "{", *indent(before),
                  f"  auto {g} = {head}() -> aio::Coro<> {{" + f(C),
                  *indent(body(rng, s)), "  ;",
                  f"  {o} = aio::create_task({g}());", "}",
                  f"co_await *{o};"])


def closure_returned(rng, names):
    g = names.new("makesWork")
    return Piece([f"co_await {g}();"],
                 [f"aio::Coro<> {g}() {{", "  std::string Text = longName(1);",
                  "  return [Text]() -> aio::Coro<> {" + f(C),
                  *indent(body(rng, "Text")), "  ();", "}", ""])


def closure_at_once(rng, names):
    s, before, head = capture(rng, names)
    return Piece([*before, f"co_await {head}() -> aio::Coro<> {{" + a(C),
                  *body(rng, s), "();"])


def closure_lives(rng, names):
    s, before, head = capture(rng, names)
    g, t = names.new("Body"), names.new("Task")
    return Piece([*before, f"auto {g} = {head}() -> aio::Coro<> {{" + a(C),
                  *body(rng, s), ";", f"auto {t} = aio::create_task({g}());",
                  f"co_await {t};"])


def closure_given(rng, names):
    s, before, head = capture(rng, names)
    t = names.new("Task")
    return Piece([*before, f"auto {t} = aio::create_task(runsBody({head}() -> "
                  "aio::Coro<> {" + a(C), *body(rng, s), "));",
                  f"co_await {t};"])


def takes_argument(rng, names):
    s, t = names.new("Text"), names.new("Task")
    return Piece([f"std::string {s} = longName(1);",
                  f"auto {t} = aio::create_task([](std::string Own) -> "
                  "aio::Coro<> {" + a(C), *body(rng, "Own"), f"({s}));",
                  f"co_await {t};"])


# --- Variables of who starts it ----------------------------------------------

def left(rng, names, line, join, more=()):
    """A function that starts a task of its variable, with `line` between that and
    the join."""
    g = names.new("starts")
    return Piece(
        ["try {", f"  co_await {g}();",
         "} catch (const std::runtime_error &) {", "  ++Sum;", "}",
         "co_await aio::sleep(6ms);"],
        [f"aio::Coro<> {g}() {{", "  std::string Text = longName(1);",
         "  auto Task = aio::create_task(printsLater(Text));" + line,
         *indent(more), *indent(join), "}", ""])


def left_early(rng, names):
    return left(rng, names, f(L) + f(D), ["co_await Task;"],
                ["if (One == 1)", "  co_return;"])


def left_by_exception(rng, names):
    how = rng.choice(["throwsIf(One);", "Sum += checked(One);",
                      "if (One == 1)\n  throw std::runtime_error(\"no\");"])
    return left(rng, names, f(L), ["co_await Task;"], how.split("\n"))


def not_joined_in_loop(rng, names):
    v, i, s = names.new("Many"), names.new("I"), names.new("Text")
    return Piece([f"std::vector<aio::Task<>> {v};",
                  f"for (int {i} = 0; {i} != 2; ++{i}) {{",
                  f"  std::string {s} = longName({i});",
                  f"  {v}.push_back(aio::create_task(printsLater({s})));"
                  + f(L), "}", f"for (auto &Each : {v})", "  co_await Each;"])


def of_inner_scope(rng, names):
    o, s = names.new("Maybe"), names.new("Text")
    return Piece([f"std::optional<aio::Task<>> {o};", "{",
                  f"  std::string {s} = longName(1);",
                  f"  {o} = aio::create_task(printsLater({s}));" + f(L), "}",
                  f"co_await *{o};"])


def joined(rng, names):
    return left(rng, names, a(L), ["co_await Task;"], ["if (One == 1)",
                                                       "  ++Sum;"])


def joined_first(rng, names):
    return left(rng, names, a(L), ["co_await Task;"],
                ["if (One == 1) {", "  co_await Task;", "  co_return;", "}"])


def joined_after_handler(rng, names):
    return left(rng, names, a(L), ["co_await Task;"],
                ["try {", "  throwsIf(One);",
                 "} catch (const std::exception &) {", "  ++Sum;", "}"])


def joined_in_loop(rng, names):
    v, i, s = names.new("Many"), names.new("I"), names.new("Text")
    return Piece([f"std::string {s} = longName(1);",
                  f"std::vector<aio::Task<>> {v};",
                  f"for (int {i} = 0; {i} != 2; ++{i})",
                  f"  {v}.push_back(aio::create_task(printsLater({s})));"
                  + a(L), f"for (auto &Each : {v})", "  co_await Each;"])


def joined_by_group(rng, names):
    s = names.new("Text")
    return Piece([f"std::string {s} = longName(1);",
                  "co_await aio::task_group([&](aio::TaskGroup &G) -> "
                  "aio::Coro<> {",
                  f"  G.create_task(printsLater({s}));" + a(L), "  co_return;",
                  "});"])


# --- Returned ----------------------------------------------------------------

def function(names, parameters, lines, argument="", later=False):
    """`later`: the caller's full-expression, which may keep the argument, ends
    before it awaits."""
    g, x = names.new("gives"), names.new("Kept")
    body = [f"auto {x} = {g}({argument});", f"co_await std::move({x});"] \
        if later else [f"co_await {g}({argument});"]
    return Piece(body,
                 [f"aio::Coro<> {g}({parameters}) {{", *indent(lines), "}", ""])


def returned(rng, names):
    return function(names, "", ["std::string Text = longName(1);",
                                f"return {uses(rng, 'Text')};" + f(R)])


def returned_of_argument(rng, names):
    return function(names, "std::string Text",
                    [f"return {uses(rng, 'Text')};" + f(R)], "longName(1)",
                    later=True)


def returned_of_object(rng, names):
    make = rng.choice(["Named Own{{}, longName(1)};\nreturn Own.run();",
                       "auto Own = std::make_unique<Named>(Named{{}, longName(1)});\n"
                       "return Own->run();",
                       "Named Own{{}, longName(1)};\nreturn prints(Own.Name);"])
    return function(names, "", (make + f(R)).split("\n"))


def returned_later(rng, names):
    return function(names, "", ["std::string Text = longName(1);",
                                f"auto Work = {uses(rng, 'Text')};" + f(R),
                                "++Sum;", "return Work;"])


def returned_of_template(rng, names):
    g, x = names.new("gives"), names.new("Kept")
    return Piece([f"auto {x} = {g}(longName(1));", f"co_await std::move({x});"],
                 [f"template <class T> aio::Coro<> {g}(T Text) {{",
                  "  return prints(Text);" + f(R), "}", ""])


def returned_of_reference(rng, names):
    return function(names, "const std::string &Text",
                    [f"return {uses(rng, 'Text')};" + a(R)], "longName(1)")


def returned_of_copy(rng, names):
    return function(names, "std::string Text",
                    ["return copies(std::move(Text));" + a(R)], "longName(1)")


def returned_of_static(rng, names):
    return function(names, "", ["static const std::string Text = longName(1);",
                                f"return {uses(rng, 'Text')};" + a(R)])


def returned_awaited(rng, names):
    return function(names, "std::string Text",
                    [f"co_return co_await {uses(rng, 'Text')};" + a(R)],
                    "longName(1)")


DANGLING = [stored, of_literal, of_default, of_object, in_vector, in_optional,
            of_inner_block, started, started_in_group, of_aggregate, forwarded,
            by_pointer, moved_reference]
KEPT = [awaited_at_once, default_at_once, object_at_once, of_variable, extended,
        copied, view_of_literal, shared, of_static, in_one_expression]
CLOSURE_GONE = [kept, closure_started, closure_in_vector, closure_of_block,
                closure_returned]
CLOSURE_LIVES = [closure_at_once, closure_lives, closure_given, takes_argument]
LEFT = [left_early, left_by_exception, not_joined_in_loop, of_inner_scope]
JOINED = [joined, joined_first, joined_after_handler, joined_in_loop,
          joined_by_group]
RETURNED = [returned, returned_of_argument, returned_of_object, returned_later,
            returned_of_template]
GIVEN = [returned_of_reference, returned_of_copy, returned_of_static,
         returned_awaited]
