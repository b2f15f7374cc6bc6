"""What can be put around a piece without changing what is wrong with it."""

import noise
from text import Piece, indent


def wrap(piece, rng, names, times):
    """Puts so many things around it."""
    for _ in range(0 if piece.alone else times):
        some = AROUND_FUNCTIONS if piece.returns else ALL
        if piece.cancels:
            some = [w for w in some if w not in NOT_CANCELLED]
        piece = rng.choice(some)(piece, rng, names)
        if rng.random() < 0.4:
            piece.body = [*noise.statements(rng, names), *piece.body]
        if rng.random() < 0.3 and not piece.returns:
            piece.body = [*piece.body, *noise.statements(rng, names)]
    return piece


# --- Statements around statements --------------------------------------------

def block(piece, rng, names):
    return piece.around(["{", *indent(piece.body), "}"])


def when(piece, rng, names):
    condition = rng.choice(["One == 1", "Sum >= 0 || One", "!(One > 1)"])
    return piece.around([f"if ({condition}) {{", *indent(piece.body), "}"])


def otherwise(piece, rng, names):
    return piece.around(
        ["if (One > 1) {", *indent(noise.statements(rng, names)), "} else {",
         *indent(piece.body), "}"])


def when_awaited(piece, rng, names):
    return piece.around(
        ["if (int Got = co_await value(1); Got == One) {", *indent(piece.body),
         "}"])


def switch(piece, rng, names):
    head = rng.choice(["One", "co_await value(1)", "int N = One; N"])
    return piece.around(
        [f"switch ({head}) {{", "case 1: {", *indent(piece.body), "  break;",
         "}", "default:", "  break;", "}"])


def handler(piece, rng, names):
    kind = rng.choice(["std::runtime_error", "std::logic_error",
                       "std::exception"])
    return piece.around(
        ["try {", *indent(piece.body), f"}} catch (const {kind} &) {{",
         "  ++Sum;", "}"])


def locked(piece, rng, names):
    lock, guard = names.new("Lock"), names.new("Guard")
    return piece.around(
        [f"aio::Lock {lock};", "{",
         f"  auto {guard} = co_await {lock}.scoped();", *indent(piece.body),
         "}"])


# --- Loops -------------------------------------------------------------------

def loop(piece, rng, names):
    i = names.new("I")
    head = rng.choice([f"for (int {i} = 0; {i} != 1; ++{i}) {{",
                       f"for (int {i} : {{1}}) {{",
                       f"for (int {i} = One; {i}-- > 0;) {{"])
    unused = [f"  Sum += {i};"] if ":" in head else []
    piece = piece.in_loop()
    return piece.around([head, *unused, *indent(piece.body), "}"])


def do_while(piece, rng, names):
    i = names.new("Left")
    piece = piece.in_loop()
    return piece.around(
        [f"int {i} = 1;", "do {", *indent(piece.body),
         f"}} while (--{i} > 0);"])


def over_generator(piece, rng, names):
    g = names.new("Numbers")
    piece = piece.in_loop()
    return piece.around(
        [f"auto {g} = numbers(1);", f"while (auto N = co_await {g}.next()) {{",
         "  Sum += *N;", *indent(piece.body), "}"])


# --- Functions ---------------------------------------------------------------

def ended(body):
    """The body of a function that is a coroutine, whatever is in it."""
    inner = any("-> aio::Coro<>" in line for line in body)
    if any("co_" in line for line in body) and not inner:
        return body
    return [*body, "co_return;"]


def coroutine(piece, names, stem="step", lead=""):
    """Makes a function of the piece; gives its name and the lines."""
    name = names.new(stem)
    piece = piece.in_function()
    return name, [*piece.before, f"{lead}aio::Coro<> {name}() {{",
                  *indent(ended(piece.body)), "}", ""]


def lifted(piece, body, before):
    """The piece is in a function now."""
    return Piece(body, before, False, piece.cancels)


def child(piece, rng, names):
    name, before = coroutine(piece, names)
    return lifted(piece, [f"co_await {name}();"], before)


def child_later(piece, rng, names):
    name, before = coroutine(piece, names)
    held = names.new("Held")
    return lifted(piece, [f"auto {held} = {name}();", "++Sum;",
                          f"co_await std::move({held});"], before)


