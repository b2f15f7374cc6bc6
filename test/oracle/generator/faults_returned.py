"""Functions that return coroutines of their own variables."""

from shapes import a, each, f
from text import Piece, indent
from texts import uses

R = "coro-return-without-await"


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


def returned_in_combinator(rng, names):
    how = rng.choice(["aio::wait_for({}, 5s)", "aio::shield({})",
                      "aio::create_task({})", "aio::gather({}, touch(1))",
                      "aio::ensure_future({})"]).format(uses(rng, "Text"))
    g = names.new("gives")
    return Piece([f"co_await {g}();"],
                 [f"auto {g}() {{", "  std::string Text = longName(1);",
                  f"  return {how};" + f(R), "}", ""])


def returned_many(rng, names):
    """Coroutines of all elements of a variable."""
    g, v = names.new("gives"), names.new("Many")
    end = rng.choice([each(v), [f"co_await aio::gather(std::move({v}));"]])
    return Piece([f"std::vector<aio::Coro<>> {v} = {g}();", *end],
                 [f"std::vector<aio::Coro<>> {g}() {{",
                  "  const std::list<std::string> Texts(2, longName(1));",
                  "  std::vector<aio::Coro<>> Work;",
                  "  for (const std::string &Each : Texts)",
                  f"    Work.push_back({uses(rng, 'Each')});" + f(R),
                  "  return Work;", "}", ""])


def returned_by_lambda(rng, names):
    """Of a plain lambda's argument or variable."""
    g, x = names.new("Gives"), names.new("Kept")
    return Piece([*rng.choice([
        [f"auto {g} = [](std::string Text) {{",
         f"  return {uses(rng, 'Text')};" + f(R), "};",
         f"auto {x} = {g}(longName(1));"],
        [f"auto {g} = [](int N) {{", "  const std::string Text = longName(N);",
         f"  return {uses(rng, 'Text')};" + f(R), "};", f"auto {x} = {g}(1);"],
        [f"auto {g} = [](auto Text) {{", "  return prints(Text);" + f(R), "};",
         f"auto {x} = {g}(longName(1));"]]), f"co_await std::move({x});"])


def returned_by_member(rng, names):
    """Of a member function, which looks as if its object kept the argument."""
    kind, x = names.new("Store"), names.new("Kept")
    lead, end = rng.choice([("", ""), ("virtual ", ""), ("", " const"),
                            ("static ", "")])
    last = [f"  virtual ~{kind}() = default;"] if lead == "virtual " else []
    return Piece([f"{kind} Own;", f"auto {x} = Own.save(longName(1));",
                  f"co_await std::move({x});"],
                 [f"struct {kind} {{",
                  f"  {lead}aio::Coro<> save(std::string Text){end} {{",
                  f"    return {uses(rng, 'Text')};" + f(R), "  }", *last, "};",
                  ""])


def returned_by_branch(rng, names):
    body = rng.choice([
        ["if (One > 1)", "  return touch(1);",
         f"return {uses(rng, 'Text')};" + f(R)],
        ["switch (One) {", "case 1:", f"  return {uses(rng, 'Text')};" + f(R),
         "default:", "  return touch(1);", "}"],
        ["try {", "  throwsIf(One + 1);", f"  return {uses(rng, 'Text')};" + f(R),
         "} catch (const std::runtime_error &) {", "  return touch(1);", "}"],
        [f"return One == 1 ? {uses(rng, 'Text')} : touch(1);" + f(R)]])
    return function(names, "", ["std::string Text = longName(1);", *body])


def returned_by_call(rng, names):
    how = rng.choice(["std::invoke(prints, Text)",
                      "std::bind_front(prints, std::cref(Text))()",
                      "std::apply(prints, std::tie(Text))",
                      "std::visit([&](int) { return prints(Text); }, "
                      "std::variant<int>(1))"])
    return function(names, "", ["std::string Text = longName(1);",
                                f"return {how};" + f(R)])


def returned_in_pair(rng, names):
    g, x = names.new("gives"), names.new("Pair")
    kind, how = rng.choice([
        ("std::pair<int, aio::Coro<>>", "{{1, {}}}"),
        ("std::tuple<int, aio::Coro<>>", "{{1, {}}}"),
        ("std::pair<int, aio::Coro<>>", "std::make_pair(1, {})")])
    return Piece([f"auto {x} = {g}();", f"Sum += std::get<0>({x});",
                  f"co_await std::move(std::get<1>({x}));"],
                 [f"{kind} {g}() {{", "  std::string Text = longName(1);",
                  f"  return {how.format(uses(rng, 'Text'))};" + f(R), "}", ""])


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


