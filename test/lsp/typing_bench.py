#!/usr/bin/env python3
"""How long a user waits, with corolint's server and with clangd by turns.

    typing_bench.py --corolint PATH [--clangd PATH] [--runs N] [--scene NAME,...]

Scenes, all on Boost.Asio:
  keys   a key each 120 ms, 60 of them, in a file of 300 lines: how many versions
         are answered before the next key is, and how long each waits
  burst  20 keys at 10 ms: how long the last one waits
  save   20 open files and a save of the header that all include: how long until
         the first and the last are answered, and the memory at its peak
clangd runs with clang-tidy's checks for coroutines and without its background
index. Medians over the runs.
"""

import argparse
import json
import pathlib
import statistics
import tempfile
import time

from client import Client, position, uri

TIDY = """Checks: "-*,cppcoreguidelines-avoid-capturing-lambda-coroutines,\
cppcoreguidelines-avoid-reference-coroutine-parameters,\
cppcoreguidelines-no-suspend-with-lock,misc-coroutine-hostile-raii"
"""
HEADER = """#pragma once
#include <boost/asio.hpp>
inline boost::asio::awaitable<void> shared_step(int n) { co_return; }
"""
FUNCTION = """
awaitable<void> session_{n}(tcp::socket socket) {{
  std::string text;
  for (;;) {{
    char data[128];
    auto n = co_await socket.async_read_some(buffer(data), use_awaitable);
    text.append(data, n);
    if (text.size() > {n})
      text.clear();
    co_await async_write(socket, buffer(text), use_awaitable);
  }}
}}
"""


def program(functions):
    return ('#include "shared.h"\n#include <string>\n\n'
            "using namespace boost::asio;\nusing ip::tcp;\n"
            + "".join(FUNCTION.format(n=n) for n in range(functions)))


class Project:
    def __init__(self, folder, files):
        self.root = pathlib.Path(folder).resolve()
        (self.root / ".clang-tidy").write_text(TIDY)
        self.header = self.root / "shared.h"
        self.header.write_text(HEADER)
        self.files = [self.root / f"file{n}.cpp" for n in range(files)]
        self.text = program(24 if files == 1 else 4)
        for file in self.files:
            file.write_text(self.text)
        (self.root / "compile_commands.json").write_text(json.dumps([
            {"directory": str(self.root), "file": str(f),
             "command": f"clang++ -std=c++20 -c {f.name}"} for f in self.files]))


def answers(client, paths, until, timeout):
    """(uri, version, time) of what is published until that holds."""
    seen, deadline = [], time.monotonic() + timeout
    while not until(seen) and time.monotonic() < deadline:
        try:
            message = client.inbox.get(timeout=0.05)
        except Exception:
            continue
        if message is None:
            raise SystemExit("the server has left")
        if message.get("method") == "textDocument/publishDiagnostics":
            seen.append((message["params"]["uri"],
                         message["params"].get("version"), message["received"]))
    return seen


def typed(client, project, keys, pause):
    """When each version was sent, and what was published."""
    path = project.files[0]
    client.open(path, project.text)
    client.diagnostics(path, 1)
    time.sleep(4)
    at = position(project.text, len(project.text.encode()) - 2)
    sent = {}
    for number in range(keys):
        begin = dict(at, character=at["character"] + number)
        version = number + 2
        sent[version] = time.monotonic()
        client.change(path, version, ({"start": begin, "end": begin}, "/"))
        time.sleep(pause)
    last = keys + 1
    return sent, answers(client, [path], lambda seen: any(
        v == last for _, v, _ in seen), 60)


def keys_scene(client, project):
    sent, seen = typed(client, project, 60, 0.12)
    waits, answered = [], set()
    for version, when in sent.items():
        later = [(v, t) for _, v, t in seen if v is not None and v >= version]
        if later:
            waits.append(min(t for _, t in later) - when)
        answered |= {v for v, _ in later if v == version}
    return {"answered": len(answered) / len(sent),
            "median wait s": statistics.median(waits)}


def burst_scene(client, project):
    sent, seen = typed(client, project, 20, 0.01)
    last = max(sent)
    return {"wait s": min(t for _, v, t in seen if v == last) - sent[last]}


def peak(client):
    for line in open(f"/proc/{client.process.pid}/status"):
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0


def save_scene(client, project):
    for path in project.files:
        client.open(path, project.text)
    answers(client, project.files, lambda seen: {u for u, _, _ in seen} >=
            {uri(p) for p in project.files}, 300)
    time.sleep(5)
    while not client.inbox.empty():
        client.inbox.get()
    client.open(project.header, HEADER)
    changed = HEADER + "inline int more = 1;\n"
    client.change(project.header, 2, changed)
    project.header.write_text(changed)
    start = time.monotonic()
    client.save(project.header)
    wanted = {uri(p) for p in project.files}
    seen = answers(client, project.files, lambda seen: {u for u, _, _ in seen} >=
                   wanted, 300)
    times = {}
    for u, _, t in seen:
        if u in wanted:
            times.setdefault(u, t - start)
    return {"first s": min(times.values()), "last s": max(times.values()),
            "files": len(times), "peak MB": peak(client)}


SCENES = {"keys": (keys_scene, 1), "burst": (burst_scene, 1),
          "save": (save_scene, 20)}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corolint", required=True)
    parser.add_argument("--clangd", default="clangd-22")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--scene", default=",".join(SCENES))
    args = parser.parse_args()
    servers = {"corolint": [args.corolint, "lsp"],
               "clangd": [args.clangd, "--clang-tidy", "--background-index=0"]}
    for name in args.scene.split(","):
        scene, files = SCENES[name]
        figures = {server: {} for server in servers}
        for _ in range(args.runs):
            for server, command in servers.items():
                with tempfile.TemporaryDirectory() as folder:
                    project = Project(folder, files)
                    client = Client(command, project.root)
                    for key, value in scene(client, project).items():
                        figures[server].setdefault(key, []).append(value)
                    client.kill()
        for key in figures["corolint"]:
            ours, theirs = (statistics.median(figures[s][key]) for s in servers)
            ratio = f"{ours / theirs:.2f}" if theirs else "-"
            print(f"{name}: {key}: corolint {ours:.3f}  clangd {theirs:.3f}  "
                  f"ratio {ratio}", flush=True)


if __name__ == "__main__":
    main()
