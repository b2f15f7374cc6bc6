"""Tasks that outlive the variables of the function that started them."""

from shapes import a, caught, each, f
from text import Piece, indent

L = "coro-local-in-spawned-task"
D = "coro-dropped-eager-task"


def left(rng, names, line, join, more=()):
    """A function that starts a task of its variable, with `line` between that and
    the join."""
    g = names.new("starts")
    return Piece(
        [*caught([f"co_await {g}();"]), "co_await aio::sleep(6ms);"],
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
                  + f(L), "}", *each(v, "Each")])


def of_inner_scope(rng, names):
    o, s = names.new("Maybe"), names.new("Text")
    return Piece([f"std::optional<aio::Task<>> {o};", "{",
                  f"  std::string {s} = longName(1);",
                  f"  {o} = aio::create_task(printsLater({s}));" + f(L), "}",
                  f"co_await *{o};"])


def of_group_body(rng, names):
    """The body of a group ends before the group's tasks."""
    s = names.new("Text")
    return Piece(["co_await aio::task_group([](aio::TaskGroup &G) -> "
                  "aio::Coro<> {", f"  const std::string {s} = longName(1);",
                  f"  G.create_task(printsLater({s}));" + f(L),
                  *rng.choice([["  co_return;"], ["  co_await aio::sleep(0s);"],
                               [f"  co_await prints({s});"]]), "});"])


def left_by_time(rng, names):
    """A shield keeps the task going when the time is up."""
    how = rng.choice(["aio::wait_for(aio::shield(Task), 1ms)",
                      "aio::timeout(1ms, [&] { return aio::shield(Task); })"])
    return left(rng, names, f(L) + f(D),
                caught([f"co_await {how};"], "aio::TimeoutError &"))


def left_by_library(rng, names):
    """What throws is none of the program's own functions."""
    how = rng.choice([
        ("std::vector<int> Values(1);", "Sum += Values.at(One + 2);"),
        ("std::map<int, int> Values;", "Sum += Values.at(One);"),
        ('std::string Digits = "x";', "Sum += std::stoi(Digits);"),
        ("std::variant<int, char> Either = 'x';", "Sum += std::get<int>(Either);"),
        ("std::optional<int> Maybe;", "Sum += Maybe.value();")])
    return left(rng, names, f(L), ["co_await Task;"], list(how))


def left_by_other(rng, names):
    """Another coroutine that is awaited first throws."""
    how = rng.choice(["Sum += co_await fails(One);",
                      "Sum += co_await aio::create_task(fails(One));",
                      "co_await aio::gather(fails(One), touch(1));",
                      "Sum += co_await aio::wait_for(fails(One), 5s);"])
    return left(rng, names, f(L), ["co_await Task;"], [how])


def left_by_first_of_two(rng, names):
    return left(rng, names, f(L), ["co_await Task;"],
                ["auto Other = aio::create_task(fails(One));",
                 "Sum += co_await Other;"])


def left_by_race(rng, names):
    """Only the first that ends is waited for."""
    return left(rng, names, f(L) + f(D),
                ["std::vector<aio::Task<>> Both{Task, aio::create_task(touch(1))};",
                 "auto Ended = co_await aio::wait(Both, aio::FIRST_COMPLETED);",
                 "for (auto &Each : Ended.done)", "  co_await Each;"])


def left_by_switch(rng, names):
    return left(rng, names, f(L) + f(D), ["co_await Task;"],
                rng.choice([["switch (One) {", "case 1:", "  co_return;",
                             "default:", "  break;", "}"],
                            ["for (int I = 0; I != 3; ++I)", "  if (I == One)",
                             "    co_return;"],
                            ["if (co_await value(1) == One)", "  co_return;"]]))


def object_left(rng, names):
    g = names.new("starts")
    return Piece([f"co_await {g}();", "co_await aio::sleep(6ms);"],
                 [f"aio::Coro<> {g}() {{",
                  *rng.choice([["  Named Own{{}, longName(1)};",
                                "  auto Task = aio::create_task(Own.runLater());"
                                + f(L) + f(D)],
                               ["  Named Own{{}, longName(1)};",
                                "  auto Task = aio::create_task("
                                "printsLater(Own.Name));" + f(L) + f(D)],
                               ["  auto Own = std::make_unique<Named>("
                                "makeNamed(1));",
                                "  auto Task = aio::create_task("
                                "Own->runLater());" + f(L) + f(D)]]),
                  "  if (One == 1)", "    co_return;", "  co_await Task;", "}", ""])


def object_of_group_body(rng, names):
    """The object that starts it is a variable of the group's body."""
    kind = names.new("Starter")
    return Piece(["co_await aio::task_group([](aio::TaskGroup &G) -> "
                  "aio::Coro<> {", f"  {kind} Own;",
                  rng.choice(["  Own.startIn(G);",
                              "  G.create_task(printsLater(Own.Name));"]) + f(L),
                  *rng.choice([["  co_return;"], ["  co_await aio::sleep(0s);"]]),
                  "});"],
                 [f"struct {kind} {{", "  Room Before;",
                  "  std::string Name = longName(5);", f"  ~{kind}() {{ ++Sum; }}",
                  "  void startIn(aio::TaskGroup &G) {",
                  "    G.create_task(printsLater(Name));", "  }", "};", ""])


def object_of_inner_scope(rng, names):
    t, p = names.new("Task"), names.new("Own")
    return Piece([f"std::optional<aio::Task<>> {t};", "{", f"  Starter {p};",
                  f"  {t} = {p}.start();" + f(L), "}", f"co_await *{t};"])


