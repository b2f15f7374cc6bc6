"""Mutexes of threads that are locked while a coroutine is suspended.

A run does not see a lock that is taken in the step in which another one was let go:
so each piece takes its first lock at once, and has mutexes of its own.
"""

from locks import block, guard, ledger, mutex, wait
from shapes import a, f
from text import Piece, indent

K = "coro-lock-across-await"

# --- Held --------------------------------------------------------------------

def held(rng, names):
    m, before = mutex(rng, names)
    return Piece(block([guard(rng, m) + f(K), "++Sum;", wait(rng)]), before)


def held_shared(rng, names):
    m, before = mutex(rng, names, ["std::shared_mutex"])
    how = rng.choice(["std::shared_lock Guard({});", "std::unique_lock Guard({});",
                      "std::lock_guard Guard({});",
                      "std::shared_lock<std::shared_mutex> Guard{{{}}};"])
    return Piece(block([how.format(m) + f(K), wait(rng)]), before)


def held_recursive(rng, names):
    m, before = mutex(rng, names, ["std::recursive_mutex"])
    return Piece(block([f"std::lock_guard Guard({m});" + f(K), wait(rng)]), before)


def held_both(rng, names):
    m, before = mutex(rng, names)
    n, more = mutex(rng, names)
    return Piece(block([*rng.choice([
        [f"std::scoped_lock Guard({m}, {n});" + f(K)],
        [f"std::lock({m}, {n});" + f(K),
         f"std::lock_guard First({m}, std::adopt_lock);",
         f"std::lock_guard Second({n}, std::adopt_lock);"],
        [f"std::unique_lock First({m}, std::defer_lock);",
         f"std::unique_lock Second({n}, std::defer_lock);",
         "std::lock(First, Second);" + f(K)]]), wait(rng)]), [*before, *more])


def held_by_hand(rng, names):
    m, before = mutex(rng, names)
    return Piece([f"{m}.lock();" + f(K), wait(rng), f"{m}.unlock();"], before)


def held_by_c(rng, names):
    m = names.new("Mutex")
    kind, take, give, init = rng.choice([
        ("mutex", "mutex_lock", "mutex_unlock", "MUTEX"),
        ("rwlock", "rwlock_wrlock", "rwlock_unlock", "RWLOCK"),
        ("rwlock", "rwlock_rdlock", "rwlock_unlock", "RWLOCK")])
    return Piece([f"pthread_{take}(&{m});" + f(K), wait(rng),
                  f"pthread_{give}(&{m});"],
                 [f"static pthread_{kind}_t {m} = PTHREAD_{init}_INITIALIZER;", ""])


def held_shared_by_hand(rng, names):
    m, before = mutex(rng, names, ["std::shared_mutex"])
    return Piece([f"{m}.lock_shared();" + f(K), wait(rng),
                  f"{m}.unlock_shared();"], before)


def of_helper(rng, names):
    """Another function takes the lock, and gives it."""
    m, before = mutex(rng, names)
    g = names.new("locks")
    how = rng.choice(["return std::unique_lock({m});",
                      "std::unique_lock Guard({m});\n  ++Sum;\n  return Guard;",
                      "std::unique_lock<std::mutex> Guard({m}, std::defer_lock);\n"
                      "  Guard.lock();\n  return Guard;"]).format(m=m)
    kind = rng.choice(["auto Guard", "const auto Guard",
                       "std::unique_lock<std::mutex> Guard", "auto &&Guard"])
    return Piece(block([f"{kind} = {g}();" + f(K), wait(rng)]),
                 [*before, f"inline std::unique_lock<std::mutex> {g}() {{",
                  *indent(how.split("\n")), "}", ""])


def of_closure(rng, names):
    m, before = mutex(rng, names)
    g = names.new("Lock")
    return Piece([f"auto {g} = [&] {{ return std::unique_lock({m}); }};",
                  *block([f"auto Guard = {g}();" + f(K), wait(rng)])], before)


