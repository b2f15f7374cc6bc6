"""Calls that block the loop."""

from text import Piece

B = "coro-blocking-call"
FAULT = f" // @fault:{B}@"
ALIKE = f" // @alike:{B}@"
TIME = "60ms"


def call(rng):
    """A statement that blocks for 60 ms."""
    return rng.choice([
        "std::this_thread::sleep_for(60ms);",
        "std::this_thread::sleep_until(std::chrono::steady_clock::now() + "
        "60ms);",
        "::poll(nullptr, 0, 60);",
        "::usleep(60'000);",
        "(void)std::system(\"sleep 0.06\");",
    ])


def direct(rng, names):
    return Piece([call(rng) + FAULT])


def in_helper(rng, names):
    depth = rng.randint(1, 3)
    inner = names.new("waits")
    before = [f"void {inner}() {{", "  " + call(rng) + FAULT, "}", ""]
    for _ in range(depth - 1):
        outer = names.new("waits")
        before += [f"void {outer}() {{", f"  {inner}();", "  ++Sum;", "}", ""]
        inner = outer
    return Piece([f"{inner}();"], before)


def in_method(rng, names):
    kind = names.new("Device")
    how = rng.choice(["", "virtual ", "static "])
    before = [f"struct {kind} {{", f"  {how}void flush() {{",
              "    " + call(rng) + FAULT, "  }",
              f"  virtual ~{kind}() = default;" if "virtual" in how else
              "  int Own = 0;", "};", ""]
    x = names.new("Own")
    return Piece([f"{kind} {x};", f"{x}.flush();"], before)


def in_operator(rng, names):
    kind = names.new("Device")
    before = [f"struct {kind} {{", "  int operator()(int N) const {",
              "    " + call(rng) + FAULT, "    return N;", "  }", "};", ""]
    return Piece([f"Sum += {kind}()(1);"], before)


def in_constructor(rng, names):
    kind = names.new("Opens")
    before = [f"struct {kind} {{", f"  {kind}() {{",
              "    " + call(rng) + FAULT, "  }", "  int Own = 0;", "};", ""]
    x = names.new("Own")
    return Piece([f"{kind} {x};", f"Sum += {x}.Own;"], before)


def in_template(rng, names):
    g = names.new("waits")
    before = [f"template <class T> T {g}(T X) {{", "  " + call(rng) + FAULT,
              "  return X;", "}", ""]
    return Piece([f"Sum += {g}({rng.choice(['1', 'One', 'int(2)'])});"], before)


def in_closure(rng, names):
    g = names.new("Waits")
    return Piece([f"auto {g} = [&] {{", "  " + call(rng) + FAULT, "};",
                  f"{g}();"])


def by_algorithm(rng, names):
    v = names.new("Some")
    return Piece([f"std::vector<int> {v}{{1}};",
                  f"std::for_each({v}.begin(), {v}.end(), [](int) {{",
                  "  " + call(rng) + FAULT, "});"])


def of_future(rng, names):
    p, t = names.new("Promise"), names.new("Thread")
    return Piece([f"std::promise<int> {p};",
                  f"std::thread {t}([&] {{", "  std::this_thread::sleep_for("
                  f"{TIME});", f"  {p}.set_value(1);", "});",
                  f"Sum += {p}.get_future().get();" + FAULT,
                  f"{t}.detach();"])


def of_thread(rng, names):
    t = names.new("Thread")
    return Piece([f"std::thread {t}([] {{ std::this_thread::sleep_for({TIME}); "
                  "});", f"{t}.join();" + FAULT])


def of_condition(rng, names):
    m, c, lock = names.new("Mutex"), names.new("Never"), names.new("Lock")
    return Piece([f"std::mutex {m};", f"std::condition_variable {c};",
                  f"std::unique_lock {lock}({m});",
                  f"{c}.wait_for({lock}, {TIME});" + FAULT,
                  f"{lock}.unlock();"])


