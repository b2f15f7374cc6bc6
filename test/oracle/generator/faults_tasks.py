"""Coroutines that never run, and tasks that nobody waits for."""

import shapes
from shapes import a, each, f
from text import Piece

N = "coro-never-awaited"
D = "coro-dropped-eager-task"
C = "aio::Coro<int>"


def made(rng):
    """A call that makes a coroutine of an int."""
    return rng.choice(["value(2)", "twice(3)", "makes(4)", "value(One)",
                       "Source().get()"])


# --- Never awaited -----------------------------------------------------------

def statement(rng, names):
    return Piece([f"{rng.choice(['touch(1)', 'touch(One)', 'makes(1)'])};"
                  + f(N)])


def unused(rng, names):
    return Piece(shapes.in_variable(rng, names, made, C, f(N), "Lost").lines)


def moved_on(rng, names):
    x, y = names.new("Lost"), names.new("Lost")
    return Piece([f"auto {x} = {made(rng)};" + f(N),
                  f"auto {y} = std::move({x});"])


def in_vector(rng, names):
    return Piece(shapes.in_vector(rng, names, made, C, f(N), "Some").lines)


def in_optional(rng, names):
    return Piece(shapes.in_optional(rng, names, made, C, f(N), "Maybe").lines)


def in_pointer(rng, names):
    return Piece(shapes.in_pointer(rng, names, made, C, f(N), "Owned").lines)


def in_aggregate(rng, names):
    held = shapes.in_aggregate(rng, names, made, C, f(N), "Held")
    return Piece(held.lines, held.before)


def in_map(rng, names):
    return Piece(shapes.in_map(rng, names, made, C, f(N), "ByKey").lines)


def in_pair(rng, names):
    return Piece(shapes.in_pair(rng, names, made, C, f(N), "Pair").lines)


def overwritten(rng, names):
    x = names.new("Held")
    return Piece([f"auto {x} = {made(rng)};" + f(N), f"{x} = {made(rng)};",
                  f"Sum += co_await std::move({x});"])


def on_one_path(rng, names):
    x = names.new("Held")
    return Piece([f"auto {x} = {made(rng)};" + f(N), "if (One > 1)",
                  f"  Sum += co_await std::move({x});"])


def left_early(rng, names):
    x = names.new("Held")
    return Piece([f"auto {x} = {made(rng)};" + f(N), "if (One == 1)",
                  "  co_return;", f"Sum += co_await std::move({x});"],
                 returns=True)


def left_by_break(rng, names):
    x = names.new("Held")
    return Piece([f"while (One > 0) {{", f"  auto {x} = {made(rng)};" + f(N),
                  "  if (Sum >= 0 || One == 1)", "    break;",
                  f"  Sum += co_await std::move({x});", "}"])


def chosen(rng, names):
    return Piece([f"One == 1 ? {made(rng)} : {made(rng)};" + f(N)])


def dropped_by_callee(rng, names):
    g = names.new("ignore")
    return Piece([f"{g}({made(rng)});" + f(N)],
                 [f"void {g}(aio::Coro<int>) {{ ++Sum; }}", ""])


def kept_in_closure(rng, names):
    x, g = names.new("Held"), names.new("Later")
    return Piece([f"auto {x} = {made(rng)};" + f(N),
                  f"auto {g} = [Work = std::move({x})]() mutable -> "
                  "aio::Coro<> {", "  Sum += co_await std::move(Work);", "};",
                  f"(void){g};"])


def exchanged(rng, names):
    x = names.new("Held")
    return Piece([f"auto {x} = {made(rng)};" + f(N),
                  f"std::exchange({x}, aio::Coro<int>());"])


def generator(rng, names):
    g = names.new("Unread")
    return Piece([f"auto {g} = numbers(2);" + f(N)])


