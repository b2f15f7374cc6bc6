"""What pieces for several checks are made of: marks, and what holds a coroutine."""

from text import indent


def f(check):
    """Behind the line of a fault."""
    return f" // @fault:{check}@"


def a(check):
    """Behind the line of a look-alike."""
    return f" // @alike:{check}@"


class Held:
    """`lines` put a coroutine somewhere, `it` is where. `before`: what they need."""

    def __init__(self, lines, it, before=()):
        self.lines = lines
        self.it = it
        self.before = list(before)

    @property
    def awaited(self):
        return f"co_await std::move({self.it});"


# Each takes what makes a coroutine, its type, and the mark of the line that does.

def in_variable(rng, names, make, kind, mark, stem="Kept"):
    x = names.new(stem)
    return Held([f"auto {x} = {make(rng)};" + mark], x)


def in_vector(rng, names, make, kind, mark, stem="Many"):
    v = names.new(stem)
    add = rng.choice(["push_back", "emplace_back"])
    return Held([f"std::vector<{kind}> {v};", f"{v}.{add}({make(rng)});" + mark],
                f"{v}.front()")


def in_optional(rng, names, make, kind, mark, stem="Maybe"):
    o = names.new(stem)
    how = rng.choice([f"{o} = {make(rng)};", f"{o}.emplace({make(rng)});"])
    return Held([f"std::optional<{kind}> {o};", how + mark], f"*{o}")


def in_pointer(rng, names, make, kind, mark, stem="Owned"):
    p = names.new(stem)
    how = rng.choice(["unique", "shared"])
    return Held([f"auto {p} = std::make_{how}<{kind}>({make(rng)});" + mark],
                f"*{p}")


def in_aggregate(rng, names, make, kind, mark, stem="Held"):
    holder, x = names.new("Holder"), names.new(stem)
    return Held([f"{holder} {x}{{{make(rng)}, 1}};" + mark,
                 f"Sum += {x}.Count;"], f"{x}.Work",
                [f"struct {holder} {{", f"  {kind} Work;", "  int Count;", "};",
                 ""])


def in_map(rng, names, make, kind, mark, stem="ByKey"):
    m = names.new(stem)
    return Held([f"std::map<int, {kind}> {m};",
                 f"{m}.emplace(1, {make(rng)});" + mark], f"{m}.at(1)")


def in_pair(rng, names, make, kind, mark, stem="Pair"):
    p = names.new(stem)
    return Held([f"auto {p} = std::make_pair(1, {make(rng)});" + mark,
                 f"Sum += {p}.first;"], f"{p}.second")


def in_std_array(rng, names, make, kind, mark, stem="Pair"):
    x = names.new(stem)
    return Held([f"std::array<{kind}, 1> {x}{{{make(rng)}}};" + mark,
                 f"Sum += int({x}.size());"], f"{x}[0]")


def in_deque(rng, names, make, kind, mark, stem="Some"):
    how, x = rng.choice(["deque", "list"]), names.new(stem)
    return Held([f"std::{how}<{kind}> {x};",
                 f"{x}.push_back({make(rng)});" + mark,
                 f"Sum += int({x}.size());"], f"{x}.front()")


HOLDERS = [in_variable, in_vector, in_optional, in_pointer, in_aggregate, in_map,
           in_pair, in_std_array, in_deque]


def held(rng, names, make, mark, kind="aio::Coro<>"):
    """In one of them; mostly in a variable."""
    holder = rng.choice([in_variable] * 4 + HOLDERS)
    return holder(rng, names, make, kind, mark)


def each(many, how="std::move(Each)"):
    """Awaits all that is in the container."""
    return [f"for (auto &Each : {many})", f"  co_await {how};"]


def caught(lines, what="std::exception &", then="++Sum;"):
    """What the lines throw is caught."""
    return ["try {", *indent(lines), f"}} catch (const {what}) {{", f"  {then}",
            "}"]
