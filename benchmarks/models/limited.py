"""Run a command with limits, and say what it cost: `python -I -S limited.py SECONDS GIGABYTES COMMAND…`.

A process of its own, and a small one: Linux counts the memory of whoever starts a program as that program's peak.
"""

import os
import resource
import signal
import sys


def main() -> None:
    """Print the exit code (negative: killed by that signal), seconds of CPU and peak memory."""
    seconds, gigabytes, *command = sys.argv[1:]
    child = os.fork()
    if child == 0:
        os.setsid()
        for stream in (0, 1, 2):
            os.dup2(os.open(os.devnull, os.O_RDWR), stream)
        resource.setrlimit(resource.RLIMIT_AS, (int(gigabytes) << 30, int(gigabytes) << 30))
        os.execv(command[0], command)
    signal.signal(signal.SIGALRM, lambda *_: os.killpg(child, signal.SIGKILL))
    signal.alarm(int(seconds))
    _, status, usage = os.wait4(child, 0)
    print(os.waitstatus_to_exitcode(status), usage.ru_utime + usage.ru_stime, usage.ru_maxrss)


if __name__ == "__main__":
    main()