def second_of_two(rng, names):
    x, y = names.new("Held"), names.new("Held")
    return Piece([f"auto {x} = {made(rng)};", f"auto {y} = {made(rng)};" + f(N),
                  f"Sum += co_await std::move({x});"])


def in_array(rng, names):
    x = names.new("Pair")
    return Piece([f"aio::Coro<int> {x}[] = {{value(1), value(2)}};" + f(N),
                  f"Sum += co_await std::move({x}[0]);"])


def in_std_array(rng, names):
    return Piece(shapes.in_std_array(rng, names, made, C, f(N), "Pair").lines)


def in_variant(rng, names):
    x = names.new("Either")
    return Piece([f"std::variant<int, aio::Coro<int>> {x} = {made(rng)};"
                  + f(N)])


def beside_comma(rng, names):
    return Piece(["touch(1), ++Sum;" + f(N)])


def in_plain_closure(rng, names):
    g = names.new("Start")
    return Piece([f"auto {g} = [] {{", "  touch(1);" + f(N), "};", f"{g}();"])


def by_algorithm(rng, names):
    v = names.new("Numbers")
    return Piece([f"std::vector<int> {v}{{1, 2}};",
                  f"std::for_each({v}.begin(), {v}.end(), [](int N) {{",
                  "  touch(N);" + f(N), "});"])


def in_member(rng, names):
    kind, x = names.new("Holder"), names.new("Own")
    return Piece([f"{kind} {x};", f"Sum += {x}.Count;"],
                 [f"struct {kind} {{", "  aio::Coro<int> Work = value(1);" + f(N),
                  "  int Count = 1;", "};", ""])


def skipped_by_continue(rng, names):
    x = names.new("Held")
    return Piece(["for (int I = 0; I != 2; ++I) {",
                  f"  auto {x} = value(I);" + f(N), "  if (I == 0)",
                  "    continue;", f"  Sum += co_await std::move({x});", "}"])


def in_deque(rng, names):
    return Piece(shapes.in_deque(rng, names, made, C, f(N), "Some").lines)


def in_condition(rng, names):
    x = names.new("Held")
    return Piece([f"if (auto {x} = {made(rng)}; One > 1)" + f(N),
                  f"  Sum += co_await std::move({x});"])


def member_of_result(rng, names):
    kind, g = names.new("Holder"), names.new("make")
    return Piece([f"Sum += {g}().Count;" + f(N)],
                 [f"struct {kind} {{", "  aio::Coro<int> Work;",
                  "  int Count = 1;", "};",
                  f"{kind} {g}() {{ return {{value(1), 2}}; }}", ""])


def swapped(rng, names):
    x, y = names.new("Held"), names.new("Held")
    return Piece([f"auto {x} = {made(rng)};", f"auto {y} = {made(rng)};" + f(N),
                  f"std::swap({x}, {y});", f"Sum += co_await std::move({y});"])


NEVER_AWAITED = [statement, unused, moved_on, in_vector, in_optional,
                 in_pointer, in_aggregate, in_map, in_pair, overwritten,
                 on_one_path, left_early, left_by_break, chosen,
                 dropped_by_callee, kept_in_closure, exchanged, generator,
                 second_of_two, in_array, in_std_array, in_variant, beside_comma,
                 in_plain_closure, by_algorithm, in_member, skipped_by_continue,
                 in_deque, in_condition, member_of_result, swapped]


# --- Awaited -----------------------------------------------------------------

def awaited(rng, names):
    return Piece([f"Sum += co_await {made(rng)};" + a(N)])


def awaited_later(rng, names):
    x, y = names.new("Held"), names.new("Held")
    return Piece([f"auto {x} = {made(rng)};" + a(N),
                  f"auto {y} = std::move({x});",
                  f"Sum += co_await std::move({y});"])


def awaited_on_both_paths(rng, names):
    x = names.new("Held")
    return Piece([f"auto {x} = {made(rng)};" + a(N), "if (One > 1)",
                  f"  Sum += co_await std::move({x});", "else",
                  f"  Sum -= co_await std::move({x});"])


