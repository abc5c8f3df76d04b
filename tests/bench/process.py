"""What the kernel knows of a process and of the machine (Linux)."""

import os
import time
from contextlib import suppress
from pathlib import Path

_TICK = 1_000_000_000 // os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
_CLOCK_OF_ALL_THREADS = 2
_NAP = 0.15


def cpu(pid: int) -> int:
    """CPU time in ns, all threads of the process; 0 when it is gone."""
    # CPUCLOCK_SCHED of another process, as clock_getcpuclockid(3) makes it.
    with suppress(OSError):
        return time.clock_gettime_ns((~pid << 3) | _CLOCK_OF_ALL_THREADS)
    return 0


def memory(pid: int) -> int:
    """Resident memory in bytes; 0 when it is gone. Right to a quarter of a MiB, and quick."""
    with suppress(OSError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1]) * _PAGE
    return 0


def wakeups(pid: int) -> int:
    """How often its threads have slept so far."""
    lines = [
        line
        for status in Path(f"/proc/{pid}/task").glob("*/status")
        for line in status.read_text(encoding="utf-8").splitlines()
        if line.startswith("voluntary_ctxt_switches")
    ]
    return sum(int(line.split()[1]) for line in lines)


def _busy() -> int:
    """CPU time in ns that the whole machine has spent on anything."""
    spent = Path("/proc/stat").read_text(encoding="ascii").split("\n", 1)[0].split()[1:9]
    user, nice, system, _idle, _waiting, *rest = map(int, spent)
    return (user + nice + system + sum(rest)) * _TICK


class Load:
    """How many cores everybody else has used since this was made: how far to trust a figure."""

    def __init__(self, pid: int | None = None) -> None:
        """Counts the CPU time that is neither ours nor that of `pid`."""
        self._pid = pid
        self._begun = time.perf_counter_ns()
        self._before = self._of_others()

    def others(self) -> float:
        """Cores in use by others, 0.0 on a calm machine."""
        passed = max(1, time.perf_counter_ns() - self._begun)
        return max(0.0, (self._of_others() - self._before) / passed)

    def _of_others(self) -> int:
        return _busy() - time.process_time_ns() - (cpu(self._pid) if self._pid else 0)


class Patience:
    """Waits for a calm machine, as long as its seconds last."""

    def __init__(self, seconds: float, *, calm: float = 0.25) -> None:
        """Seconds to spend in all; `calm` is how many cores others may use."""
        self._left = seconds
        self._calm = calm

    def wait(self) -> None:
        """Return when others are quiet, or when no patience is left."""
        while self._left > 0:
            load = Load()
            time.sleep(_NAP)
            if load.others() <= self._calm:
                return
            self._left -= _NAP
