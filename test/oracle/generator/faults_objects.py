"""Objects that are destroyed before the work that they have started."""

from shapes import a, f
from text import Piece, indent

T = "coro-this-escape"
D = "coro-dropped-eager-task"

# What the pieces use.
SHARED = """\
/// What the whole program has running, whoever started it.
inline std::vector<aio::Task<>> Background;
inline void inBackground(aio::Coro<> Work) {
  Background.push_back(aio::create_task(std::move(Work)));
}
inline aio::Coro<> drained() {
  auto All = std::exchange(Background, {});
  for (auto &Each : All)
    co_await Each;
}
template <class P> aio::Coro<> drives(P Object) { co_await Object->serve(); }
template <class X> aio::Coro<> drivesRef(X &Object) { co_await Object.serve(); }
template <class F> aio::Coro<> runsLater(F Body) {
  co_await aio::sleep(1ms);
  co_await Body();
}
"""

SHARES = "std::enable_shared_from_this"


def serves(rng):
    """The body of a member coroutine that uses the object after a suspension."""
    return rng.choice([
        ["co_await aio::sleep(2ms);", "useText(Name);"],
        ["useText(Name);", "co_await aio::sleep(2ms);", "useText(this->Name);"],
        ["for (int I = 0; I != 2; ++I) {", "  co_await aio::sleep(1ms);",
         "  useText(Name);", "}"],
        ["co_await lull();", "useText(Name);"],
        ["co_await printsLater(Name);"],
        ["Sum += co_await slowValue();", "useText(Name);"]])


def classes(names, start, serve, base="", more=(), end="++Sum;",
            head="void start()"):
    """The name of a class whose `start` starts its coroutine `serve`. `end`: what
    its destructor does."""
    kind = names.new("Session")
    base = base.format(kind)
    return kind, [
        f"class {kind}" + (f" : public {base}" if base else "") + " {", "public:",
        f"  using Type = {kind};", f"  ~{kind}() {{ {end} }}", f"  {head} {{",
        *indent(indent(start)), "  }", "  aio::Coro<> serve() {",
        *indent(indent(serve)), "  }", *indent(more),
        # AddressSanitizer writes to the beginning of what is gone.
        "  char Before[32] = {};", "  std::string Name = longName(3);", "};", ""]


def gone(rng, names, kind, shared=False, call="start()", on_heap=False):
    """Lines that make an object, which starts its work and is destroyed. `on_heap`:
    AddressSanitizer does not see when a variable of a coroutine is gone, only when
    what that has on the heap is."""
    p = names.new("Own")
    soon = rng.choice([[], ["co_await aio::sleep(0s);"]])
    how = [["{", f"  auto {p} = std::make_shared<{kind}>();", f"  {p}->{call};",
            *indent(soon), "}"],
           [f"auto {p} = std::make_shared<{kind}>();", f"{p}->{call};", *soon,
            f"{p}.reset();"],
           [f"std::make_shared<{kind}>()->{call};"],
           [f"std::map<int, std::shared_ptr<{kind}>> {p};",
            f"{p}[1] = std::make_shared<{kind}>();", f"{p}[1]->{call};", *soon,
            f"{p}.erase(1);"]]
    if not shared and not on_heap:
        how += [["{", f"  {kind} {p};", f"  {p}.{call};", *indent(soon), "}"],
                [f"std::optional<{kind}> {p}(std::in_place);", f"{p}->{call};",
                 *soon, f"{p}.reset();"]]
    if not shared:
        how += [[f"auto {p} = std::make_unique<{kind}>();", f"{p}->{call};", *soon,
                 f"{p}.reset();"],
                [f"auto *{p} = new {kind};", f"{p}->{call};", *soon,
                 f"delete {p};"],
                [f"std::vector<std::unique_ptr<{kind}>> {p};",
                 f"{p}.push_back(std::make_unique<{kind}>());",
                 f"{p}.back()->{call};", *soon, f"{p}.clear();"]]
    return rng.choice(how)


AFTER = "co_await aio::sleep(7ms);"
DRAINED = "co_await drained();"


def in_background(rng, work):
    """Somebody who lives on has the task."""
    return rng.choice([f"Background.push_back(aio::create_task({work}));",
                       f"inBackground({work});",
                       f"Background.emplace_back(aio::create_task({work}));"])


