"""watch.py COMMAND...: changes files while the command watches them.

The command lints a.cpp, which includes h.h, in the current folder, and has to
say after each change what there is by then. It ends when it is interrupted.
"""

import os
import pathlib
import queue
import signal
import subprocess
import sys
import threading

SECONDS = 120
FOUND = "1 finding "
CLEAN = "no findings in 1 unit"
BUG = '#include "task.h"\n#include "h.h"\nTask f() { never(); co_return; }\n'
GOOD = BUG.replace("never();", "co_await never();")


def main():
    # A job in the background may have been told to ignore interrupts.
    process = subprocess.Popen(
        sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    lines = queue.Queue()

    def read():
        for line in process.stderr:
            lines.put(line)
        lines.put("")

    threading.Thread(target=read, daemon=True).start()

    def wait_for(text):
        seen = ""
        while True:
            try:
                line = lines.get(timeout=SECONDS)
            except queue.Empty:
                sys.exit(f"no '{text}' in:\n{seen}")
            seen += line
            if text in line:
                return
            if not line:
                sys.exit(f"it has ended, without '{text}':\n{seen}")

    source = pathlib.Path("a.cpp")
    try:
        wait_for(CLEAN)
        source.write_text(BUG)
        wait_for("a.cpp has changed")
        wait_for(FOUND)
        # As editors do it.
        pathlib.Path("new.cpp").write_text(GOOD)
        os.replace("new.cpp", source)
        wait_for("a.cpp has changed")
        wait_for(CLEAN)
        pathlib.Path("h.h").write_text("int broken = ;\nTask never(int = 0);\n")
        wait_for("h.h has changed")
        wait_for("partial")
        source.unlink()
        wait_for("a.cpp has changed")
        source.write_text(BUG)
        wait_for(FOUND)
        process.send_signal(signal.SIGINT)
        if process.wait(SECONDS) != -signal.SIGINT:
            sys.exit(f"interrupted, it exits with {process.returncode}")
    finally:
        process.kill()


if __name__ == "__main__":
    main()