def by_base_class(rng, names):
    base, kind = names.new("Base"), names.new("Device")
    before = [f"struct {base} {{", f"  virtual ~{base}() = default;",
              "  virtual void flush() = 0;", "};",
              f"struct {kind} final : {base} {{", "  void flush() override {",
              "    " + call(rng) + FAULT, "  }", "};", ""]
    x = names.new("Own")
    return Piece([f"{kind} {x};", f"{x}.flush();"], before)


def by_function_pointer(rng, names):
    g, x = names.new("waits"), names.new("Which")
    return Piece([f"void (*{x})() = {g};", f"{x}();"],
                 [f"void {g}() {{", "  " + call(rng) + FAULT, "}", ""])


def by_function_object(rng, names):
    x = names.new("Which")
    return Piece([f"std::function<void()> {x} = [] {{",
                  "  " + call(rng) + FAULT, "};", f"{x}();"])


def in_destructor(rng, names):
    kind = names.new("Lingers")
    before = [f"struct {kind} {{", "  int Own = 1;", f"  ~{kind}() {{",
              "    " + call(rng) + FAULT, "  }", "};", ""]
    return Piece([f"Sum += {kind}().Own;"], before)


def in_conversion(rng, names):
    kind = names.new("Lazy")
    before = [f"struct {kind} {{", "  operator int() const {",
              "    " + call(rng) + FAULT, "    return 1;", "  }", "};", ""]
    return Piece([f"Sum += {kind}();"], before)


def of_async(rng, names):
    x = names.new("Answer")
    return Piece([f"auto {x} = std::async(std::launch::async, [] {{",
                  f"  std::this_thread::sleep_for({TIME});", "  return 1;",
                  "});", f"Sum += {x}.get();" + FAULT])


def of_semaphore(rng, names):
    x = names.new("Count")
    return Piece([f"std::counting_semaphore<1> {x}(0);",
                  f"(void){x}.try_acquire_for({TIME});" + FAULT])


def of_latch(rng, names):
    x, t = names.new("Ready"), names.new("Thread")
    return Piece([f"std::latch {x}(1);", f"std::thread {t}([&] {{",
                  f"  std::this_thread::sleep_for({TIME});",
                  f"  {x}.count_down();", "});", f"{x}.wait();" + FAULT,
                  f"{t}.detach();"])


BLOCKS = [direct, in_helper, in_method, in_operator, in_constructor,
          in_template, in_closure, by_algorithm, of_future, of_thread,
          of_condition, by_base_class, by_function_pointer, by_function_object,
          in_destructor, in_conversion, of_async, of_semaphore, of_latch]


# --- Which do not ------------------------------------------------------------

def offloaded(rng, names):
    return Piece(["co_await aio::to_thread([] {", "  " + call(rng) + ALIKE,
                  "});"])


def helper_offloaded(rng, names):
    g = names.new("waits")
    return Piece([f"co_await aio::to_thread({g});"],
                 [f"void {g}() {{", "  " + call(rng) + ALIKE, "}", ""])


def in_pool(rng, names):
    return Piece(["co_await aio::wrap_future(Pool.submit([] {",
                  "  " + call(rng) + ALIKE, "}));"])


def never_called(rng, names):
    g = names.new("Waits")
    return Piece([f"auto {g} = [] {{", "  " + call(rng) + ALIKE, "};",
                  f"(void){g};"])


def no_time(rng, names):
    return Piece([rng.choice(["std::this_thread::sleep_for(0ms);",
                              "::poll(nullptr, 0, 0);",
                              "std::this_thread::yield();"]) + ALIKE])


def on_own_thread(rng, names):
    t = names.new("Thread")
    return Piece([f"std::thread {t}([] {{", "  " + call(rng) + ALIKE, "});",
                  f"{t}.detach();"])


def free_lock(rng, names):
    m, lock = names.new("Mutex"), names.new("Lock")
    return Piece([f"std::mutex {m};", "{",
                  f"  std::lock_guard {lock}({m});" + ALIKE, "  ++Sum;", "}"])


def asynchronous(rng, names):
    return Piece(["co_await aio::sleep(3ms);" + ALIKE])


HARMLESS = [offloaded, helper_offloaded, in_pool, never_called, no_time,
            on_own_thread, free_lock, asynchronous]
