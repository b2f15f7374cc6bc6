#!/usr/bin/env python3
"""CPython's asyncio at the same work as aio_bench.cpp.

    asyncio_bench.py [--repetitions N]

Prints JSON: nanoseconds of CPU time an item (the median), and bytes a sleeping
task, by the benchmark's name.
"""

import argparse
import asyncio
import json
import os
import socket
import statistics
import time


async def child(x):
    return x + 1


async def children(count):
    i = 0
    for _ in range(count):
        i = await child(i)


async def yield_once():
    await asyncio.sleep(0)


async def spawn(count):
    # The loop itself holds tasks only weakly; gather() would do more work.
    tasks = {asyncio.create_task(yield_once()) for _ in range(count)}
    while not all(task.done() for task in tasks):
        await asyncio.sleep(0)


async def ping_pong(count):
    loop = asyncio.get_running_loop()
    futures = [loop.create_future(), loop.create_future()]

    async def player(mine, theirs):
        for _ in range(count // 2):
            await futures[mine]
            futures[mine] = loop.create_future()
            futures[theirs].set_result(None)

    tasks = [asyncio.create_task(player(0, 1)),
             asyncio.create_task(player(1, 0))]
    futures[0].set_result(None)
    for task in tasks:
        await task


def resident():
    with open("/proc/self/statm") as f:
        return int(f.read().split()[1]) * os.sysconf("SC_PAGESIZE")


async def echo(count):
    """64 connections, each with count / 64 messages of 64 bytes."""
    serving = []

    async def serve(reader, writer):
        serving.append(asyncio.current_task())
        while data := await reader.read(1024):
            writer.write(data)
            await writer.drain()
        writer.close()

    async def client(sock, rounds):
        loop = asyncio.get_running_loop()
        for _ in range(rounds):
            await loop.sock_sendall(sock, bytes(64))
            left = 64
            while left:
                left -= len(await loop.sock_recv(sock, left))

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    socks = []
    for _ in range(64):
        sock = socket.create_connection(server.sockets[0].getsockname())
        sock.setblocking(False)
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        socks.append(sock)
    await asyncio.gather(*(client(sock, count // 64) for sock in socks))
    for sock in socks:
        sock.close()
    await asyncio.wait(serving)
    server.close()


async def sleeping(count):
    before = resident()
    tasks = [asyncio.create_task(asyncio.sleep(3600)) for _ in range(count)]
    await asyncio.sleep(0)
    size = (resident() - before) / count
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    return size


def measure(work, count, repetitions):
    times = []
    for _ in range(repetitions):
        start = time.process_time_ns()
        asyncio.run(work(count))
        times.append((time.process_time_ns() - start) / count)
    return statistics.median(times)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--repetitions", type=int, default=5)
    n = parser.parse_args().repetitions
    size = asyncio.run(sleeping(100_000))
    print(json.dumps({
        "child": measure(children, 300_000, n),
        "spawn": measure(lambda count: spawn(1000), 1000, 5 * n),
        "million": measure(spawn, 1_000_000, 1),
        "pingpong": measure(ping_pong, 50_000, n),
        "echo_streams": measure(echo, 6400, n),
        "resident": size,
    }))


main()