def joined(rng, names):
    return left(rng, names, a(L), ["co_await Task;"], ["if (One == 1)",
                                                       "  ++Sum;"])


def joined_first(rng, names):
    return left(rng, names, a(L), ["co_await Task;"],
                ["if (One == 1) {", "  co_await Task;", "  co_return;", "}"])


def joined_after_handler(rng, names):
    return left(rng, names, a(L), ["co_await Task;"],
                caught(["throwsIf(One);"]))


def joined_in_loop(rng, names):
    v, i, s = names.new("Many"), names.new("I"), names.new("Text")
    return Piece([f"std::string {s} = longName(1);",
                  f"std::vector<aio::Task<>> {v};",
                  f"for (int {i} = 0; {i} != 2; ++{i})",
                  f"  {v}.push_back(aio::create_task(printsLater({s})));"
                  + a(L), *each(v, "Each")])


def joined_by_group(rng, names):
    s = names.new("Text")
    return Piece([f"std::string {s} = longName(1);",
                  "co_await aio::task_group([&](aio::TaskGroup &G) -> "
                  "aio::Coro<> {",
                  f"  G.create_task(printsLater({s}));" + a(L), "  co_return;",
                  "});"])


def joined_after_other(rng, names):
    """What the others throw is caught before the join."""
    how = rng.choice(["Sum += co_await fails(One);", "Sum += std::stoi(\"x\");",
                      "Sum += std::vector<int>(1).at(One);"])
    return left(rng, names, a(L), ["co_await Task;"], caught([how]))


def joined_by_time(rng, names):
    """Without a shield, the task has been cancelled, and has ended."""
    return left(rng, names, a(L),
                caught(["co_await aio::wait_for(Task, 1ms);"],
                       "aio::TimeoutError &"))


def cancelled_and_joined(rng, names):
    return left(rng, names, a(L), ["co_await aio::wait(std::vector{Task});"],
                ["Task.cancel();"])


def joined_by_race(rng, names):
    return left(rng, names, a(L),
                ["std::vector<aio::Task<>> Both{Task, aio::create_task(touch(1))};",
                 "auto Ended = co_await aio::wait(Both, aio::FIRST_COMPLETED);",
                 "for (auto &Each : Ended.pending)", "  co_await Each;"])


def joined_by_gather(rng, names):
    return left(rng, names, a(L), [rng.choice([
        "co_await aio::gather(Task, printsLater(Text));",
        "co_await aio::gather(std::vector{Task});",
        "co_await aio::shield(Task);", "co_await aio::wait_for(Task, 5s);",
        "co_await aio::timeout(5s, [&] { return aio::shield(Task); });"])])


def group_of_caller(rng, names):
    """The variable is outside of the group's body."""
    s = names.new("Text")
    return Piece([f"const std::string {s} = longName(1);",
                  f"co_await aio::task_group([&{s}](aio::TaskGroup &G) -> "
                  "aio::Coro<> {", f"  const std::string &Same = {s};",
                  "  G.create_task(printsLater(Same));" + a(L),
                  "  co_await aio::sleep(0s);", "});"])


def joined_in_group_body(rng, names):
    s = names.new("Text")
    return Piece(["co_await aio::task_group([](aio::TaskGroup &G) -> "
                  "aio::Coro<> {", f"  const std::string {s} = longName(1);",
                  f"  co_await G.create_task(printsLater({s}));" + a(L), "});"])


def given_away(rng, names):
    """The task has what it uses."""
    how = rng.choice(["copies(Text)", "copies(std::move(Text))",
                      "shares(std::make_shared<std::string>(Text))",
                      "[](std::string Own) -> aio::Coro<> { co_await "
                      "printsLater(Own); }(Text)"])
    g, v = names.new("starts"), names.new("Running")
    return Piece([f"std::vector<aio::Task<>> {v};", f"co_await {g}({v});",
                  *each(v, "Each")],
                 [f"aio::Coro<> {g}(std::vector<aio::Task<>> &Running) {{",
                  "  std::string Text = longName(1);",
                  f"  Running.push_back(aio::create_task({how}));" + a(L),
                  "  co_await aio::sleep(0s);", "}", ""])


def object_joined(rng, names):
    p, t = names.new("Own"), names.new("Task")
    how = rng.choice([f"Named {p}{{{{}}, longName(1)}};",
                      f"static Named {p} = makeNamed(1);"])
    return Piece([how, f"auto {t} = aio::create_task({p}.runLater());" + a(L),
                  *caught(["throwsIf(One);"]), f"co_await {t};"])


def object_awaited(rng, names):
    p, t = names.new("Own"), names.new("Task")
    return Piece(["{", f"  Starter {p};", f"  auto {t} = {p}.start();" + a(L),
                  "  ++Sum;", f"  co_await {t};", "}"])


LEFT = [left_early, left_by_exception, not_joined_in_loop, of_inner_scope,
        of_group_body, left_by_time, left_by_library, left_by_other,
        left_by_first_of_two, left_by_race, left_by_switch, object_left,
        object_of_group_body, object_of_inner_scope]
JOINED = [joined, joined_first, joined_after_handler, joined_in_loop,
          joined_by_group, joined_after_other, joined_by_time,
          cancelled_and_joined, joined_by_race, joined_by_gather,
          group_of_caller, joined_in_group_body, given_away, object_joined,
          object_awaited]
