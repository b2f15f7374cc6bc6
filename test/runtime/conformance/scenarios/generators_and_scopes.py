#===- generators_and_scopes.py - async for and async with ------------------===#
#
# Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
import asyncio

from scenario import scenario, scenario_sync, name_of, ticker, trace, watch


async def count(n):
    try:
        for i in range(n):
            trace("yields", i)
            yield i
            await asyncio.sleep(0)
        trace("ends")
    except GeneratorExit:
        trace("exit")
        raise


@scenario
async def generator_loop():
    generator = count(3)
    trace("made")
    async for item in generator:
        trace("item", item)
    trace("over")


@scenario
async def generator_closed():
    generator = count(3)
    async for item in generator:
        trace("item", item)
        break
    await generator.aclose()
    trace("closed")
    await generator.aclose()
    fresh = count(1)
    await fresh.aclose()
    trace("never began")


@scenario
async def generator_that_fails():
    async def bad():
        yield 1
        raise ValueError("x")
    generator = bad()
    try:
        async for item in generator:
            trace("item", item)
    except ValueError as error:
        trace(name_of(error))
    async for item in generator:
        trace("never")
    trace("over")


@scenario
async def generator_consumer_cancelled():
    async def slow():
        try:
            yield 1
            await asyncio.sleep(10)
            yield 2
        except asyncio.CancelledError:
            trace("told")
            raise
    async def consume():
        async for item in slow():
            trace("item", item)
    task = asyncio.create_task(consume())
    await asyncio.sleep(0)
    task.cancel()
    await watch("task", task)


@scenario
async def generator_used_by_two():
    generator = count(2)
    async def consume(name):
        try:
            trace(name, await anext(generator))
            trace(name, await anext(generator))
        except RuntimeError as error:
            trace(name, name_of(error))
    await asyncio.gather(consume("a"), consume("b"))


left = []


@scenario_sync
def generators_left_are_closed_by_run():
    async def main():
        left.append(count(3))
        trace("item", await anext(left[0]))
    asyncio.run(main())
    trace("after")


class Manager:
    async def __aenter__(self):
        trace("enter")
        await asyncio.sleep(0)
        return 5

    async def __aexit__(self, kind, error, trace_back):
        await asyncio.sleep(0)
        trace("exit", kind.__name__ if kind else "None")


@scenario
async def scope_entered_and_left():
    async with Manager() as resource:
        trace("body", resource)
    trace("end")


@scenario
async def scope_left_by_an_error():
    async def body():
        async with Manager():
            raise ValueError("x")
    await watch("body", body())


@scenario
async def scope_left_by_a_cancellation():
    async def body():
        async with Manager():
            await asyncio.sleep(10)
    task = asyncio.create_task(body())
    await asyncio.sleep(0.05)
    task.cancel("why")
    await watch("task", task)
