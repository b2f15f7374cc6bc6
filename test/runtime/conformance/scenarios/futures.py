#===- futures.py - futures, their callbacks, tasks as futures --------------===#
#
# Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
import asyncio

from scenario import scenario, scenario_sync, name_of, ticker, trace, watch


@scenario
async def future_states_and_errors():
    future = asyncio.get_running_loop().create_future()
    for ask in (future.result, future.exception):
        try:
            ask()
        except asyncio.InvalidStateError as error:
            trace(type(error).__name__)
    future.set_result(1)
    trace(future.done(), future.cancelled(), future.cancel(), future.result())
    try:
        future.set_result(2)
    except asyncio.InvalidStateError as error:
        trace(type(error).__name__)


@scenario
async def future_cancelled():
    future = asyncio.get_running_loop().create_future()
    trace(future.cancel("why"), future.cancel(), future.cancelled())
    await watch("future", future)
    try:
        future.exception()
    except asyncio.CancelledError as error:
        trace(type(error).__name__)


@scenario
async def many_wait_for_one_future():
    future = asyncio.get_running_loop().create_future()
    async def work(name):
        trace(name, await future)
    tasks = [asyncio.create_task(work(n)) for n in "abc"]
    await asyncio.sleep(0)
    other = asyncio.create_task(ticker(3))
    future.set_result(7)
    trace("set")
    await asyncio.gather(*tasks)
    await other


@scenario
async def callbacks_in_order_and_with_waiters():
    future = asyncio.get_running_loop().create_future()
    future.add_done_callback(lambda f: trace("first", f.result()))
    async def work():
        trace("task", await future)
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    future.add_done_callback(lambda f: trace("last", f.result()))
    future.set_result(1)
    future.add_done_callback(lambda f: trace("after the end"))
    await task
    await asyncio.sleep(0)


def says_done(future):
    trace("done")


@scenario
async def callbacks_removed():
    future = asyncio.get_running_loop().create_future()
    future.add_done_callback(says_done)
    future.add_done_callback(says_done)
    trace("removed", future.remove_done_callback(says_done))
    trace("removed", future.remove_done_callback(says_done))
    future.set_result(None)
    await asyncio.sleep(0)
    trace("end")


@scenario
async def callback_that_throws():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(
        lambda loop, context: trace("handler", name_of(context["exception"])))
    def bad():
        raise ValueError("x")
    loop.call_soon(bad)
    loop.call_soon(trace, "next")
    await asyncio.sleep(0)
    trace("end")


@scenario
async def exception_of_a_task():
    async def bad():
        raise ValueError("x")
    task = asyncio.create_task(bad())
    await watch("task", task)
    await watch("once more", task)
    trace(task.done(), task.cancelled(), name_of(task.exception()))


@scenario
async def current_and_all_tasks():
    async def work():
        trace("current", asyncio.current_task().get_name())
        await asyncio.sleep(0)
    asyncio.current_task().set_name("main")
    tasks = [asyncio.create_task(work(), name=n) for n in ("a", "b")]
    trace("all", *sorted(t.get_name() for t in asyncio.all_tasks()))
    await asyncio.gather(*tasks)
    trace("all", *sorted(t.get_name() for t in asyncio.all_tasks()))