def given_in_combinator(rng, names):
    """Of what the caller keeps until it has waited."""
    how = rng.choice(["aio::wait_for({}, 5s)", "aio::shield({})",
                      "aio::create_task({})", "aio::gather({}, touch(1))",
                      "aio::ensure_future({})"]).format(uses(rng, "Text"))
    g, s = names.new("gives"), names.new("Text")
    return Piece([f"const std::string {s} = longName(1);", f"co_await {g}({s});"],
                 [f"auto {g}(const std::string &Text) {{",
                  f"  return {how};" + a(R), "}", ""])


def given_many(rng, names):
    g, v, s = names.new("gives"), names.new("Many"), names.new("Texts")
    parameter, how = rng.choice([
        ("const std::vector<std::string> &Texts", uses(rng, "Each")),
        ("std::span<const std::string> Texts", uses(rng, "Each")),
        ("std::vector<std::string> Texts", "copies(Each)")])
    return Piece([f"const std::vector<std::string> {s}(2, longName(1));",
                  f"std::vector<aio::Coro<>> {v} = {g}({s});", *each(v)],
                 [f"std::vector<aio::Coro<>> {g}({parameter}) {{",
                  "  std::vector<aio::Coro<>> Work;",
                  "  for (const std::string &Each : Texts)",
                  f"    Work.push_back({how});" + a(R), "  return Work;", "}", ""])


def given_by_lambda(rng, names):
    g, s, x = names.new("Gives"), names.new("Text"), names.new("Kept")
    head, how = rng.choice([
        ("[](const std::string &Given)", uses(rng, "Given")),
        ("[](std::string Given)", "copies(std::move(Given))"),
        ("[](const auto &Given)", "prints(Given)"),
        ("[](std::string_view Given)", "views(Given)")])
    return Piece([f"const std::string {s} = longName(1);",
                  f"auto {g} = {head} {{", f"  return {how};" + a(R), "};",
                  f"auto {x} = {g}({s});", f"co_await std::move({x});"])


def given_of_member(rng, names):
    """Of the object, which the caller has."""
    kind, x = names.new("Store"), names.new("Kept")
    return Piece([f"{kind} Own;", f"auto {x} = Own.save(longName(1));",
                  f"co_await std::move({x});"],
                 [f"struct {kind} {{", "  aio::Coro<> save(std::string Given) {",
                  "    Text = std::move(Given);",
                  f"    return {uses(rng, 'Text')};" + a(R), "  }",
                  "  std::string Text;", "};", ""])


def given_by_coroutine(rng, names):
    """The frame of a coroutine keeps what is moved into it."""
    how = rng.choice([
        "[](std::string Own) -> aio::Coro<> { co_await prints(Own); }(Text)",
        "runsBody([Text]() -> aio::Coro<> { co_await prints(Text); })",
        "shares(std::make_shared<std::string>(Text))",
        "std::invoke(copies, Text)", "std::bind_front(copies, Text)()",
        "aio::create_task(copies(Text))"])
    g, x = names.new("gives"), names.new("Kept")
    return Piece([f"auto {x} = {g}(longName(1));", f"co_await std::move({x});"],
                 [f"auto {g}(std::string Text) {{", f"  return {how};" + a(R),
                  "}", ""])


def given_by_branch(rng, names):
    return function(names, "const std::string &Text", [
        *rng.choice([["if (One > 1)", "  return touch(1);"],
                     ["if (Text.empty()) {", "  std::string Other = longName(2);",
                      "  return copies(Other);", "}"]]),
        f"return {uses(rng, 'Text')};" + a(R)], "longName(1)")


def given_by_pointer(rng, names):
    g, s, x = names.new("gives"), names.new("Text"), names.new("Kept")
    kind, how, argument = rng.choice([
        ("const std::string *Text", "printsAt(Text)", f"&{s}"),
        ("const std::string *Text", "prints(*Text)", f"&{s}"),
        ("std::reference_wrapper<std::string> Text", "prints(Text.get())",
         f"std::ref({s})")])
    return Piece([f"std::string {s} = longName(1);",
                  f"auto {x} = {g}({argument});", f"co_await std::move({x});"],
                 [f"aio::Coro<> {g}({kind}) {{", f"  return {how};" + a(R), "}",
                  ""])


def given_in_pair(rng, names):
    g, x = names.new("gives"), names.new("Pair")
    return Piece([f"auto {x} = {g}(keptName());", f"Sum += std::get<0>({x});",
                  f"co_await std::move(std::get<1>({x}));"],
                 [f"std::pair<int, aio::Coro<>> {g}(const std::string &Text) {{",
                  f"  return {{1, {uses(rng, 'Text')}}};" + a(R), "}", ""])


RETURNED = [returned, returned_of_argument, returned_of_object, returned_later,
            returned_of_template, returned_in_combinator, returned_many,
            returned_by_lambda, returned_by_member, returned_by_branch,
            returned_by_call, returned_in_pair]
GIVEN = [returned_of_reference, returned_of_copy, returned_of_static,
         returned_awaited, given_in_combinator, given_many, given_by_lambda,
         given_of_member, given_by_coroutine, given_by_branch,
         given_by_pointer, given_in_pair]
