#===- start_order.py - who runs when ---------------------------------------===#
#
# Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
import asyncio

from scenario import scenario, scenario_sync, name_of, ticker, trace, watch


@scenario
async def start_after_creator_suspends():
    async def work(name):
        trace("start", name)
    tasks = [asyncio.create_task(work(n)) for n in ("a", "b", "c")]
    trace("made")
    await asyncio.sleep(0)
    trace("turn", tasks[0].done(), tasks[2].done())


@scenario
async def await_coroutine_runs_at_once():
    async def work():
        trace("work")
        return 1
    other = asyncio.create_task(ticker(2))
    trace("gave", await work())
    await other


@scenario
async def turns_of_awaiting_a_task():
    async def work():
        trace("work")
        return 1
    other = asyncio.create_task(ticker(5))
    task = asyncio.create_task(work())
    trace("gave", await task)
    trace("gave again", await task)
    await other


@scenario
async def tasks_started_by_tasks():
    async def leaf(name):
        trace("leaf", name)
    async def branch(name):
        trace("branch", name)
        task = asyncio.create_task(leaf(name + "1"))
        other = asyncio.create_task(leaf(name + "2"))
        trace("branch made", name)
        await other
        trace("branch ends", name, task.done())
    a = asyncio.create_task(branch("a"))
    b = asyncio.create_task(branch("b"))
    await a
    trace("a")
    await b
    trace("b")


@scenario
async def sleep_zero_interleaves():
    async def work(name):
        for turn in range(3):
            trace(name, turn)
            await asyncio.sleep(0)
    await asyncio.gather(work("a"), work("b"))
    trace("end")


@scenario
async def sleeps_end_in_order_of_time():
    async def work(name, delay):
        await asyncio.sleep(delay)
        trace(name)
    await asyncio.gather(work("c", 0.15), work("a", 0.05), work("b", 0.1))


@scenario
async def call_soon_and_tasks_share_a_queue():
    loop = asyncio.get_running_loop()
    async def work():
        trace("task")
    loop.call_soon(trace, "first")
    task = asyncio.create_task(work())
    loop.call_soon(trace, "second")
    await task
    trace("end")


@scenario
async def call_soon_from_a_callback_waits_a_turn():
    loop = asyncio.get_running_loop()
    def first():
        trace("first")
        loop.call_soon(trace, "third")
    loop.call_soon(first)
    loop.call_soon(trace, "second")
    for turn in range(3):
        trace("turn", turn)
        await asyncio.sleep(0)


@scenario
async def timers_and_cancelled_handles():
    loop = asyncio.get_running_loop()
    loop.call_later(0.1, trace, "late")
    gone = loop.call_later(0.05, trace, "never")
    soon = loop.call_soon(trace, "never either")
    loop.call_at(loop.time() + 0.05, trace, "early")
    gone.cancel()
    soon.cancel()
    trace(gone.cancelled(), soon.cancelled())
    await asyncio.sleep(0.2)


@scenario_sync
def run_forever_until_stop():
    loop = asyncio.new_event_loop()
    loop.call_soon(trace, "a")
    loop.call_soon(loop.stop)
    loop.call_soon(trace, "same turn")
    loop.run_forever()
    trace("stopped", loop.is_running())
    loop.call_soon(loop.stop)
    loop.run_forever()
    loop.close()
    trace("closed", loop.is_closed())


@scenario_sync
def run_until_complete_of_a_future():
    loop = asyncio.new_event_loop()
    future = loop.create_future()
    loop.call_later(0.05, future.set_result, 5)
    trace("gave", loop.run_until_complete(future))
    bad = loop.create_future()
    loop.call_soon(bad.set_exception, ValueError("x"))
    try:
        loop.run_until_complete(bad)
    except ValueError as error:
        trace("threw", name_of(error))
    loop.close()


@scenario
async def nested_run_is_an_error():
    async def inner():
        pass
    coro = inner()
    try:
        asyncio.run(coro)
    except RuntimeError as error:
        trace(type(error).__name__)
    coro.close()
