#===- queues.py - queues ---------------------------------------------------===#
#
# Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
import asyncio

from scenario import scenario, scenario_sync, name_of, ticker, trace, watch


@scenario
async def queue_between_two():
    queue = asyncio.Queue(2)
    async def produce():
        for i in range(5):
            await queue.put(i)
            trace("put", i)
    async def consume():
        for _ in range(5):
            trace("got", await queue.get())
    await asyncio.gather(produce(), consume())


@scenario
async def queue_many_getters():
    queue = asyncio.Queue()
    async def consume(name):
        trace(name, await queue.get())
    tasks = [asyncio.create_task(consume(n)) for n in "abc"]
    await asyncio.sleep(0)
    for i in range(3):
        queue.put_nowait(i)
    await asyncio.gather(*tasks)


@scenario
async def queue_full_and_empty():
    queue = asyncio.Queue(1)
    try:
        queue.get_nowait()
    except asyncio.QueueEmpty:
        trace("QueueEmpty")
    queue.put_nowait(1)
    try:
        queue.put_nowait(2)
    except asyncio.QueueFull:
        trace("QueueFull")
    trace(queue.qsize(), queue.empty(), queue.full(), queue.maxsize)


@scenario
async def queue_join():
    queue = asyncio.Queue()
    async def work():
        while True:
            item = await queue.get()
            await asyncio.sleep(0)
            trace("done", item)
            queue.task_done()
    worker = asyncio.create_task(work())
    for i in range(3):
        queue.put_nowait(i)
    await queue.join()
    trace("joined")
    worker.cancel()
    await watch("worker", worker)
    try:
        queue.task_done()
    except ValueError as error:
        trace(name_of(error))


@scenario
async def queue_orders():
    first, last, least = asyncio.Queue(), asyncio.LifoQueue(), asyncio.PriorityQueue()
    for queue in (first, last, least):
        for i in (3, 1, 2):
            queue.put_nowait(i)
        trace(*[await queue.get() for _ in range(3)])


@scenario
async def queue_woken_and_cancelled():
    queue = asyncio.Queue()
    a = asyncio.create_task(queue.get())
    b = asyncio.create_task(queue.get())
    await asyncio.sleep(0)
    queue.put_nowait(1)
    a.cancel()
    await asyncio.wait([a, b], return_when=asyncio.FIRST_COMPLETED)
    await watch("b", b)
    trace(a.cancelled())
