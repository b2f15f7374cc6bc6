#===- cancel_points.py - a cancellation at each point of a task's life -----===#
#
# Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
import asyncio

from scenario import scenario, scenario_sync, name_of, ticker, trace, watch


@scenario
async def cancel_before_the_start():
    async def work():
        trace("never")
    task = asyncio.create_task(work())
    trace("cancel", task.cancel(), task.cancelled(), task.cancelling())
    await watch("task", task)
    trace(task.done(), task.cancelled(), task.cancel())


@scenario
async def cancel_in_sleep():
    async def work():
        trace("begin")
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError as error:
            trace("told", name_of(error))
            raise
        finally:
            trace("finally")
    task = asyncio.create_task(work())
    other = asyncio.create_task(ticker(6))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    trace("cancel", task.cancel("now"))
    await watch("task", task)
    trace(task.cancelled())
    await other


@scenario
async def cancel_in_sleep_zero():
    async def work():
        trace("begin")
        try:
            await asyncio.sleep(0)
        except asyncio.CancelledError as error:
            trace("told", name_of(error))
            raise
        finally:
            trace("finally")
    task = asyncio.create_task(work())
    other = asyncio.create_task(ticker(6))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    trace("cancel", task.cancel("now"))
    await watch("task", task)
    trace(task.cancelled())
    await other


@scenario
async def cancel_in_future():
    future = asyncio.get_running_loop().create_future()
    async def work():
        trace("begin")
        try:
            await future
        except asyncio.CancelledError as error:
            trace("told", name_of(error))
            raise
        finally:
            trace("finally")
    task = asyncio.create_task(work())
    other = asyncio.create_task(ticker(6))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    trace("cancel", task.cancel("now"))
    await watch("task", task)
    trace(task.cancelled())
    await other


@scenario
async def cancel_in_task():
    inner = asyncio.create_task(watch("inner", asyncio.sleep(10)))
    async def work():
        trace("begin")
        try:
            await inner
        except asyncio.CancelledError as error:
            trace("told", name_of(error))
            raise
        finally:
            trace("finally")
    task = asyncio.create_task(work())
    other = asyncio.create_task(ticker(6))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    trace("cancel", task.cancel("now"))
    await watch("task", task)
    trace(task.cancelled())
    await other


@scenario
async def cancel_in_gather():
    inner = [asyncio.create_task(asyncio.sleep(10)), asyncio.create_task(asyncio.sleep(20))]
    async def work():
        trace("begin")
        try:
            await asyncio.gather(*inner)
        except asyncio.CancelledError as error:
            trace("told", name_of(error))
            raise
        finally:
            trace("finally")
    task = asyncio.create_task(work())
    other = asyncio.create_task(ticker(6))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    trace("cancel", task.cancel("now"))
    await watch("task", task)
    trace(task.cancelled())
    await other


@scenario
async def cancel_in_shield():
    inner = asyncio.create_task(watch("inner", asyncio.sleep(0.15)))
    async def work():
        trace("begin")
        try:
            await asyncio.shield(inner)
        except asyncio.CancelledError as error:
            trace("told", name_of(error))
            raise
        finally:
            trace("finally")
    task = asyncio.create_task(work())
    other = asyncio.create_task(ticker(6))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    trace("cancel", task.cancel("now"))
    await watch("task", task)
    trace(task.cancelled())
    await other
    await inner


@scenario
async def cancel_in_wait():
    inner = asyncio.create_task(watch("inner", asyncio.sleep(0.15)))
    async def work():
        trace("begin")
        try:
            await asyncio.wait([inner])
        except asyncio.CancelledError as error:
            trace("told", name_of(error))
            raise
        finally:
            trace("finally")
    task = asyncio.create_task(work())
    other = asyncio.create_task(ticker(6))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    trace("cancel", task.cancel("now"))
    await watch("task", task)
    trace(task.cancelled())
    await other
    await inner


@scenario
async def cancel_in_wait_for():
    async def work():
        trace("begin")
        try:
            await asyncio.wait_for(watch("inner", asyncio.sleep(10)), 20)
        except asyncio.CancelledError as error:
            trace("told", name_of(error))
            raise
        finally:
            trace("finally")
    task = asyncio.create_task(work())
    other = asyncio.create_task(ticker(6))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    trace("cancel", task.cancel("now"))
    await watch("task", task)
    trace(task.cancelled())
    await other


@scenario
async def cancel_in_lock():
    lock = asyncio.Lock()
    await lock.acquire()
    async def work():
        trace("begin")
        try:
            await lock.acquire()
        except asyncio.CancelledError as error:
            trace("told", name_of(error))
            raise
        finally:
            trace("finally")
    task = asyncio.create_task(work())
    other = asyncio.create_task(ticker(6))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    trace("cancel", task.cancel("now"))
    await watch("task", task)
    trace(task.cancelled())
    await other


