"""The entry point: answers what needs no work at once, and hands the rest to the command line."""

import sys


def main() -> int:
    """Run xlint with the process's arguments; returns the exit status (see `cli.run`)."""
    if sys.argv[1:] in (["--version"], ["-V"]):
        from xlint import __version__

        sys.stdout.write(f"xlint {__version__}\n")
        return 0
    import gc
    import signal

    signal.signal(signal.SIGTERM, signal.default_int_handler)  # half an output is taken away before the end
    gc.set_threshold(100_000, 50, 50)  # a run makes many values and little garbage: 4 ms less on one draft
    from xlint.cli import run

    return run(sys.argv[1:])


def start() -> None:
    """Run xlint and leave the process at once: taking its values apart would cost a tenth of the time of a run."""
    import os

    try:
        status = main()
    except KeyboardInterrupt:  # before the command line was there to catch it
        status = 130
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # the reader has gone
        status = status or 1
    os._exit(status)


if __name__ == "__main__":
    start()
