"""Printed text on its way to the reader: in pieces of some milliseconds, and not without end."""

from __future__ import annotations

import io
import time
from collections.abc import Callable

#: Seconds between two pieces, and characters in all. A flood of single lines would freeze the page that shows it.
INTERVAL = 0.05
LIMIT = 200_000
BURST = 20  # lines that may go at once, so that what a program says before it hangs is seen


class Output(io.TextIOBase):
    """A text stream that hands over what is written in batches, and stops handing over at a limit.

    >>> pieces = []
    >>> output = Output(pieces.append, limit=5)
    >>> _ = output.write("abc"), output.write("defgh"), output.write("never seen"), output.finish()
    >>> pieces
    ['abcde', '\\n… the output is cut here, at 5 characters.\\n']
    """

    def __init__(
        self,
        hand_over: Callable[[str], object],
        limit: int = LIMIT,
        interval: float = INTERVAL,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._hand_over = hand_over
        self._left = self._limit = limit
        self._interval = interval
        self._clock = clock
        self._last = clock()
        self._saved = float(BURST)
        self._held: list[str] = []

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"only text can be printed, not {type(text).__name__}")
        if self._left > 0:
            self._held.append(text[: self._left])
            self._left -= len(text)
            passed = self._clock() - self._last
            if passed >= self._interval or (text.endswith("\n") and self._saved + passed / self._interval >= 1):
                self._send()
            if self._left < 0:
                self._send()
                self._hand_over(f"\n… the output is cut here, at {self._limit} characters.\n")
        return len(text)

    def flush(self) -> None:
        """Nothing is sent early by a program's own flush(): the batches are what protects the page."""

    def finish(self) -> None:
        self._send()

    def _send(self) -> None:
        if self._held:
            self._hand_over("".join(self._held))
            self._held.clear()
        now = self._clock()
        self._saved = min(BURST, self._saved + (now - self._last) / self._interval) - 1
        self._last = now


class NoKeyboard(io.TextIOBase):
    """A standard input that says why there is none."""

    def readline(self, *_: object) -> str:  # type: ignore[override]
        raise OSError("input() has no keyboard here.")

    read = readline  # type: ignore[assignment]
