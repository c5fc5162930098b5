"""Runs each file of code in a folder as a process of its own, all forked from one that has imported NumPy.

    python -W error run_blocks.py FOLDER SECONDS

A fresh Python for each would spend nearly all of its time on importing NumPy. What 1.py prints is written to 1.out and
1.err, and how it ended to 1.code. This program knows nothing of the project and imports only what NumPy imports too, so
that no block can use a module that it has not asked for.
"""

import os
import random
import signal
import sys
import types

import numpy.random


def main(folder: str, seconds: int) -> str | None:
    """Fork a process for each file; return the file's path in that process, and None in the first one."""
    for name in sorted(os.listdir(folder)):
        path = os.path.join(folder, name.removesuffix(".py"))
        child = os.fork()
        if not child:
            prepare(path, seconds)
            return f"{path}.py"
        _, status = os.waitpid(child, 0)
        with open(f"{path}.code", "w") as file:
            file.write(str(os.waitstatus_to_exitcode(status)))
    return None


def prepare(path: str, seconds: int) -> None:
    """Make this process what a fresh one would be: nothing read or written yet, random numbers of its own, and an end."""
    for stream, target in ((sys.stdin, os.devnull), (sys.stdout, f"{path}.out"), (sys.stderr, f"{path}.err")):
        to = os.open(target, os.O_RDONLY if stream is sys.stdin else os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        os.dup2(to, stream.fileno())
        os.close(to)
    random.seed()
    numpy.random.seed()
    signal.alarm(seconds)
    sys.argv = ["-"]
    sys.path[0] = ""


if __name__ == "__main__" and (block := main(sys.argv[1], int(sys.argv[2]))):
    with open(block) as file:
        code = file.read()
    sys.modules["__main__"] = types.ModuleType("__main__")
    exec(compile(code, "<stdin>", "exec"), vars(sys.modules["__main__"]))