def of_member(rng, names):
    kind, x = names.new("Account"), names.new("Own")
    lock, unlock = rng.choice([
        (guard(rng, "Guard", "Held"), []), ("enter();", ["leave();"]),
        ("this->Guard.lock();", ["this->Guard.unlock();"])])
    return Piece([f"{kind} {x};", f"co_await {x}.update();"],
                 [f"class {kind} {{", "public:", "  aio::Coro<> update() {",
                  "    " + lock + f(K), *indent(indent(wait(rng).split("\n"))),
                  "    ++Values;", *indent(indent(unlock)), "  }", "private:",
                  "  void enter() { Guard.lock(); }",
                  "  void leave() { Guard.unlock(); }", "  std::mutex Guard;",
                  "  int Values = 0;", "};", ""])


def in_initializer(rng, names):
    """What is initialized beside the lock waits."""
    m, before = mutex(rng, names)
    kind = names.new("Entry")
    return Piece(block([rng.choice([
        f"{kind} Own{{std::unique_lock({m}), co_await value(1)}};",
        f"std::pair Own{{std::unique_lock({m}), co_await value(1)}};",
        f"auto [Guard, Got] = std::tuple{{std::unique_lock({m}), "
        "co_await value(1)};",
        f"{kind} Own{{.Guard = std::unique_lock({m}), .Got = co_await value(1)}};",
    ]) + f(K), "++Sum;"]),
        [*before, f"struct {kind} {{", "  std::unique_lock<std::mutex> Guard;",
         "  int Got;", "};", ""])


def of_temporary(rng, names):
    """It lives until the full-expression ends."""
    m, before = mutex(rng, names)
    t, more = ledger(names)
    return Piece([rng.choice([
        f"Sum += underLock(std::unique_lock({m}), co_await value(1));",
        f"{t}.lock()->push_back(co_await value(1));",
        f"(void)std::unique_lock({m}), Sum += co_await value(1);",
        f"(OwnGuard({m}), Sum += co_await value(1));"]) + f(K)],
        [*before, *more])


def in_owner(rng, names):
    m, before = mutex(rng, names)
    how = rng.choice([
        ["auto Guard = std::make_unique<std::lock_guard<std::mutex>>({});"],
        ["auto Guard = std::make_shared<std::unique_lock<std::mutex>>({});"],
        ["std::optional<std::unique_lock<std::mutex>> Guard;",
         "Guard.emplace({});"],
        ["std::optional<std::lock_guard<std::mutex>> Guard(std::in_place, {});"],
        ["std::vector<std::unique_lock<std::mutex>> Guards;",
         "Guards.emplace_back({});"],
        ["std::array Guards{{std::unique_lock({})}};"]])
    lines = [line.format(m) for line in how]
    return Piece(block([*lines[:-1], lines[-1] + f(K), wait(rng)]), before)


def of_own_guard(rng, names):
    t, before = ledger(names)
    return Piece(block([rng.choice([
        f"Opened Own({t});", f"Opened Own{{{t}}};", f"Exclusive Own({t});",
        f"auto Own = {t}.lock();", f"const auto Own = {t}.lock();",
        f"OwnGuard<std::mutex> Own({t}.Guard);"]) + f(K), wait(rng)]), before)


def by_functions(rng, names):
    """A pair of functions enters and leaves."""
    t, before = ledger(names)
    return Piece([f"{t}.enter();" + f(K), wait(rng), f"{t}.leave();"], before)


def at_scope_exit(rng, names):
    m, before = mutex(rng, names)
    end = rng.choice(["AtEnd Unlock{{[&] {{ {}.unlock(); }}}};",
                      "std::shared_ptr<void> Unlock(nullptr, "
                      "[&](void *) {{ {}.unlock(); }});"]).format(m)
    return Piece(block([f"{m}.lock();" + f(K), end, wait(rng)]), before)


def tried(rng, names):
    m, before = mutex(rng, names)
    return Piece(rng.choice([
        [f"while (!{m}.try_lock())" + f(K), "  co_await aio::sleep(0s);",
         wait(rng), f"{m}.unlock();"],
        [f"if ({m}.try_lock()) {{" + f(K), *indent(wait(rng).split("\n")),
         f"  {m}.unlock();", "}"],
        block([f"std::unique_lock Guard({m}, std::try_to_lock);" + f(K),
               "if (Guard) {", wait(rng), "}"]),
        block([f"if (std::unique_lock Guard({m}, std::try_to_lock); "
               "Guard.owns_lock()) {" + f(K), wait(rng), "}"])]), before)