def left(rng, names, work, serve=None, shared=False, on_heap=False, **more):
    """The object drops the task of `work`, or gives it to all."""
    serve = serve or serves(rng)
    base = SHARES + "<{}>" if shared else ""
    if rng.random() < 0.5:
        spawn = rng.choice([
            f"aio::create_task({work});", f"aio::ensure_future({work});",
            f"aio::get_running_loop().create_task({work});",
            f"[[maybe_unused]] auto Task = aio::create_task({work});"])
        kind, lines = classes(names, [spawn + f(T) + f(D)], serve, base, **more)
        return Piece([*gone(rng, names, kind, shared, on_heap=on_heap), AFTER],
                     lines)
    kind, lines = classes(names, [in_background(rng, work) + f(T)], serve, base,
                          **more)
    return Piece([*gone(rng, names, kind, shared, on_heap=on_heap), DRAINED],
                 lines)


# --- The object ends first ---------------------------------------------------

def member(rng, names):
    return left(rng, names, rng.choice(["serve()", "this->serve()"]))


def of_shared(rng, names):
    """The class can be shared, and is not."""
    return left(rng, names, "serve()", shared=True)


def by_pointer(rng, names):
    """Another coroutine is given the object."""
    return left(rng, names, rng.choice([
        "drives(this)", "drivesRef(*this)",
        "aio::wait_for(serve(), 5s)",
        "[](auto *Self) -> aio::Coro<> { co_await Self->serve(); }(this)"]))


def by_closure(rng, names):
    """A closure that is kept, with `this`."""
    return left(rng, names, rng.choice([
        "runsLater([this] { return serve(); })",
        "runsLater([this]() -> aio::Coro<> { co_await serve(); })",
        "runsLater([=, this] { return serve(); })",
        "runsLater([Self = this] { return Self->serve(); })",
        "runsLater([&] { return serve(); })"]))


def by_binding(rng, names):
    return left(rng, names, rng.choice([
        "runsLater(std::bind_front(&Type::serve, this))",
        "runsLater(std::bind(&Type::serve, this))",
        "std::invoke(&Type::serve, this)"]))


def weak_once(rng, names):
    """The weak pointer is asked before the first suspension only."""
    serve = ["co_return;"]
    use = rng.choice([
        ["if (Weak.expired())", "  co_return;", "co_await aio::sleep(2ms);",
         "useText(Name);"],
        ["if (auto Self = Weak.lock())", "  ++Sum;", "co_await aio::sleep(2ms);",
         "useText(Name);"],
        ["{", "  auto Self = Weak.lock();", "  if (!Self)", "    co_return;", "}",
         "co_await lull();", "useText(Name);"]])
    return in_time(names, "serve(weak_from_this())", f(T), serve,
                   ["aio::Coro<> serve(std::weak_ptr<Type> Weak) {", *indent(use),
                    "}"])


def in_time(names, work, mark, serve, more=()):
    """The object is there when its work begins, and is given up then."""
    p = names.new("Own")
    kind, lines = classes(names, [f"inBackground({work});" + mark], serve,
                          SHARES + "<{}>", more=more)
    return Piece([f"auto {p} = std::make_shared<{kind}>();", f"{p}->start();",
                  "co_await aio::sleep(1ms);", f"{p}.reset();", DRAINED], lines)


def shared_too_late(rng, names):
    """A lazy coroutine takes its share only when it runs."""
    serve = ["auto Self = shared_from_this();", "co_await aio::sleep(2ms);",
             "useText(Name);"]
    kind, lines = classes(names, ["aio::create_task(serve());" + f(T) + f(D)],
                          serve, SHARES + "<{}>")
    return Piece([f"std::make_shared<{kind}>()->start();", AFTER], lines)


def until_stopped(rng, names):
    """The destructor sets a flag, which is gone when it is read."""
    serve = ["while (!Stopped && Turns++ != 4)", "  co_await aio::sleep(1ms);"]
    return left(rng, names, "serve()", serve, end="Stopped = true;", on_heap=True,
                more=["char Room[32] = {};", "bool Stopped = false;",
                      "int Turns = 0;"])


def of_part(rng, names):
    """The work is that of a member."""
    how, more = rng.choice([
        ("Inner.runLater()", ["Named Inner = makeNamed(2);"]),
        ("Inner->runLater()",
         ["std::unique_ptr<Named> Inner = std::make_unique<Named>(makeNamed(2));"]),
        ("printsLater(Name)", []), ("printsLater(this->Name)", [])])
    return left(rng, names, how, more=more)


def in_constructor(rng, names):
    kind = names.new("Session")
    return Piece([*gone(rng, names, kind, call="touch()"), AFTER],
                 [f"class {kind} {{", "public:",
                  f"  {kind}() {{ aio::create_task(serve()); }}" + f(T) + f(D),
                  f"  ~{kind}() {{ ++Sum; }}", "  void touch() { ++Sum; }",
                  "  aio::Coro<> serve() {", *indent(indent(serves(rng))), "  }",
                  "  char Before[32] = {};", "  std::string Name = longName(3);",
                  "};", ""])