def template(piece, rng, names):
    name, before = coroutine(piece, names,
                             lead="template <class T> ", stem="generic")
    kind = rng.choice(["int", "char", "long"])
    return lifted(piece, [f"co_await {name}<{kind}>();"], before)


def member(piece, rng, names):
    kind, how = names.new("Worker"), rng.choice(["", "virtual ", "static "])
    name, function = coroutine(piece, names, stem="run", lead=how)
    first = len(piece.before)
    before = [*function[:first], f"struct {kind} {{", *indent(function[first:-1]),
              f"  virtual ~{kind}() = default;" if "virtual" in how
              else "  int Own = 0;", "};", ""]
    obj = names.new("Own")
    return lifted(piece, [f"{kind} {obj};", f"co_await {obj}.{name}();"],
                  before)


def closure(piece, rng, names):
    f = names.new("Body")
    piece = piece.in_function()
    return piece.around(
        [f"auto {f} = [&]() -> aio::Coro<> {{", *indent(ended(piece.body)),
         "};", f"co_await {f}();"])


def closure_at_once(piece, rng, names):
    piece = piece.in_function()
    return piece.around(
        ["co_await [&]() -> aio::Coro<> {", *indent(ended(piece.body)), "}();"])


def by_function_object(piece, rng, names):
    name, before = coroutine(piece, names)
    f = names.new("Function")
    kind = rng.choice(["std::function<aio::Coro<>()>", "aio::Coro<> (*{})()"])
    declared = kind.format(f) if "{}" in kind else f"{kind} {f}"
    return lifted(piece, [f"{declared} = {name};", f"co_await {f}();"], before)


def recursive(piece, rng, names):
    name = names.new("deep")
    piece = piece.in_function()
    before = [*piece.before, f"aio::Coro<> {name}(int Left) {{",
              "  if (Left > 0) {", f"    co_await {name}(Left - 1);",
              "    co_return;", "  }", *indent(piece.body), "}", ""]
    return lifted(piece, [f"co_await {name}({rng.randint(1, 3)});"], before)


def task(piece, rng, names):
    name, before = coroutine(piece, names)
    t = names.new("Task")
    return lifted(piece, [f"auto {t} = aio::create_task({name}());",
                          f"co_await {t};"], before)


def gathered(piece, rng, names):
    name, before = coroutine(piece, names)
    parts = [f"{name}()", "value(1)"]
    rng.shuffle(parts)
    return lifted(piece, [f"co_await aio::gather({', '.join(parts)});"], before)


def grouped(piece, rng, names):
    name, before = coroutine(piece, names)
    return lifted(
        piece, ["co_await aio::task_group([&](aio::TaskGroup &G) -> "
                "aio::Coro<> {", f"  G.create_task({name}());", "  co_return;",
                "});"], before)


def in_time(piece, rng, names):
    name, before = coroutine(piece, names)
    return lifted(piece, [rng.choice([
        f"co_await aio::wait_for({name}(), 5s);",
        f"co_await aio::timeout(5s, [] {{ return {name}(); }});"])], before)


def in_container(piece, rng, names):
    name, before = coroutine(piece, names)
    v = names.new("Many")
    return lifted(
        piece, [f"std::vector<aio::Coro<>> {v};", f"{v}.push_back({name}());",
                f"for (auto &Each : {v})", "  co_await std::move(Each);"],
        before)


def by_fold(piece, rng, names):
    name, before = coroutine(piece, names)
    each = names.new("each")
    before += ["template <class... T>", f"aio::Coro<> {each}(T... Values) {{",
               "  (..., (Sum += Values));",
               f"  (co_await (sizeof(Values) == sizeof(int) ? {name}() : "
               "touch(1)), ...);", "}", ""]
    return lifted(piece, [f"co_await {each}(1, 'x');"], before)


def by_member_pointer(piece, rng, names):
    kind, own, which = names.new("Worker"), names.new("Own"), names.new("Which")
    name, function = coroutine(piece, names, stem="run")
    first = len(piece.before)
    before = [*function[:first], f"struct {kind} {{",
              *indent(function[first:-1]), "};", ""]
    return lifted(piece, [f"{kind} {own};", f"auto {which} = &{kind}::{name};",
                          f"co_await ({own}.*{which})();"], before)


