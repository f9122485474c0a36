"""Protects the rate limits as Python sees them: several processes and a server that counts, in virtual time.

The simulation is that of `tests/vectors/README.md`, step by step.
"""

from __future__ import annotations

import heapq
from collections import deque
from typing import Any

from conftest import vectors
from scripted import Case, answer, call_options, make_app, make_call
from zegoapi import App, Call, Done, Send, Wait, ZegoError

BEGAN_UNIX_MS = 1_615_186_943_000


def test_traffic_keeps_to_the_rules() -> None:
    cases = vectors("traffic.json")
    for case in cases:
        _Simulation(case).run()
    assert len(cases) == 15


class _Running:
    """A call of the simulation."""

    def __init__(self, process: int, demand: Case, number: int, began: int) -> None:
        self.process, self.demand, self.number, self.began = process, demand, number, began
        self.name: str = (demand.get("action") or {}).get("name", "SendCustomCommand")
        self.call: Call[Any]
        self.first_sent: int | None = None
        self.ended: int | None = None
        self.end = ""
        # Of the current try.
        self.tries = 0
        self.timed_out = False
        self.code = 0


class _Simulation:
    def __init__(self, case: Case) -> None:
        self.case = case
        self.apps: list[App] = [make_app({}) for _ in range(case["processes"])]
        self.sent = [0] * case["processes"]
        self.queue: list[tuple[int, int, str, _Running, int]] = []
        self.put_count = self.asks = 0
        self.calls: list[_Running] = []
        # When requests that were let through have arrived: by action, and by action and room.
        self.arrived: dict[tuple[str, ...], deque[int]] = {}
        self.accepted: list[tuple[str, int]] = []
        self.refused: dict[str, int] = {}

    def put(self, at: int, what: str, running: _Running) -> None:
        self.put_count += 1
        heapq.heappush(self.queue, (at, self.put_count, what, running, running.tries))

    def run(self) -> None:
        for process in range(self.case["processes"]):
            for demand in self.case["demand"]:
                k = 0
                while k * 1000 // demand["per_second"] + demand["from_ms"] < demand["to_ms"]:
                    at = demand["from_ms"] + process + k * 1000 // demand["per_second"]
                    self.put(at, "begin", _Running(process, demand, k, at))
                    k += 1
        while self.queue:
            now, _, what, running, tries = heapq.heappop(self.queue)
            getattr(self, what)(now, running, tries)
        self.check()

    def time(self, now: int) -> Case:
        return {"now_ms": now, "unix_ms": BEGAN_UNIX_MS + now}

    def begin(self, now: int, running: _Running, tries: int) -> None:
        app, action = self.apps[running.process], running.demand.get("action")
        options, time = call_options(self.case.get("options") or {}), self.time(now)
        running.call = make_call(app, action, options, time)
        self.calls.append(running)
        self.ask(now, running, tries)

    def ask(self, now: int, running: _Running, _: int) -> None:
        self.asks += 1
        random = self.asks.to_bytes(8, "big") + (self.asks * 7919).to_bytes(8, "little")
        match answer(lambda: running.call.next(**self.time(now), random=random)):
            case Wait(_, until_ms):
                assert until_ms is not None
                self.put(until_ms, "ask", running)
            case Send(_, timeout):
                self.send(now, running, round(timeout * 1000))
            case Done():
                running.ended, running.end = now, "accepted"
            case ZegoError() as error:
                running.ended = now
                running.end = f"{error.kind} {error.code if error.kind == 'Api' else error.cause}"

    def send(self, now: int, running: _Running, timeout_ms: int) -> None:
        running.tries += 1
        running.timed_out = False
        if running.first_sent is None:
            running.first_sent = now
        cold = self.case.get("cold") or {"requests": 0, "ms": 0}
        self.sent[running.process] += 1
        written = now + (cold["ms"] if self.sent[running.process] <= cold["requests"] else 0)
        if self.case.get("handshake_ms") != "not_told":
            self.put(written, "written", running)
        self.put(written + self.case["way_ms"], "arrive", running)
        back = written + self.case["way_ms"] + self.case["answer_ms"]
        late = back > now + timeout_ms
        self.put(now + timeout_ms if late else back, "timeout" if late else "answer", running)

    def written(self, now: int, running: _Running, tries: int) -> None:
        if running.ended is None and running.tries == tries and not running.timed_out:
            running.call.written(self.case.get("handshake_ms"), now_ms=now)

    def arrive(self, now: int, running: _Running, _: int) -> None:
        rule = self.case["server"][running.name]
        quotas: list[tuple[tuple[str, ...], Case]] = [((running.name,), rule)]
        if rule.get("room") is not None:
            quotas.insert(0, ((running.name, running.demand["room"]), rule["room"]))
        for key, quota in quotas:
            counted = self.arrived.setdefault(key, deque())
            while counted and counted[0] <= now - quota["window_ms"]:
                counted.popleft()
            if len(counted) >= quota["calls"]:
                running.code = quota["code"]
                self.refused[running.name] = self.refused.get(running.name, 0) + 1
                return
        for key, _rule in quotas:
            self.arrived[key].append(now)
        running.code = 0
        self.accepted.append((running.name, now))

    def answer(self, now: int, running: _Running, tries: int) -> None:
        body = f'{{"Code":{running.code},"Message":"m","RequestId":"3"}}'
        running.call.reply(200, None, body.encode(), **self.time(now))
        self.ask(now, running, tries)

    def timeout(self, now: int, running: _Running, tries: int) -> None:
        running.timed_out = True
        running.call.unknown("timeout", now_ms=now)
        self.ask(now, running, tries)

    def check(self) -> None:
        expected, name = self.case["expected"], self.case["name"]
        timeout_ms = (self.case.get("options") or {}).get("timeout_ms", 10_000)
        if "calls" in expected:
            assert len(self.calls) == expected["calls"], name
        if "ends" in expected:
            assert {call.end for call in self.calls} <= set(expected["ends"]), name
        for span in expected.get("accepted") or ():
            times = [at for action, at in self.accepted if action == span["action"]]
            count = sum(span["from_ms"] <= at < span["to_ms"] for at in times)
            assert span["least"] <= count <= span["most"], (name, span, count)
        for action, most in (expected.get("refused_at_most") or {}).items():
            assert self.refused.get(action, 0) <= most, (name, action)
        for call in self.calls:
            assert call.ended is not None
            early = expected.get("not_before_deadline_ms")
            if early is not None and call.end != "accepted":
                assert call.began + timeout_ms - call.ended <= early, (name, call.end)
            longest = (expected.get("longest_ms") or {}).get(call.name)
            assert longest is None or call.ended - call.began <= longest, name
        if expected.get("in_order"):
            self.check_order()

    def check_order(self) -> None:
        first: dict[tuple[int, str], int] = {}
        for call in self.calls:
            if call.first_sent is not None:
                key = (call.process, call.name)
                assert call.first_sent >= first.get(key, 0), self.case["name"]
                first[key] = call.first_sent