def of_base(rng, names):
    """A base class starts what the class derived from it does."""
    base, kind = names.new("Service"), names.new("Session")
    how = rng.choice(["virtual", "CRTP"])
    if how == "virtual":
        head, name = [f"struct {base} {{", f"  virtual ~{base}() = default;",
                      "  virtual aio::Coro<> serve() = 0;"], base
        call = "serve()"
    else:
        head, name = [f"template <class D> struct {base} {{",
                      f"  ~{base}() {{ ++Sum; }}"], f"{base}<{kind}>"
        call = "static_cast<D *>(this)->serve()"
    return Piece([*gone(rng, names, kind, call="launch()"), DRAINED],
                 [*head, "  void launch() {", f"    {in_background(rng, call)}" + f(T),
                  "  }", "};", f"struct {kind} : {name} {{",
                  "  aio::Coro<> serve()" +
                  (" override {" if how == "virtual" else " {"),
                  *indent(indent(serves(rng))), "  }", "  char Before[32] = {};",
                  "  std::string Name = longName(3);", "};", ""])


def by_member_task(rng, names):
    """The object has the task, but does not wait for it."""
    how = rng.choice([("Task = aio::create_task(serve());",
                       ["std::optional<aio::Task<>> Task;"]),
                      ("Tasks.push_back(aio::create_task(serve()));",
                       ["std::vector<aio::Task<>> Tasks;"])])
    kind, lines = classes(names, [how[0] + f(T) + f(D)], serves(rng), more=how[1])
    return Piece([*gone(rng, names, kind), AFTER], lines)


ESCAPED = [member, of_shared, by_pointer, by_closure, by_binding, weak_once,
           shared_too_late, until_stopped, of_part, in_constructor, of_base,
           by_member_task]


# --- The object is there -----------------------------------------------------

def kept(rng, names, work, serve=None, more=(), shared=True):
    """The object's own handle is gone, but the work needs it no longer, or keeps
    it."""
    kind, lines = classes(names, [in_background(rng, work) + a(T)],
                          serve or serves(rng),
                          SHARES + "<{}>" if shared else "", more=more)
    return Piece([*gone(rng, names, kind, shared), DRAINED], lines)


def kept_by_argument(rng, names):
    return kept(rng, names, rng.choice([
        "drives(shared_from_this())", "serve(shared_from_this())",
        "[](auto Self) -> aio::Coro<> { co_await Self->serve(); }"
        "(shared_from_this())"]), more=[
            "aio::Coro<> serve(std::shared_ptr<Type>) {",
            *indent(serves(rng)), "}"])


def kept_by_capture(rng, names):
    return kept(rng, names, rng.choice([
        "runsLater([this, Self = shared_from_this()] { return serve(); })",
        "runsLater([Self = shared_from_this()] { return Self->serve(); })",
        "runsLater([this, Self = shared_from_this()]() -> aio::Coro<> { "
        "co_await serve(); })"]))


def kept_by_binding(rng, names):
    how = rng.choice(["std::bind_front(&Type::serve, shared_from_this())",
                      "std::bind(&Type::serve, shared_from_this())"])
    return kept(rng, names, f"runsLater({how})")


def copied(rng, names):
    """The work has copies of what it uses."""
    return kept(rng, names, rng.choice([
        "copies(Name)", "copies(this->Name)",
        "runsLater([Text = Name] { return copies(Text); })",
        "runsLater([*this]() mutable { return copies(Name); })",
        "[](std::string Own) -> aio::Coro<> { co_await printsLater(Own); }(Name)",
        "touch(int(Name.size()))"]), shared=False)


def weak_each_time(rng, names):
    return kept(rng, names, "watch(weak_from_this())", more=[
        "static aio::Coro<> watch(std::weak_ptr<Type> Weak) {",
        "  for (int I = 0; I != 3; ++I) {", "    if (auto Self = Weak.lock())",
        "      useText(Self->Name);", "    else", "      co_return;",
        "    co_await aio::sleep(1ms);", "  }", "}"])


def shared_in_time(rng, names):
    """Its first step takes a share while the object is still there."""
    return in_time(names, "serve()", a(T),
                   ["auto Self = shared_from_this();", "co_await aio::sleep(2ms);",
                    "useText(Name);"])


def stopped(rng, names):
    """`stop` waits, and is awaited."""
    p = names.new("Own")
    kind, lines = classes(
        names, ["Tasks.push_back(aio::create_task(serve()));" + a(T)], serves(rng),
        more=[*rng.choice([
            ["aio::Coro<> stop() {", "  for (auto &Each : Tasks)",
             "    co_await Each;", "  Tasks.clear();", "}"],
            ["aio::Coro<> stop() { co_await aio::gather(Tasks); }"],
            ["aio::Coro<> stop() { co_await aio::wait(Tasks); }"]]),
            "std::vector<aio::Task<>> Tasks;"])
    return Piece([*rng.choice([
        [f"auto {p} = std::make_unique<{kind}>();", f"{p}->start();",
         f"{p}->start();", f"co_await {p}->stop();", f"{p}.reset();"],
        ["{", f"  {kind} {p};", f"  {p}.start();", f"  co_await {p}.stop();",
         "}"]])], lines)