def in_head(rng, names):
    m, before = mutex(rng, names)
    return Piece(rng.choice([
        [f"if (std::lock_guard Guard({m}); co_await value(1) == One)" + f(K),
         "  ++Sum;"],
        [f"switch (std::scoped_lock Guard({m}); co_await value(1)) {{" + f(K),
         "default:", "  ++Sum;", "}"],
        [f"for (std::unique_lock Guard({m}); co_await value(0) > 0;)" + f(K),
         "  ++Sum;"],
        [f"for (std::lock_guard Guard({m}); int Each : {{1, 2}})" + f(K),
         "  Sum += Each * co_await value(1);"]]), before)


def in_generator(rng, names):
    """Who reads it waits between two values."""
    m, before = mutex(rng, names)
    g, x = names.new("reads"), names.new("Values")
    return Piece(["{", f"  auto {x} = {g}(2);",
                  f"  while (auto N = co_await {x}.next())",
                  "    Sum += *N * co_await value(1);", "}"],
                 [*before, f"aio::AsyncGenerator<int> {g}(int Most) {{",
                  "  " + guard(rng, m) + f(K),
                  "  for (int N = 1; N <= Most; ++N)", "    co_yield N;", "}", ""])


def unlocked_on_one_path(rng, names):
    m, before = mutex(rng, names)
    how = rng.choice([["if (One > 1)", "  Guard.unlock();"],
                      ["switch (One) {", "case 2:", "  Guard.unlock();",
                       "  break;", "default:", "  break;", "}"],
                      ["try {", "  throwsIf(One);", "  Guard.unlock();",
                       "} catch (const std::runtime_error &) {", "  ++Sum;", "}"]])
    return Piece(block([f"std::unique_lock Guard({m});" + f(K), *how, wait(rng)]),
                 before)


def locked_again(rng, names):
    """It was let go only for the first suspension."""
    m, before = mutex(rng, names)
    return Piece(block(rng.choice([
        [f"std::unique_lock Guard({m}, std::defer_lock);", wait(rng),
         "Guard.lock();" + f(K), wait(rng)],
        [f"std::unique_lock Guard({m});", "++Sum;", "Guard.unlock();", wait(rng),
         "Guard.lock();" + f(K), wait(rng)],
        [f"std::unique_lock Guard({m}, std::defer_lock);",
         "for (int N = 0; N != 2; ++N) {", "  Guard.lock();" + f(K),
         *indent(wait(rng).split("\n")), "  Guard.unlock();", "}"]])), before)


def handed_over(rng, names):
    """Another guard has it."""
    m, before = mutex(rng, names)
    return Piece(block(["std::unique_lock<std::mutex> Outer;", "{",
                        f"  std::unique_lock Inner({m});" + f(K), "  ++Sum;",
                        rng.choice(["  Outer = std::move(Inner);",
                                    "  Outer.swap(Inner);",
                                    "  std::swap(Outer, Inner);"]), "}",
                        wait(rng)]), before)


def of_element(rng, names):
    m = names.new("Mutexes")
    kind, it = rng.choice([("std::map<int, std::mutex>", "[One]"),
                           ("std::array<std::mutex, 4>", "[std::size_t(One)]"),
                           ("std::deque<std::mutex>", ".emplace_back()")])
    return Piece(block([f"std::lock_guard Guard({m}{it});" + f(K), wait(rng)]),
                 [f"static {kind} {m};", ""])


def of_pointer(rng, names):
    """The mutex is shared, or behind a pointer."""
    p = names.new("Shared")
    make, it = rng.choice([("std::make_shared<std::mutex>()", f"*{p}"),
                           ("std::make_unique<std::mutex>()", f"*{p}"),
                           ("std::make_shared<Ledger>()", f"{p}->Guard")])
    return Piece([f"auto {p} = {make};",
                  *block([f"std::lock_guard Guard({it});" + f(K), wait(rng)])])


