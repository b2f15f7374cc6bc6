#===- further.py - what the other files leave out --------------------------===#
#
# Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
import asyncio

from scenario import scenario, scenario_sync, name_of, ticker, trace, watch


async def work(value, delay):
    await asyncio.sleep(delay)
    return value


@scenario
async def ensure_future_of_three_kinds():
    loop = asyncio.get_running_loop()
    task = asyncio.create_task(work(1, 0))
    future = loop.create_future()
    trace(asyncio.ensure_future(task) is task,
          asyncio.ensure_future(future) is future)
    future.set_result(2)
    made = asyncio.ensure_future(work(3, 0))
    trace(await task, await future, await made)


@scenario
async def gather_of_nothing_and_of_the_same_twice():
    trace(len(await asyncio.gather()))
    task = asyncio.create_task(work(1, 0))
    trace(*await asyncio.gather(task, task))


@scenario
async def wait_of_nothing():
    await watch("wait", asyncio.wait([]))


@scenario
async def sleep_gives_its_result():
    trace(await asyncio.sleep(0, 5), await asyncio.sleep(0.001, 6))


@scenario
async def two_wait_for_a_task_and_one_is_cancelled():
    inner = asyncio.create_task(asyncio.sleep(0.15))
    a = asyncio.create_task(watch("a", inner))
    b = asyncio.create_task(watch("b", inner))
    await asyncio.sleep(0)
    a.cancel()
    await asyncio.wait([a, b])
    trace(inner.cancelled())


@scenario
async def cancelling_counts():
    async def stubborn():
        for _ in range(2):
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                trace("told", asyncio.current_task().cancelling())
        trace("uncancel", asyncio.current_task().uncancel())
        trace("uncancel", asyncio.current_task().uncancel())
        trace("uncancel", asyncio.current_task().uncancel())
        return 1
    task = asyncio.create_task(stubborn())
    for _ in range(2):
        await asyncio.sleep(0)
        task.cancel()
    await watch("task", task)


@scenario
async def timeout_rescheduled():
    async def body():
        async with asyncio.timeout(10) as limit:
            limit.reschedule(asyncio.get_running_loop().time() + 0.05)
            await asyncio.sleep(10)
    await watch("body", body())
    async with asyncio.timeout(0.05) as limit:
        limit.reschedule(None)
        await asyncio.sleep(0.15)
    trace("no limit", limit.expired())


@scenario
async def timeout_in_the_past():
    async def body():
        async with asyncio.timeout(-1):
            trace("begins")
            await asyncio.sleep(0)
            trace("never")
    await watch("body", body())


@scenario
async def wait_for_cancelled_when_the_result_is_there():
    future = asyncio.get_running_loop().create_future()
    task = asyncio.create_task(watch("waits", asyncio.wait_for(future, 10)))
    await asyncio.sleep(0)
    future.set_result(7)
    task.cancel()
    await watch("task", task)


@scenario
async def shield_of_what_is_done():
    inner = asyncio.create_task(work(4, 0))
    await inner
    other = asyncio.create_task(ticker(3))
    trace(await asyncio.shield(inner), asyncio.shield(inner) is inner)
    await other


@scenario
async def task_that_raises_a_cancellation_itself():
    async def work():
        raise asyncio.CancelledError("own")
    task = asyncio.create_task(work())
    await watch("task", task)
    trace(task.cancelled(), task.cancelling())


@scenario
async def future_with_a_cancellation_as_exception():
    future = asyncio.get_running_loop().create_future()
    async def work():
        await future
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    future.set_exception(asyncio.CancelledError("set"))
    await watch("task", task)
    trace(future.cancelled(), task.cancelled())
