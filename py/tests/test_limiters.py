"""Protects the limiter as Python sees it: every scripted case in virtual time, and the package's own clock."""

from __future__ import annotations

import time

import pytest

import zegoapi
from conftest import vectors
from scripted import Case, steps
from zegoapi import Go, Limiter, Wait

NEVER = 1_000_000_000
ALWAYS = 1_000_000_000_000


def test_limiters_go_as_scripted() -> None:
    cases = vectors("limiter.json")
    for case in cases:
        _run(case)
    assert len(cases) == 71


def _run(case: Case) -> None:
    limiter = Limiter(case["quota"]["calls"], case["quota"]["window_ms"])
    numbers: dict[str, list[int]] = {"never": [NEVER]}
    for step in steps(case):
        match step:
            case {"allowed": allowed}:
                assert limiter.allowed == allowed, case["name"]
            case {"waiting": waiting}:
                assert limiter.waiting == waiting, case["name"]
            case {"leave": name}:
                for number in numbers[name]:
                    limiter.leave(number)
            case {"ask": _}:
                _ask(case, limiter, numbers, step)
            case {"written": name}:
                for number in numbers[name]:
                    limiter.written(number, step["handshake_ms"], now_ms=step["at"])
            case _:
                (how,) = {"finished", "not_sent", "refused"} & set(step)
                for number in numbers[step[how]]:
                    getattr(limiter, how)(number, now_ms=step["at"])


def _ask(case: Case, limiter: Limiter, numbers: dict[str, list[int]], step: Case) -> None:
    turn = None if step.get("turn") is None else numbers[step["turn"]][0]
    name, times = step.get("as"), step.get("times")
    got_numbers = []
    for _ in range(times or 1):
        got = limiter.ask(turn, now_ms=step["at"], by_ms=step.get("by", ALWAYS))
        if step["ask"] == "go":
            assert isinstance(got, Go), (case["name"], step)
            number = got.ticket
        else:
            assert isinstance(got, Wait), (case["name"], step)
            assert got.until_ms == step["ask"]["wait"], (case["name"], step)
            assert got.turn is not None
            number = got.turn
        # One that a limiter never gave counts as a newcomer's.
        assert turn in (None, NEVER, number), (case["name"], step)
        got_numbers.append(number)
    if name is not None:
        numbers[name] = got_numbers
        if times is not None:
            numbers.update({f"{name}{at}": [number] for at, number in enumerate(got_numbers)})


def test_by_the_clock_of_the_package() -> None:
    limiter = Limiter(1)
    assert (limiter.calls, limiter.window_ms, limiter.allowed, limiter.waiting) == (1, 1000, 1, 0)
    go = limiter.ask()
    assert isinstance(go, Go)
    limiter.finished(go.ticket)
    wait = limiter.ask(timeout=5.0)
    assert isinstance(wait, Wait)
    assert wait.seconds is not None
    assert 0.5 < wait.seconds <= 1.005
    assert limiter.waiting == 1
    time.sleep(wait.seconds)
    assert isinstance(limiter.ask(wait.turn), Go)
    assert repr(limiter) == "<Limiter calls=1 window_ms=1000 allowed=1>"


def test_one_that_waits_no_longer_is_forgotten() -> None:
    limiter = Limiter(1)
    assert isinstance(limiter.ask(now_ms=0), Go)
    assert isinstance(limiter.ask(now_ms=10, timeout=0.02), Wait)
    limiter.ask(turn=1, now_ms=31)
    assert limiter.waiting == 1


@pytest.mark.parametrize("wrong", [("1", 1), (1, 1.5), (True, 1)])
def test_what_is_no_quota_is_refused(wrong: tuple[int, int]) -> None:
    with pytest.raises(TypeError, match="must be int"):
        Limiter(*wrong)
    with pytest.raises(zegoapi.InvalidInputError, match="calls is not a number from 0"):
        Limiter(-1)