def by_macro(rng, names):
    m, before = mutex(rng, names)
    return Piece(block([f"ORACLE_LOCKED({m});" + f(K), wait(rng)]), before)


def of_template(rng, names):
    m, before = mutex(rng, names)
    g = names.new("underLock")
    head, call = rng.choice([
        ("template <class M> aio::Coro<> {g}(M &Any) {{", "{g}({m})"),
        ("template <class G> aio::Coro<> {g}(std::mutex &Any) {{",
         "{g}<std::lock_guard<std::mutex>>({m})")])
    lock = "G Guard(Any);" if "class G" in head else \
        rng.choice(["std::lock_guard<M> Guard(Any);", "std::unique_lock Guard(Any);"])
    return Piece([f"co_await {call.format(g=g, m=m)};"],
                 [*before, head.format(g=g), "  " + lock + f(K),
                  *indent(wait(rng).split("\n")), "}", ""])


def runs_under_lock(rng, names):
    """A helper takes the lock and awaits what it is given."""
    g = names.new("withLock")
    t, before = ledger(names)
    return Piece([f"co_await {g}({t}, [&] {{ return touch(1); }});"],
                 [*before, "template <class F>",
                  f"aio::Coro<> {g}(Ledger &Of, F Body) {{",
                  "  std::lock_guard Held(Of.Guard);" + f(K), "  co_await Body();",
                  "}", ""])


HELD = [held, held, held_shared, held_recursive, held_both, held_by_hand,
        held_by_c, held_shared_by_hand, of_helper, of_closure, of_member,
        in_initializer, of_temporary, in_owner, of_own_guard, by_functions,
        at_scope_exit, tried, in_head, in_generator, unlocked_on_one_path, locked_again, handed_over,
        of_element, of_pointer, by_macro, of_template, runs_under_lock]


# --- Free --------------------------------------------------------------------

def in_block(rng, names):
    m, before = mutex(rng, names)
    return Piece([*block([guard(rng, m) + a(K), "++Sum;"]), wait(rng)], before)


def unlocked(rng, names):
    m, before = mutex(rng, names)
    return Piece(block([f"std::unique_lock Guard({m});" + a(K), "++Sum;",
                        "Guard.unlock();", wait(rng),
                        *rng.choice([[], ["Guard.lock();", "++Sum;"]])]), before)


def deferred(rng, names):
    m, before = mutex(rng, names)
    return Piece(block([rng.choice([
        f"std::unique_lock Guard({m}, std::defer_lock);",
        "std::unique_lock<std::mutex> Guard;"]) + a(K), wait(rng),
        *rng.choice([[], [f"Guard = std::unique_lock({m});"]])]), before)


def released(rng, names):
    m, before = mutex(rng, names)
    return Piece(block([f"std::unique_lock Guard({m});" + a(K),
                        "std::mutex *Of = Guard.release();", "Of->unlock();",
                        wait(rng)]), before)


def let_go(rng, names):
    """The guard is there, and has nothing any more."""
    m, before = mutex(rng, names)
    return Piece(block([f"std::unique_lock Guard({m});" + a(K), "++Sum;",
                        *rng.choice([
                            ["Guard = {};"],
                            ["Guard = std::unique_lock<std::mutex>();"],
                            ["{ auto Ends = std::move(Guard); }"],
                            ["[Own = std::move(Guard)] { ++Sum; }();"],
                            ["std::unique_lock<std::mutex>().swap(Guard);"]]),
                        wait(rng)]), before)


def owner_reset(rng, names):
    m, before = mutex(rng, names)
    first, last = rng.choice([
        ("auto Guard = std::make_unique<std::lock_guard<std::mutex>>({});",
         "Guard.reset();"),
        ("std::optional<std::unique_lock<std::mutex>> Guard({});",
         "Guard.reset();"),
        ("std::optional<std::lock_guard<std::mutex>> Guard(std::in_place, {});",
         "Guard.reset();"),
        ("std::vector Guard{{std::make_shared<OwnGuard<std::mutex>>({})}};",
         "Guard.clear();")])
    return Piece(block([first.format(m) + a(K), "++Sum;", last, wait(rng)]), before)