def awaited_from_vector(rng, names):
    v = names.new("Some")
    return Piece([f"std::vector<aio::Coro<int>> {v};",
                  f"{v}.push_back({made(rng)});" + a(N),
                  f"{v}.push_back({made(rng)});",
                  f"for (int N : co_await aio::gather(std::move({v})))",
                  "  Sum += N;"])


def awaited_from_optional(rng, names):
    o = names.new("Maybe")
    return Piece([f"std::optional<aio::Coro<int>> {o};", "if (One == 1)",
                  f"  {o} = {made(rng)};" + a(N), f"if ({o})",
                  f"  Sum += co_await std::move(*{o});"])


def awaited_by_callee(rng, names):
    g = names.new("waits")
    return Piece([f"Sum += co_await {g}({made(rng)});" + a(N)],
                 [f"aio::Coro<int> {g}(aio::Coro<int> Work) {{",
                  "  co_return co_await std::move(Work) + 1;", "}", ""])


def awaited_in_closure(rng, names):
    x, g = names.new("Held"), names.new("Later")
    return Piece([f"auto {x} = {made(rng)};" + a(N),
                  f"auto {g} = [Work = std::move({x})]() mutable -> "
                  "aio::Coro<> {", "  Sum += co_await std::move(Work);", "};",
                  f"co_await {g}();"])


def awaited_from_pair(rng, names):
    x, y = names.new("First"), names.new("Second")
    return Piece([f"auto [{x}, {y}] = std::make_pair(1, {made(rng)});" + a(N),
                  f"Sum += {x} + co_await std::move({y});"])


def closed(rng, names):
    x = names.new("Held")
    return Piece([f"auto {x} = {made(rng)};" + a(N), f"{x}.close();"])


def started(rng, names):
    x = names.new("Held")
    return Piece([f"auto {x} = {made(rng)};" + a(N),
                  f"Sum += co_await aio::create_task(std::move({x}));"])


def overwritten_after_await(rng, names):
    x = names.new("Held")
    return Piece([f"auto {x} = {made(rng)};" + a(N),
                  f"Sum += co_await std::move({x});", f"{x} = {made(rng)};",
                  f"Sum += co_await std::move({x});"])


def awaited_from_array(rng, names):
    x = names.new("Pair")
    return Piece([f"std::array {x}{{value(1), value(2)}};" + a(N),
                  f"for (auto &Each : {x})", "  Sum += co_await std::move(Each);"])


def awaited_from_variant(rng, names):
    x = names.new("Either")
    return Piece([f"std::variant<int, aio::Coro<int>> {x} = {made(rng)};" + a(N),
                  f"if (auto *Work = std::get_if<1>(&{x}))",
                  "  Sum += co_await std::move(*Work);"])


def awaited_from_member(rng, names):
    kind, x = names.new("Holder"), names.new("Own")
    return Piece([f"{kind} {x};", f"Sum += co_await std::move({x}.Work);"],
                 [f"struct {kind} {{", "  aio::Coro<int> Work = value(1);" + a(N),
                  "  int Count = 1;", "};", ""])


def awaited_from_deque(rng, names):
    x = names.new("Some")
    return Piece([f"std::deque<aio::Coro<int>> {x};",
                  f"{x}.push_back({made(rng)});" + a(N),
                  f"while (!{x}.empty()) {{",
                  f"  Sum += co_await std::move({x}.front());",
                  f"  {x}.pop_front();", "}"])


def made_in_closure(rng, names):
    g = names.new("Make")
    return Piece([f"auto {g} = [] {{ return {made(rng)}; }};" + a(N),
                  f"Sum += co_await {g}();"])