@scenario
async def cancel_in_event():
    event = asyncio.Event()
    async def work():
        trace("begin")
        try:
            await event.wait()
        except asyncio.CancelledError as error:
            trace("told", name_of(error))
            raise
        finally:
            trace("finally")
    task = asyncio.create_task(work())
    other = asyncio.create_task(ticker(6))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    trace("cancel", task.cancel("now"))
    await watch("task", task)
    trace(task.cancelled())
    await other


@scenario
async def cancel_in_semaphore():
    semaphore = asyncio.Semaphore(0)
    async def work():
        trace("begin")
        try:
            await semaphore.acquire()
        except asyncio.CancelledError as error:
            trace("told", name_of(error))
            raise
        finally:
            trace("finally")
    task = asyncio.create_task(work())
    other = asyncio.create_task(ticker(6))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    trace("cancel", task.cancel("now"))
    await watch("task", task)
    trace(task.cancelled())
    await other


@scenario
async def cancel_in_queue_get():
    queue = asyncio.Queue()
    async def work():
        trace("begin")
        try:
            await queue.get()
        except asyncio.CancelledError as error:
            trace("told", name_of(error))
            raise
        finally:
            trace("finally")
    task = asyncio.create_task(work())
    other = asyncio.create_task(ticker(6))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    trace("cancel", task.cancel("now"))
    await watch("task", task)
    trace(task.cancelled())
    await other


@scenario
async def cancel_in_queue_put():
    queue = asyncio.Queue(1)
    await queue.put(1)
    async def work():
        trace("begin")
        try:
            await queue.put(2)
        except asyncio.CancelledError as error:
            trace("told", name_of(error))
            raise
        finally:
            trace("finally")
    task = asyncio.create_task(work())
    other = asyncio.create_task(ticker(6))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    trace("cancel", task.cancel("now"))
    await watch("task", task)
    trace(task.cancelled())
    await other


@scenario
async def cancel_in_queue_join():
    queue = asyncio.Queue()
    await queue.put(1)
    async def work():
        trace("begin")
        try:
            await queue.join()
        except asyncio.CancelledError as error:
            trace("told", name_of(error))
            raise
        finally:
            trace("finally")
    task = asyncio.create_task(work())
    other = asyncio.create_task(ticker(6))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    trace("cancel", task.cancel("now"))
    await watch("task", task)
    trace(task.cancelled())
    await other


@scenario
async def cancel_in_barrier():
    barrier = asyncio.Barrier(2)
    async def work():
        trace("begin")
        try:
            await barrier.wait()
        except asyncio.CancelledError as error:
            trace("told", name_of(error))
            raise
        finally:
            trace("finally")
    task = asyncio.create_task(work())
    other = asyncio.create_task(ticker(6))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    trace("cancel", task.cancel("now"))
    await watch("task", task)
    trace(task.cancelled())
    await other


@scenario
async def cancel_after_the_wake_up():
    future = asyncio.get_running_loop().create_future()
    async def work():
        try:
            trace("gave", await future)
        except asyncio.CancelledError:
            trace("told")
            raise
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    future.set_result(1)
    trace("cancel", task.cancel())
    await watch("task", task)


@scenario
async def cancel_itself():
    async def work():
        trace("cancel", asyncio.current_task().cancel())
        trace("runs on")
        await asyncio.sleep(0)
        trace("never")
    await watch("task", asyncio.create_task(work()))


@scenario
async def cancel_itself_and_return():
    async def work():
        asyncio.current_task().cancel()
        return 1
    task = asyncio.create_task(work())
    await watch("task", task)
    trace(task.cancelled())


@scenario
async def cancel_twice_before_it_runs():
    async def work():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError as error:
            trace("told", name_of(error))
            await asyncio.sleep(0)
            trace("once only")
            raise
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    trace(task.cancel("first"), task.cancel("second"), task.cancelling())
    await watch("task", task)


@scenario
async def cancel_swallowed():
    async def work():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            trace("swallowed", asyncio.current_task().cancelling())
        await asyncio.sleep(0)
        trace("uncancel", asyncio.current_task().uncancel())
        return 3
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    await watch("task", task)
    trace(task.cancelled(), task.cancelling())


@scenario
async def cancel_replaced_by_an_error():
    async def work():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            raise ValueError("instead")
    task = asyncio.create_task(work())
    await asyncio.sleep(0)
    task.cancel()
    await watch("task", task)
    trace(task.cancelled(), name_of(task.exception()))


@scenario
async def cancel_through_a_chain():
    async def leaf():
        try:
            await asyncio.sleep(10)
        finally:
            trace("leaf")
    async def middle():
        try:
            await asyncio.create_task(leaf())
        finally:
            trace("middle")
    async def top():
        try:
            await asyncio.create_task(middle())
        finally:
            trace("top")
    task = asyncio.create_task(top())
    other = asyncio.create_task(ticker(9))
    for _ in range(3):
        await asyncio.sleep(0)
    task.cancel()
    await watch("task", task)
    await other