def asynchronous(rng, names):
    m = names.new("Lock")
    return Piece([f"aio::Lock {m};", *rng.choice([
        block([f"auto Guard = co_await {m}.scoped();" + a(K), wait(rng)]),
        [f"co_await {m}.acquire();" + a(K), wait(rng), f"{m}.release();"],
        [f"co_await {m}.acquire();" + a(K), *block([
            f"AtEnd Release{{[&] {{ {m}.release(); }}}};", wait(rng)])]])])


def by_hand(rng, names):
    m, before = mutex(rng, names)
    return Piece([f"{m}.lock();" + a(K), "++Sum;", f"{m}.unlock();", wait(rng)],
                 before)


def in_helper(rng, names):
    """The lock ends with the function, or the temporary."""
    t, before = ledger(names)
    return Piece([rng.choice([f"Sum += {t}.last();",
                              f"{t}.lock()->push_back(1);",
                              f"Sum += {t}.last() + co_await value(1);",
                              f"Sum += int({t}.lock()->size());"]) + a(K),
                  wait(rng)], before)


def in_closure(rng, names):
    m, before = mutex(rng, names)
    n = names.new("Copy")
    return Piece([f"const int {n} = [&] {{", "  " + guard(rng, m) + a(K),
                  "  return Sum;", "}();", wait(rng), f"Sum += {n} > 0;"], before)


def in_thread(rng, names):
    """Another thread has it, and not over a suspension."""
    m, before = mutex(rng, names)
    return Piece(["Sum += co_await aio::to_thread([&] {",
                  "  " + guard(rng, m) + a(K), "  return 1;", "});"], before)


def in_turns(rng, names):
    m, before = mutex(rng, names)
    return Piece(block([f"std::unique_lock Guard({m});" + a(K),
                        "for (int N = 0; N != 2; ++N) {", "  Sum += N;",
                        "  Guard.unlock();", *indent(wait(rng).split("\n")),
                        "  Guard.lock();", "}"]), before)


def awaited_behind(rng, names):
    """The coroutine is made under the lock, and runs later."""
    m, before = mutex(rng, names)
    x = names.new("Work")
    return Piece([f"aio::Coro<int> {x};", *block([
        guard(rng, m) + a(K), f"{x} = value(One);"]),
        f"Sum += co_await std::move({x});"], before)


def on_each_path(rng, names):
    m, before = mutex(rng, names)
    return Piece(block([f"std::unique_lock Guard({m});" + a(K), *rng.choice([
        ["if (One == 1) {", "  Guard.unlock();", wait(rng), "} else {",
         "  Guard.unlock();", wait(rng), "}"],
        ["if (One == 1)", "  Guard.unlock();", "if (!Guard.owns_lock()) {",
         wait(rng), "}"],
        ["if (One > 1)", "  co_return;", "Guard.unlock();", wait(rng)]])]), before,
        returns=True)


def not_gotten(rng, names):
    m, before = mutex(rng, names)
    return Piece(block([f"std::unique_lock Guard({m}, std::try_to_lock);" + a(K),
                        "if (Guard.owns_lock())", "  Guard.unlock();",
                        wait(rng)]), before)


def of_weak_pointer(rng, names):
    """`lock()` of what is no mutex."""
    p = names.new("Strong")
    return Piece([f"auto {p} = std::make_shared<int>(1);", *block([
        f"std::weak_ptr<int> Weak = {p};",
        rng.choice(["auto Held = Weak.lock();",
                    "const std::shared_ptr<int> Held = Weak.lock();"]) + a(K),
        wait(rng), "Sum += *Held;"])])


def of_no_mutex(rng, names):
    """A template that locks nothing for this argument."""
    kind, x = names.new("Table"), names.new("Own")
    return Piece([f"{kind}<NoMutex> {x};", f"co_await {x}.update();"],
                 [f"template <class M> struct {kind} {{", "  M Guard;",
                  "  aio::Coro<> update() {",
                  rng.choice(["    std::lock_guard<M> Held(Guard);",
                              "    std::unique_lock Held(Guard);"]) + a(K),
                  *indent(indent(wait(rng).split("\n"))), "  }", "};", ""])


