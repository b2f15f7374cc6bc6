"""What does no harm and shows nothing."""


def statements(rng, names):
    """One harmless thing."""
    return rng.choice(ALL)(rng, names)


def yields(rng, names):
    return ["co_await aio::sleep(0s);"]


def counts(rng, names):
    return [f"Sum += {rng.randint(1, 9)};"]


def value(rng, names):
    return [f"Sum += co_await value({rng.randint(1, 9)});"]


def in_condition(rng, names):
    return [f"if (co_await value({rng.randint(0, 9)}) > 4)",
            f"  Sum -= {rng.randint(1, 9)};"]


def gathers(rng, names):
    a, b = names.new("A"), names.new("B")
    return [f"auto [{a}, {b}] = co_await aio::gather(value(1), value(2));",
            f"Sum += {a} * {b};"]


def loops(rng, names):
    i = names.new("I")
    return [f"for (int {i} = 0; {i} != {rng.randint(1, 3)}; ++{i})",
            f"  Sum += co_await value({i});"]


def generates(rng, names):
    g = names.new("Numbers")
    return [f"auto {g} = numbers({rng.randint(1, 3)});",
            f"while (auto N = co_await {g}.next())",
            "  Sum += *N;"]


def locks(rng, names):
    lock, guard = names.new("Lock"), names.new("Guard")
    return [f"aio::Lock {lock};",
            "{",
            f"  auto {guard} = co_await {lock}.scoped();",
            "  Sum += co_await value(3);",
            "}"]


def queues(rng, names):
    q = names.new("Queue")
    return [f"aio::Queue<int> {q};",
            f"co_await {q}.put({rng.randint(1, 9)});",
            f"Sum += co_await {q}.get();"]


def events(rng, names):
    e, t = names.new("Event"), names.new("Waiting")
    return [f"aio::Event {e};",
            f"auto {t} = aio::create_task({e}.wait());",
            f"{e}.set();",
            f"co_await {t};"]


def offloads(rng, names):
    n = rng.randint(1, 9)
    return [f"Sum += co_await aio::to_thread([] {{ return {n}; }});"]


def conditional(rng, names):
    return ["Sum += One == 1 ? co_await value(1) : co_await value(2);"]


def awaits_in_order(rng, names):
    c = names.new("Held")
    return [f"auto {c} = value({rng.randint(1, 9)});",
            f"Sum += co_await std::move({c});"]


def scope(rng, names):
    return ["{", *["  " + line for line in statements(rng, names)], "}"]


ALL = [yields, counts, value, in_condition, gathers, loops, generates, locks,
       queues, events, offloads, conditional, awaits_in_order, scope]
