#===- limits_and_groups.py - timeout and TaskGroup -------------------------===#
#
# Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
import asyncio

from scenario import scenario, scenario_sync, name_of, ticker, trace, watch


@scenario
async def timeout_expires():
    async def body():
        async with asyncio.timeout(0.05):
            await watch("inner", asyncio.sleep(0))
            await asyncio.sleep(10)
    await watch("body", body())
    trace(asyncio.current_task().cancelling())


@scenario
async def timeout_does_not_expire():
    async with asyncio.timeout(10) as limit:
        await asyncio.sleep(0)
        trace("body", limit.expired())
    trace("end", limit.expired())


@scenario
async def timeouts_nested():
    async def body():
        async with asyncio.timeout(10):
            try:
                async with asyncio.timeout(0.05):
                    await asyncio.sleep(10)
            except TimeoutError:
                trace("inner")
            await asyncio.sleep(0)
            trace("goes on")
    await watch("body", body())


@scenario
async def timeout_of_a_body_that_fails():
    async def body():
        async with asyncio.timeout(0.05):
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                raise ValueError("instead")
    await watch("body", body())
    trace(asyncio.current_task().cancelling())


@scenario
async def timeout_cancelled_from_outside():
    async def body():
        async with asyncio.timeout(10):
            await asyncio.sleep(10)
    task = asyncio.create_task(body())
    await asyncio.sleep(0)
    task.cancel("outside")
    await watch("task", task)
    trace(task.cancelled())


async def sleeps(name, delay):
    try:
        await asyncio.sleep(delay)
        trace(name, "slept")
    except asyncio.CancelledError:
        trace(name, "cancelled")
        raise


async def fails(why, delay):
    await asyncio.sleep(delay)
    raise ValueError(why)


@scenario
async def group_waits_for_all():
    async def body():
        async with asyncio.TaskGroup() as group:
            group.create_task(sleeps("a", 0.1))
            group.create_task(sleeps("b", 0.05))
            trace("body")
    await watch("group", body())


@scenario
async def group_child_fails():
    async def body():
        async with asyncio.TaskGroup() as group:
            group.create_task(sleeps("a", 10))
            group.create_task(fails("x", 0.05))
            await sleeps("body", 10)
    await watch("group", body())
    trace(asyncio.current_task().cancelling())


@scenario
async def group_body_fails():
    async def body():
        async with asyncio.TaskGroup() as group:
            group.create_task(sleeps("a", 10))
            await asyncio.sleep(0)
            raise ValueError("body")
    await watch("group", body())


@scenario
async def group_two_fail():
    async def body():
        async with asyncio.TaskGroup() as group:
            group.create_task(fails("x", 0))
            group.create_task(fails("y", 0))
            group.create_task(sleeps("a", 10))
    await watch("group", body())


@scenario
async def group_cancelled_in_its_body():
    async def body():
        async with asyncio.TaskGroup() as group:
            group.create_task(sleeps("a", 10))
            await sleeps("body", 10)
    task = asyncio.create_task(body())
    await asyncio.sleep(0.05)
    task.cancel("outside")
    await watch("task", task)
    trace(task.cancelled())


@scenario
async def group_cancelled_while_it_waits():
    async def body():
        async with asyncio.TaskGroup() as group:
            group.create_task(sleeps("a", 10))
            trace("body ends")
    task = asyncio.create_task(body())
    await asyncio.sleep(0.05)
    task.cancel("outside")
    await watch("task", task)
    trace(task.cancelled())


@scenario
async def group_child_cancelled():
    async def body():
        async with asyncio.TaskGroup() as group:
            child = group.create_task(sleeps("a", 10))
            group.create_task(sleeps("b", 0.05))
            await asyncio.sleep(0)
            child.cancel()
    await watch("group", body())


@scenario
async def group_used_after_its_end():
    async with asyncio.TaskGroup() as group:
        pass
    coro = sleeps("never", 0)
    try:
        group.create_task(coro)
    except RuntimeError:
        trace("RuntimeError")
    coro.close()


@scenario
async def groups_nested():
    async def inner():
        async with asyncio.TaskGroup() as group:
            group.create_task(fails("deep", 0))
            await sleeps("inner", 10)
    async def outer():
        async with asyncio.TaskGroup() as group:
            group.create_task(inner())
            await sleeps("outer", 10)
    await watch("outer", outer())