def ended_before_yield(rng, names):
    m, before = mutex(rng, names)
    g, x = names.new("reads"), names.new("Values")
    return Piece(["{", f"  auto {x} = {g}(2);",
                  f"  while (auto N = co_await {x}.next())",
                  "    Sum += *N * co_await value(1);", "}"],
                 [*before, f"aio::AsyncGenerator<int> {g}(int Most) {{",
                  "  for (int N = 1; N <= Most; ++N) {", "    int Got;", "    {",
                  "      " + guard(rng, m) + a(K), "      Got = N + Sum;", "    }",
                  "    co_yield Got;", "  }", "}", ""])


def of_scope_exit(rng, names):
    m, before = mutex(rng, names)
    return Piece([*block([f"{m}.lock();" + a(K),
                          f"AtEnd Unlock{{[&] {{ {m}.unlock(); }}}};", "++Sum;"]),
                  wait(rng)], before)


def by_condition(rng, names):
    """A condition variable is told under the lock."""
    m, before = mutex(rng, names)
    c = names.new("Changed")
    return Piece([*block([guard(rng, m) + a(K), f"{c}.notify_all();"]), wait(rng)],
                 [*before, f"static std::condition_variable {c};", ""])


def of_head(rng, names):
    m, before = mutex(rng, names)
    return Piece([*rng.choice([
        [f"if (std::lock_guard Guard({m}); One == 1)" + a(K), "  ++Sum;"],
        [f"for (std::lock_guard Guard({m}); int Each : {{1, 2}})" + a(K),
         "  Sum += Each;"],
        [f"switch (std::scoped_lock Guard({m}); One) {{" + a(K), "default:",
         "  ++Sum;", "}"]]), wait(rng)], before)


def last_of_all(rng, names):
    m, before = mutex(rng, names)
    return Piece([wait(rng), guard(rng, m) + a(K), "++Sum;"], before, returns=True)


def under_once(rng, names):
    o = names.new("Flag")
    return Piece([f"std::call_once({o}, [] {{ ++Sum; }});" + a(K), wait(rng)],
                 [f"static std::once_flag {o};", ""])


def by_semaphore(rng, names):
    s = names.new("Room")
    return Piece([f"aio::Semaphore {s}(2);", *block([
        f"auto Guard = co_await {s}.scoped();" + a(K), wait(rng)])])


def let_go_by_helper(rng, names):
    m, before = mutex(rng, names)
    return Piece(block([f"std::unique_lock Guard({m});" + a(K), "++Sum;",
                        rng.choice(["letGo(Guard);",
                                    "Sum += consume(std::move(Guard));"]),
                        wait(rng)]), before)


def of_snapshot(rng, names):
    """What looks like a guard has no lock any more."""
    t, before = ledger(names)
    return Piece(block([rng.choice([f"Snapshot Own({t});",
                                    f"const Snapshot Own{{{t}}};",
                                    f"auto Own = Snapshot({t});"]) + a(K),
                        wait(rng), "Sum += Own.Last;"]), before)


def locked_afterwards(rng, names):
    """The other way round: it is taken when the scope ends."""
    m, before = mutex(rng, names)
    return Piece(block([f"std::unique_lock Guard({m});" + a(K), "++Sum;", "{",
                        "Guard.unlock();",
                        "AtEnd Relock{[&] { Guard.lock(); }};", wait(rng), "}",
                        "++Sum;"]), before)


FREE = [in_block, unlocked, deferred, released, let_go, owner_reset, asynchronous,
        by_hand, in_helper, in_closure, in_thread, in_turns, awaited_behind,
        on_each_path, not_gotten, of_weak_pointer, of_no_mutex,
        ended_before_yield, of_scope_exit, by_condition, of_head, last_of_all,
        under_once, by_semaphore, let_go_by_helper, of_snapshot,
        locked_afterwards]