def by_base_class(piece, rng, names):
    base, kind = names.new("Runs"), names.new("Worker")
    name, function = coroutine(piece, names, stem="run")
    first = len(piece.before)
    before = [*function[:first], f"template <class D> struct {base} {{",
              "  aio::Coro<> go() {",
              f"    co_await static_cast<D *>(this)->{name}();", "  }", "};",
              f"struct {kind} : {base}<{kind}> {{",
              *indent(function[first:-1]), "};", ""]
    own = names.new("Own")
    return lifted(piece, [f"{kind} {own};", f"co_await {own}.go();"], before)


def by_visit(piece, rng, names):
    name, before = coroutine(piece, names)
    v = names.new("Either")
    return lifted(piece, [f"std::variant<int, char> {v} = 'x';",
                          "co_await std::visit([](auto) { return "
                          f"{name}(); }}, {v});"], before)


def by_invoke(piece, rng, names):
    name, before = coroutine(piece, names)
    return lifted(piece, [rng.choice([
        f"co_await std::invoke({name});", f"co_await std::bind_front({name})();",
        f"co_await (*std::make_unique<aio::Coro<> (*)()>({name}))();"])], before)


def as_operand(piece, rng, names):
    name, before = coroutine(piece, names)
    return lifted(piece, [rng.choice([
        f"co_await {name}(), ++Sum;",
        f"One == 1 ? co_await {name}() : co_await touch(1);",
        f"if (One == 1 && (co_await {name}(), true))\n  ++Sum;",
        f"for (co_await {name}(); Sum < 0;)\n  ++Sum;",
        f"switch (co_await {name}(), One)\n{{\ndefault:\n  ++Sum;\n}}",
    ])], before)


def completed(piece, rng, names):
    name, before = coroutine(piece, names)
    v = names.new("Many")
    return lifted(
        piece, [f"std::vector<aio::Coro<>> {v};", f"{v}.push_back(touch(1));",
                f"{v}.push_back({name}());",
                f"for (auto &Next : aio::as_completed(std::move({v})))",
                "  co_await std::move(Next);"], before)


def shielded(piece, rng, names):
    name, before = coroutine(piece, names)
    return lifted(piece, [f"co_await aio::shield({name}());"], before)


def generic_closure(piece, rng, names):
    f = names.new("Body")
    piece = piece.in_function()
    return piece.around(
        [f"auto {f} = [](auto N) -> aio::Coro<> {{", "  Sum += N;",
         *indent(ended(piece.body)), "};", f"co_await {f}(1);"])


def local_class(piece, rng, names):
    kind = names.new("Local")
    piece = piece.in_function()
    return piece.around(
        [f"struct {kind} {{", "  aio::Coro<> operator()() const {",
         *indent(indent(ended(piece.body))), "  }", "};",
         f"co_await {kind}()();"])


def by_macro(piece, rng, names):
    name, before = coroutine(piece, names)
    return lifted(piece, [f"ORACLE_AWAIT({name}());"], before)


def static_member(piece, rng, names):
    kind = names.new("Tools")
    name, function = coroutine(piece, names, stem="run", lead="static ")
    first = len(piece.before)
    before = [*function[:first], f"template <class T> struct {kind} {{",
              *indent(function[first:-1]), "};", ""]
    return lifted(piece, [f"co_await {kind}<int>::{name}();"], before)


def owned_closure(piece, rng, names):
    piece = piece.in_function()
    return piece.around(
        ["co_await [Own = std::make_unique<int>(1)]() -> aio::Coro<> {",
         "  Sum += *Own;", *indent(ended(piece.body)), "}();"])


STATEMENTS = [block, when, otherwise, when_awaited, switch, handler, locked,
              loop, do_while, over_generator, closure, closure_at_once]
AROUND_FUNCTIONS = [child, child_later, template, member, by_function_object,
                    recursive, task, gathered, grouped, in_time, in_container,
                    closure, closure_at_once, by_fold, by_member_pointer,
                    by_base_class, by_visit, by_invoke, as_operand, completed,
                    shielded, generic_closure, local_class, by_macro,
                    static_member, owned_closure]
ALL = STATEMENTS + AROUND_FUNCTIONS
# A cancellation comes out of these in another way, or not.
NOT_CANCELLED = [handler, grouped, completed, shielded]
