#===- scenario.py - one half of a scenario --------------------------------===#
#
# Part of corolint, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
"""What the Python halves share; `python3 scenario.py NAME` runs one."""

import asyncio
import importlib.util
import pathlib
import sys

SCENARIOS = {}


def scenario(function):
    """A coroutine function that is run as the main one."""
    SCENARIOS[function.__name__] = lambda: asyncio.run(function())
    return function


def scenario_sync(function):
    """A function that runs loops itself."""
    SCENARIOS[function.__name__] = function
    return function


def trace(*words):
    print(*words)


def name_of(error):
    if isinstance(error, BaseExceptionGroup):
        return " ".join(["ExceptionGroup"] +
                        [f"[{name_of(part)}]" for part in error.exceptions])
    if isinstance(error, TimeoutError):
        return "TimeoutError"
    return f"{type(error).__name__} {error}".rstrip()


async def ticker(turns):
    for turn in range(turns):
        trace("tick", turn)
        await asyncio.sleep(0)


async def watch(name, awaitable):
    try:
        result = await awaitable
        if result is None:
            trace(name, "ended")
        else:
            trace(name, "gave", result)
    except BaseException as error:
        trace(name, "threw", name_of(error))


def load():
    for path in sorted((pathlib.Path(__file__).parent / "scenarios").glob("*.py")):
        spec = importlib.util.spec_from_file_location(path.stem, path)
        spec.loader.exec_module(importlib.util.module_from_spec(spec))


if __name__ == "__main__":
    sys.modules["scenario"] = sys.modules["__main__"]
    load()
    if sys.argv[1:] == ["--list"]:
        print("\n".join(sorted(SCENARIOS)))
    else:
        SCENARIOS[sys.argv[1]]()
