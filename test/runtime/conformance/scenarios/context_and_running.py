#===- context_and_running.py - contexts, threads, run, coroutines by hand --===#
#
# Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
import asyncio

from scenario import scenario, scenario_sync, name_of, ticker, trace, watch


import contextvars

var = contextvars.ContextVar("var", default=0)


@scenario
async def context_of_a_task():
    async def work(name):
        trace(name, var.get())
        var.set(10)
        await asyncio.sleep(0)
        trace(name, var.get())
    var.set(1)
    a = asyncio.create_task(work("a"))
    var.set(2)
    b = asyncio.create_task(work("b"))
    await a
    await b
    trace("main", var.get())


@scenario
async def context_of_an_awaited_coroutine_is_the_callers():
    async def work():
        var.set(5)
    await work()
    trace(var.get())


@scenario
async def context_of_callbacks():
    loop = asyncio.get_running_loop()
    var.set(1)
    loop.call_soon(lambda: (trace("soon", var.get()), var.set(9)))
    loop.call_later(0.05, lambda: trace("later", var.get()))
    future = loop.create_future()
    future.add_done_callback(lambda f: trace("done", var.get()))
    own = contextvars.copy_context()
    own.run(var.set, 7)
    loop.call_soon(lambda: trace("own", var.get()), context=own)
    var.set(2)
    future.set_result(None)
    await asyncio.sleep(0.1)
    trace("main", var.get())


@scenario
async def context_reset():
    token = var.set(1)
    var.set(2)
    var.reset(token)
    trace(var.get())


@scenario
async def thread_has_a_copy_of_the_context():
    var.set(3)
    def work():
        trace("thread", var.get())
        var.set(4)
        return 5
    trace("gave", await asyncio.to_thread(work))
    trace("main", var.get())


@scenario
async def thread_that_throws():
    def work():
        raise ValueError("x")
    await watch("thread", asyncio.to_thread(work))


@scenario_sync
def run_cancels_what_is_left():
    async def work(name):
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            trace(name, "told")
            await asyncio.sleep(0)
            trace(name, "ends")
            raise
    async def main():
        tasks = [asyncio.create_task(work(n)) for n in "a"]
        await asyncio.sleep(0)
        trace("main ends", len(tasks))
        return 3
    trace("gave", asyncio.run(main()))


@scenario_sync
def run_tells_of_errors_at_its_end():
    async def work():
        try:
            await asyncio.sleep(10)
        finally:
            raise ValueError("late")
    async def main():
        asyncio.get_running_loop().set_exception_handler(
            lambda loop, context: trace("handler", name_of(context["exception"])))
        task = asyncio.create_task(work())
        await asyncio.sleep(0)
        trace("main ends", task.done())
    asyncio.run(main())


@scenario_sync
def run_of_a_main_that_fails():
    async def main():
        raise ValueError("x")
    try:
        asyncio.run(main())
    except ValueError as error:
        trace(name_of(error))


import types


@types.coroutine
def bare_yield():
    yield


@scenario_sync
def coroutine_driven_by_hand():
    async def work():
        trace("one")
        await bare_yield()
        trace("two")
        return 3
    coro = work()
    coro.send(None)
    trace("suspended")
    try:
        coro.send(None)
    except StopIteration as stop:
        trace("gave", stop.value)
    try:
        coro.send(None)
    except RuntimeError as error:
        trace(name_of(error))


@scenario_sync
def coroutine_closed_by_hand():
    async def work():
        try:
            trace("begin")
            await bare_yield()
        except GeneratorExit:
            trace("exit")
            raise
    coro = work()
    coro.send(None)
    coro.close()
    trace("closed")
    fresh = work()
    fresh.close()
    trace("never began")
    bad = work()
    bad.send(None)
    try:
        bad.throw(ValueError("x"))
    except ValueError as error:
        trace(name_of(error))
