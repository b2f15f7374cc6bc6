#===- waiting.py - gather, wait, wait_for, shield, as_completed ------------===#
#
# Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
import asyncio

from scenario import scenario, scenario_sync, name_of, ticker, trace, watch


@scenario
async def gather_results_in_order():
    async def work(value, delay):
        await asyncio.sleep(delay)
        trace("work", value)
        return value
    trace(*await asyncio.gather(work(1, 0.1), work(2, 0.05), work(3, 0)))


async def work(value, delay):
    await asyncio.sleep(delay)
    trace("work", value)
    return value


async def bad(why, delay):
    await asyncio.sleep(delay)
    raise ValueError(why)


@scenario
async def gather_turns():
    other = asyncio.create_task(ticker(6))
    trace(*await asyncio.gather(work(1, 0), work(2, 0)))
    await other


@scenario
async def gather_first_error():
    slow = asyncio.create_task(work(1, 0.1))
    await watch("gather", asyncio.gather(slow, bad("first", 0), bad("second", 0)))
    trace("slow", slow.done())
    await watch("slow", slow)


@scenario
async def gather_with_exceptions_as_results():
    gone = asyncio.create_task(work(3, 10))
    gone.cancel()
    results = await asyncio.gather(work(1, 0), bad("x", 0), gone,
                                   return_exceptions=True)
    trace(results[0], name_of(results[1]), type(results[2]).__name__)


@scenario
async def gather_child_cancelled():
    child = asyncio.create_task(work(1, 10))
    other = asyncio.create_task(work(2, 0.05))
    both = asyncio.gather(child, other)
    await asyncio.sleep(0)
    child.cancel("gone")
    await watch("gather", both)
    trace(both.cancelled(), other.done())
    await watch("other", other)


@scenario
async def gather_cancelled():
    a = asyncio.create_task(work(1, 10))
    b = asyncio.create_task(work(2, 0))
    both = asyncio.gather(a, b)
    await asyncio.sleep(0.05)
    trace("cancel", both.cancel())
    await watch("gather", both)
    trace(both.cancelled(), a.cancelled(), b.cancelled(), both.cancel())


@scenario
async def wait_for_the_first():
    a = asyncio.create_task(work(1, 0.15))
    b = asyncio.create_task(work(2, 0.05))
    done, pending = await asyncio.wait([a, b],
                                       return_when=asyncio.FIRST_COMPLETED)
    trace(len(done), len(pending), a.done(), b.done())
    done, pending = await asyncio.wait(pending)
    trace(len(done), len(pending), a.done())


@scenario
async def wait_for_the_first_exception():
    tasks = [asyncio.create_task(work(1, 0.05)), asyncio.create_task(bad("x", 0.1)),
             asyncio.create_task(work(3, 0.25))]
    done, pending = await asyncio.wait(tasks,
                                       return_when=asyncio.FIRST_EXCEPTION)
    trace(len(done), len(pending))
    trace(name_of(tasks[1].exception()))
    await tasks[2]


@scenario
async def wait_with_a_limit():
    task = asyncio.create_task(work(1, 0.25))
    done, pending = await asyncio.wait([task], timeout=0.05)
    trace(len(done), len(pending), task.done())
    await watch("task", task)


@scenario
async def wait_turns_when_all_are_done():
    task = asyncio.create_task(work(1, 0))
    await task
    other = asyncio.create_task(ticker(5))
    await asyncio.wait([task])
    trace("waited")
    await other


@scenario
async def wait_for_turns():
    other = asyncio.create_task(ticker(8))
    await watch("wait_for", asyncio.wait_for(work(1, 0), 10))
    await other


@scenario
async def wait_for_too_long():
    inner = asyncio.create_task(watch("inner", work(1, 10)))
    await watch("swallowed", asyncio.wait_for(inner, 0.05))
    await watch("timeout", asyncio.wait_for(work(2, 10), 0.05))
    await watch("no time", asyncio.wait_for(work(3, 10), 0))


@scenario
async def wait_for_of_an_error():
    await watch("wait_for", asyncio.wait_for(bad("x", 0), 10))


@scenario
async def shield_of_a_cancelled_inner():
    inner = asyncio.create_task(work(1, 10))
    outer = asyncio.shield(inner)
    await asyncio.sleep(0)
    inner.cancel()
    await watch("outer", outer)
    trace(outer.cancelled(), inner.cancelled())


@scenario
async def shield_turns_and_errors():
    other = asyncio.create_task(ticker(6))
    await watch("good", asyncio.shield(work(1, 0)))
    await watch("bad", asyncio.shield(bad("x", 0)))
    await other


@scenario
async def as_completed_in_order():
    for each in asyncio.as_completed([work(3, 0.15), work(1, 0), work(2, 0.1)]):
        trace("next", await each)


@scenario
async def gather_cancelled_reaches_all():
    tasks = [asyncio.create_task(work(i, 10)) for i in range(3)]
    everything = asyncio.gather(*tasks)
    await asyncio.sleep(0)
    everything.cancel()
    await watch("gather", everything)
    await asyncio.sleep(0)
    trace(*[task.cancelled() for task in tasks])