def awaited_by_loop(rng, names):
    x = names.new("Held")
    return Piece([f"std::optional<aio::Coro<int>> {x};",
                  "for (int I = 0; I != 2; ++I)", "  if (I == One)",
                  f"    {x} = {made(rng)};" + a(N), f"if ({x})",
                  f"  Sum += co_await std::move(*{x});"])


AWAITED = [awaited, awaited_later, awaited_on_both_paths, awaited_from_vector,
           awaited_from_optional, awaited_by_callee, awaited_in_closure,
           awaited_from_pair, closed, started, overwritten_after_await,
           awaited_from_array, awaited_from_variant, awaited_from_member,
           awaited_from_deque, made_in_closure, awaited_by_loop]


# --- Dropped tasks -----------------------------------------------------------

def spawn(rng, what="touch(1)"):
    return rng.choice([f"aio::create_task({what})",
                       f"aio::get_running_loop().create_task({what})",
                       f"aio::ensure_future({what})"])


def task_statement(rng, names):
    return Piece([spawn(rng) + ";" + f(D), "co_await aio::sleep(1ms);"])


def task_unused(rng, names):
    return Piece([f"auto {names.new('Task')} = {spawn(rng)};" + f(D),
                  "co_await aio::sleep(0s);"], returns=True)


def task_of_helper(rng, names):
    return Piece(["background(1);" + f(D), "co_await aio::sleep(1ms);"])


def task_overwritten(rng, names):
    t = names.new("Task")
    return Piece([f"auto {t} = background(1);" + f(D), f"{t} = background(2);",
                  f"co_await {t};"])


def task_left_early(rng, names):
    t = names.new("Task")
    return Piece([f"auto {t} = {spawn(rng)};" + f(D), "if (One == 1)",
                  "  co_return;", f"co_await {t};"], returns=True)


def task_in_vector(rng, names):
    v = names.new("Tasks")
    return Piece([f"std::vector<aio::Task<>> {v};",
                  f"{v}.push_back({spawn(rng)});" + f(D)], returns=True)


def task_on_one_path(rng, names):
    t = names.new("Task")
    return Piece([f"auto {t} = {spawn(rng)};" + f(D), "if (One > 1)",
                  f"  co_await {t};"], returns=True)


DROPPED = [task_statement, task_unused, task_of_helper, task_overwritten,
           task_left_early, task_in_vector, task_on_one_path]


def task_awaited(rng, names):
    t = names.new("Task")
    return Piece([f"auto {t} = {spawn(rng)};" + a(D), f"co_await {t};"])


def task_awaited_in_loop(rng, names):
    v = names.new("Tasks")
    return Piece([f"std::vector<aio::Task<>> {v};",
                  f"for (int I = 0; I != {rng.randint(1, 3)}; ++I)",
                  f"  {v}.push_back({spawn(rng, 'touch(I)')});" + a(D),
                  *each(v, "Each")])


def task_gathered(rng, names):
    t = names.new("Task")
    return Piece([f"auto {t} = {spawn(rng)};" + a(D),
                  f"co_await aio::gather({t}, touch(2));"])


def task_with_callback(rng, names):
    return Piece(["aio::create_task(touch(1)).add_done_callback([](auto &&) { "
                  "++Sum; });" + a(D), "co_await aio::sleep(1ms);"])


def task_in_group(rng, names):
    g = names.new("Group")
    return Piece([f"aio::TaskGroup {g};", f"{g}.create_task(touch(1));" + a(D),
                  f"co_await {g}.join();"])


def task_waited_for(rng, names):
    t = names.new("Task")
    return Piece([f"auto {t} = background(1);" + a(D),
                  f"co_await aio::wait_for({t}, 5s);"])


def task_shielded(rng, names):
    t = names.new("Task")
    return Piece([f"auto {t} = {spawn(rng)};" + a(D),
                  f"co_await aio::shield({t});"])


JOINED = [task_awaited, task_awaited_in_loop, task_gathered,
          task_with_callback, task_in_group, task_waited_for, task_shielded]
