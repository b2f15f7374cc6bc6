# ===- aio-gdb.py - the tasks of a program or a core dump, in gdb -----------=== #
#
# Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# ===-----------------------------------------------------------------------=== #
"""Shows who awaits whom, with the line where each coroutine is suspended:

    (gdb) source aio-gdb.py
    (gdb) aio-tasks            the loop that runs on the selected thread
    (gdb) aio-tasks EXPR       another one: an aio::EventLoop *

Works on a live program and on a core dump of one with debug information.
"""

import gdb


def promise_of(frame):
    """The aio::detail::PromiseBase of a coroutine's frame."""
    address = int(frame) + 2 * gdb.lookup_type("void").pointer().sizeof
    return gdb.Value(address).cast(
        gdb.lookup_type("aio::detail::PromiseBase").pointer()).dereference()


def frame_of(handle):
    return handle["_M_fr_ptr"]


def location(promise):
    """Function, file and line of a std::source_location."""
    data = promise["Where"]["_M_impl"]
    if int(data) == 0:
        return "?", "?", 0
    # libstdc++'s __impl, whose members Clang and GCC lay out alike.
    data = data.dereference()
    function = data["_M_function_name"].string()
    head = function.split("(")[0].split(" ")[-1].split("::")[-1]
    if "lambda" in function or head == "operator":
        head = "lambda"
    return head, data["_M_file_name"].string(), int(data["_M_line"])


def stack_of(task):
    """From the outermost coroutine to the one that is suspended."""
    root = frame_of(task["Root"])
    if int(root) == 0:
        return []
    frame = frame_of(task["Leaf"])
    if int(frame) == 0:  # It runs.
        frame = root
    frames = []
    while True:
        frames.insert(0, location(promise_of(frame)))
        if int(frame) == int(root):
            return frames
        frame = frame_of(promise_of(frame)["Continuation"])


def name_of(task):
    # A std::unique_ptr is its pointer.
    extras = gdb.lookup_type("aio::detail::TaskState::Extras").pointer()
    given = task["Extra"].address.cast(extras.pointer()).dereference()
    if int(given) != 0:
        text = given.dereference()["Name"]["_M_dataplus"]["_M_p"].string()
        if text:
            return text
    return f"Task-{int(task['Number'])}"


def tasks_of(loop):
    """The oldest first."""
    tasks = []
    task = loop["Tasks"]
    while int(task) != 0:
        tasks.insert(0, task)
        task = task["Older"]
    return tasks


def waited_task(task, tasks):
    """The task that it waits for, if it is one."""
    waitable = int(task["Yielded"])
    for other in tasks:
        base = other.cast(gdb.lookup_type("aio::detail::Waitable").pointer())
        if waitable and int(base) == waitable:
            return other
    return None


class AioTasks(gdb.Command):
    """Show the tasks of aio's loop as a tree: aio-tasks [LOOP]"""

    def __init__(self):
        super().__init__("aio-tasks", gdb.COMMAND_STACK)

    def invoke(self, argument, from_tty):
        # The program may stand in a function of C.
        language = gdb.parameter("language")
        gdb.execute("set language c++", to_string=True)
        try:
            self.show_all(argument)
        finally:
            gdb.execute(f"set language {language}", to_string=True)

    def show_all(self, argument):
        loop = gdb.parse_and_eval(argument or "aio::detail::This.Running")
        if int(loop) == 0:
            raise gdb.GdbError("no loop of aio runs on this thread")
        tasks = tasks_of(loop.dereference())
        waits_for = {int(task): waited_task(task, tasks) for task in tasks}
        waited = {int(other) for other in waits_for.values() if other}
        shown = set()

        def show(task, depth):
            frames = " -> ".join(f"{function} ({file}:{line})"
                                 for function, file, line in stack_of(task))
            again = int(task) in shown
            print("  " * depth + f"Task '{name_of(task)}'"
                  + (f": {frames}" if frames else "")
                  + (" (see above)" if again else ""))
            shown.add(int(task))
            other = waits_for[int(task)]
            if other and not again:
                show(other, depth + 1)

        for task in tasks:
            if int(task) not in waited:
                show(task, 0)
        # Those that wait for each other in a circle have no top.
        for task in tasks:
            if int(task) not in shown:
                show(task, 0)


AioTasks()
