#===- primitives.py - locks, events, conditions, semaphores, barriers ------===#
#
# Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
import asyncio

from scenario import scenario, scenario_sync, name_of, ticker, trace, watch


@scenario
async def lock_is_fair():
    lock = asyncio.Lock()
    async def work(name):
        async with lock:
            trace(name)
            await asyncio.sleep(0)
    other = asyncio.create_task(ticker(8))
    await asyncio.gather(*[work(n) for n in "abc"])
    trace(lock.locked())
    await other


@scenario
async def lock_barged_in_after_release():
    lock = asyncio.Lock()
    await lock.acquire()
    async def work(name):
        await lock.acquire()
        trace(name)
        lock.release()
    task = asyncio.create_task(work("waits"))
    await asyncio.sleep(0)
    lock.release()
    late = asyncio.create_task(work("late"))
    trace(lock.locked())
    await asyncio.gather(task, late)


@scenario
async def lock_woken_and_cancelled():
    lock = asyncio.Lock()
    await lock.acquire()
    a = asyncio.create_task(lock.acquire())
    b = asyncio.create_task(lock.acquire())
    await asyncio.sleep(0)
    lock.release()
    a.cancel()
    other = asyncio.create_task(ticker(4))
    await asyncio.wait([a, b])
    trace(a.cancelled(), b.done(), lock.locked())
    await other


@scenario
async def lock_released_too_often():
    lock = asyncio.Lock()
    try:
        lock.release()
    except RuntimeError as error:
        trace(name_of(error))


@scenario
async def event_wakes_all():
    event = asyncio.Event()
    async def work(name):
        await event.wait()
        trace(name)
    tasks = [asyncio.create_task(work(n)) for n in "abc"]
    await asyncio.sleep(0)
    other = asyncio.create_task(ticker(3))
    event.set()
    event.clear()
    trace("set", event.is_set())
    await asyncio.gather(*tasks)
    await other


@scenario
async def condition_notifies():
    condition = asyncio.Condition()
    async def work(name):
        async with condition:
            await condition.wait()
            trace(name)
    tasks = [asyncio.create_task(work(n)) for n in "abc"]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    other = asyncio.create_task(ticker(8))
    async with condition:
        condition.notify(2)
        trace("two")
    await asyncio.sleep(0.05)
    async with condition:
        condition.notify_all()
        trace("all")
    await asyncio.gather(*tasks)
    await other


@scenario
async def condition_waits_for():
    condition = asyncio.Condition()
    count = 0
    async def work():
        async with condition:
            trace("holds", await condition.wait_for(lambda: count == 2))
    task = asyncio.create_task(work())
    for _ in range(2):
        await asyncio.sleep(0)
        async with condition:
            count += 1
            trace("count", count)
            condition.notify_all()
    await task


@scenario
async def condition_cancelled_waits_for_its_lock():
    condition = asyncio.Condition()
    async def work():
        async with condition:
            try:
                await condition.wait()
            finally:
                trace("locked", condition.locked())
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    await condition.acquire()
    task.cancel()
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    trace("still", task.done())
    condition.release()
    await watch("task", task)
    trace(condition.locked())


@scenario
async def condition_without_its_lock():
    condition = asyncio.Condition()
    await watch("wait", condition.wait())
    try:
        condition.notify()
    except RuntimeError as error:
        trace(name_of(error))


@scenario
async def semaphore_lets_two_in():
    semaphore = asyncio.Semaphore(2)
    async def work(name):
        async with semaphore:
            trace(name, "in")
            await asyncio.sleep(0)
            trace(name, "out")
    await asyncio.gather(*[work(n) for n in "abcd"])
    trace(semaphore.locked())


@scenario
async def semaphore_given_and_cancelled():
    semaphore = asyncio.Semaphore(1)
    await semaphore.acquire()
    a = asyncio.create_task(semaphore.acquire())
    b = asyncio.create_task(semaphore.acquire())
    await asyncio.sleep(0)
    semaphore.release()
    a.cancel()
    await asyncio.wait([a, b])
    trace(a.cancelled(), b.done(), semaphore.locked())


@scenario
async def bounded_semaphore():
    semaphore = asyncio.BoundedSemaphore(1)
    await semaphore.acquire()
    semaphore.release()
    try:
        semaphore.release()
    except ValueError as error:
        trace(name_of(error))


@scenario
async def barrier_of_three():
    barrier = asyncio.Barrier(3)
    async def work(name):
        trace(name, "waits", barrier.n_waiting)
        index = await barrier.wait()
        trace(name, "goes", index)
    other = asyncio.create_task(ticker(8))
    await asyncio.gather(*[work(n) for n in "abc"])
    trace(barrier.n_waiting, barrier.broken)
    await other


@scenario
async def barrier_reset_and_aborted():
    barrier = asyncio.Barrier(2)
    async def work(name):
        try:
            await barrier.wait()
        except asyncio.BrokenBarrierError as error:
            trace(name, error)
    a = asyncio.create_task(work("a"))
    await asyncio.sleep(0.05)
    await barrier.reset()
    await a
    b = asyncio.create_task(work("b"))
    await asyncio.sleep(0.05)
    await barrier.abort()
    await b
    await work("c")
    trace(barrier.broken)


@scenario
async def lock_taken_again_at_once():
    lock = asyncio.Lock()
    await lock.acquire()
    async def work():
        async with lock:
            trace("work")
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    lock.release()
    await lock.acquire()
    trace("again")
    lock.release()
    await task