def in_own_group(rng, names):
    """The object's coroutine waits for its group."""
    p = names.new("Own")
    kind, lines = classes(
        names, ["co_await aio::task_group([this](aio::TaskGroup &G) -> "
                "aio::Coro<> {", "  G.create_task(serve());" + a(T),
                "  G.create_task(serve());", "  co_return;", "});"], serves(rng),
        head="aio::Coro<> run()")
    return Piece([f"auto {p} = std::make_unique<{kind}>();",
                  f"co_await {p}->run();", f"{p}.reset();"], lines)


def in_group_of_caller(rng, names):
    """The object is outside of the group that is given."""
    p = names.new("Own")
    kind, lines = classes(names, ["G.create_task(serve());" + a(T)], serves(rng),
                          head="void start(aio::TaskGroup &G)")
    return Piece([f"{kind} {p};", f"co_await aio::task_group([&{p}]"
                  "(aio::TaskGroup &G) -> aio::Coro<> {", f"  {p}.start(G);",
                  "  co_return;", "});"], lines)


def awaited_by_caller(rng, names):
    """The task is the caller's, which waits while it has the object."""
    p, t = names.new("Own"), names.new("Task")
    kind, lines = classes(names, ["return aio::create_task(serve());" + a(T)],
                          serves(rng), head="aio::Task<> start()")
    return Piece(rng.choice([
        ["{", f"  {kind} {p};", f"  auto {t} = {p}.start();", "  ++Sum;",
         f"  co_await {t};", "}"],
        [f"co_await std::make_unique<{kind}>()->start();"],
        [f"co_await {kind}().start();"],
        [f"auto {p} = std::make_shared<{kind}>();", f"auto {t} = {p}->start();",
         f"co_await aio::wait_for({t}, 5s);", f"{p}.reset();"]]), lines)


def awaited_by_member(rng, names):
    p = names.new("Own")
    kind, lines = classes(names, rng.choice([
        ["auto Task = aio::create_task(serve());" + a(T), "++Sum;",
         "co_await Task;"],
        ["auto Work = serve();" + a(T), "co_await std::move(Work);"],
        ["co_await aio::gather(serve(), serve());" + a(T)],
        ["co_await aio::wait_for(serve(), 5s);" + a(T)]]), serves(rng),
        head="aio::Coro<> run()")
    return Piece(["{", f"  {kind} {p};", f"  co_await {p}.run();", "}"], lines)


def deletes_itself(rng, names):
    """As the last thing that it does."""
    kind, lines = classes(names, [in_background(rng, "serve()") + a(T)],
                          ["co_await aio::sleep(1ms);", "useText(Name);",
                           "delete this;"])
    return Piece([f"(new {kind})->start();", DRAINED], lines)


def of_static(rng, names):
    """The object lives as long as the program."""
    p = names.new("Own")
    kind, lines = classes(names, [in_background(rng, "serve()") + a(T)],
                          ["co_await aio::sleep(1ms);", "useText(Name);"])
    return Piece([f"static {kind} {p};", f"{p}.start();", DRAINED], lines)


def cancelled_and_awaited(rng, names):
    p = names.new("Own")
    kind, lines = classes(
        names, ["Task = aio::create_task(serve());" + a(T)], serves(rng),
        more=["aio::Coro<> stop() {", "  Task->cancel();",
              "  co_await aio::wait(std::vector{*Task});", "}",
              "std::optional<aio::Task<>> Task;"])
    return Piece([f"auto {p} = std::make_unique<{kind}>();", f"{p}->start();",
                  "co_await aio::sleep(1ms);", f"co_await {p}->stop();",
                  f"{p}.reset();"], lines)


def of_shared_part(rng, names):
    """The work has a share of the part that it uses."""
    return kept(rng, names, rng.choice([
        "shares(Part)", "runsLater([Own = Part] { return shares(Own); })",
        "[](auto Own) -> aio::Coro<> { co_await printsLater(*Own); }(Part)"]),
        more=["std::shared_ptr<std::string> Part =",
              "    std::make_shared<std::string>(longName(4));"], shared=False)


STAYED = [kept_by_argument, kept_by_capture, kept_by_binding, copied,
          weak_each_time, shared_in_time, stopped, in_own_group,
          in_group_of_caller, awaited_by_caller, awaited_by_member,
          deletes_itself, of_static, cancelled_and_awaited, of_shared_part]
