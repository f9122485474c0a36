"""Packs tests/vectors into one flat file that C and C++ read item by item, without a JSON library.

An item is a tag and a value: 'n' (nothing), 'i' and 8 bytes (a number), 's', 4 bytes of length and the bytes (text).
A list is its length as a number, and its items. Names of kinds and causes become the header's numbers here.
"""

import json
import pathlib
import struct
import sys

import header

VECTORS = pathlib.Path(__file__).parents[3] / "tests" / "vectors"
CONSTANTS = header.constants()
SECRET = "9193cc662a4c0ec135ec71fb57194b38"


def load(name):
    return json.loads((VECTORS / f"{name}.json").read_text(encoding="utf-8"))


def load_folder(name):
    """The cases of all files of a folder, each named by its file."""
    cases = []
    for file in sorted((VECTORS / name).glob("*.json")):
        found = json.loads(file.read_text(encoding="utf-8"))
        cases += [dict(case, name=f"{file.stem}: {case['name']}") for case in found]
    return cases


def shout(name):
    """NotSent becomes NOT_SENT, media-service becomes MEDIA_SERVICE."""
    return "".join("_" + c if c.isupper() and at else c for at, c in enumerate(name)).upper().replace("-", "_")


def number(prefix, name):
    return None if name is None else CONSTANTS[f"ZEGOAPI_{prefix}_{shout(name)}"]


class Pack:
    def __init__(self):
        self.bytes = bytearray()

    def put(self, *values):
        for value in values:
            if value is None:
                self.bytes += b"n"
            elif isinstance(value, (bool, int)):
                self.bytes += b"i" + struct.pack("<q", value)
            elif isinstance(value, (str, bytes)):
                encoded = value.encode("utf-8") if isinstance(value, str) else value
                self.bytes += b"s" + struct.pack("<I", len(encoded)) + encoded
            else:
                self.put(len(value))
                for item in value:
                    self.put(*item) if isinstance(item, (list, tuple)) else self.put(item)

    def action(self, action):
        """Any action by its name, with how it is made: `get` of a JSON object or `post`; or nothing."""
        if action is None:
            self.put(None)
        else:
            self.put(action.get("method", "GET") == "POST", action["name"], action.get("params", "{}"))

    def command(self, case):
        self.put(case.get("name", "a request"))
        self.put(case.get("app_id", 12345), case.get("server_secret", SECRET))
        self.put(case.get("nonce", "4fd24687296dd9f3"), case.get("timestamp", 1615186943), case.get("is_test"))
        self.put("rtc" if case.get("product") is None else case["product"])
        self.put(case.get("region", ""), case.get("base_url"))
        self.action(case.get("action"))
        if "action" not in case:
            self.put(case["room_id"], case["from_user_id"], case["to_user_ids"], case["content"])


def requests(pack):
    cases = load("requests")
    pack.put(len(cases))
    for case in cases:
        pack.command(case)
        pack.put(case["url"])


def masked(pack):
    cases = load("masked")
    pack.put(len(cases))
    for case in cases:
        pack.command(case)
        pack.put(case["display"])


def refused(pack):
    cases = load("refused")
    pack.put(len(cases))
    for case in cases:
        pack.command(case)
        error = case["error"]
        pack.put(error["field"], number("PROBLEM", error["problem"]))
        pack.put(error.get("limit"), error.get("size"), error.get("index"))


def users(items):
    return None if items is None else [(user["uid"], user["code"]) for user in items]


def body_of(case):
    return bytes.fromhex(case["body_hex"]) if "body_hex" in case else case["body"].encode("utf-8")


def replies(pack):
    cases = load("replies")
    pack.put(len(cases))
    for case in cases:
        body = body_of(case)
        pack.put(case["name"])
        pack.action(case.get("action"))
        pack.put(case.get("to", ["u1"]), case.get("content", "hi"))
        pack.put(case["status"], body, not case.get("cut_off", False))
        reply, error = case.get("reply"), case.get("error")
        pack.put(reply is not None)
        if reply is not None:
            pack.put(reply.get("code", 0), reply["request_id"], reply["message"], users(reply.get("fail_users")))
            pack.put(reply.get("data") or "", reply.get("whole", body))
        else:
            api = error["kind"] == "Api"
            pack.put(number("ERROR", error["kind"]), number("APPLIED", error["applied"]), error.get("retryable"))
            pack.put(error.get("status"), error.get("code"), number("CODE_KIND", error.get("code_kind")))
            pack.put(error.get("request_id"), error.get("message"), users(error.get("fail_users")))
            pack.put((error.get("data") or "") if api else "", error.get("whole", body) if api else "")
            pack.put(error.get("excerpt"))


def codes(pack):
    """Every scope with its own entries; the scopes of numbers; which entry a scope leads to."""
    lists = load("codes")
    scopes = list(dict.fromkeys(entry["scope"] for entry in lists["codes"]))
    pack.put(len(scopes))
    for scope in scopes:
        entries = [entry for entry in lists["codes"] if entry["scope"] == scope]
        pack.put(number("CODE_SCOPE", scope), scope, len(entries))
        for entry in entries:
            pack.put(entry["code"], number("CODE_KIND", entry["kind"]), entry["retryable"])
            pack.put(number("LIMITED_BY", entry.get("limited_by")) or 0)
    pack.put(len(lists["explain"]))
    for case in lists["explain"]:
        pack.put(case["code"], [number("CODE_SCOPE", scope) for scope in case["scopes"]])
    pack.put(len(lists["lookups"]))
    for case in lists["lookups"]:
        pack.put(case["code"], number("CODE_SCOPE", case["scope"]), number("CODE_SCOPE", case.get("found")) or 0)


def actions(pack):
    cases = load("actions")
    pack.put(len(cases))
    for case in cases:
        pack.command(case)
        pack.put(case["url"], case.get("body") or "")


def hosts(pack):
    cases = load("hosts")
    pack.put(len(cases))
    for case in cases:
        pack.put(case["product"], case["region"], case.get("url"))


def reports(pack):
    lists = load("reports")
    pack.put(len(lists["digests"]))
    for case in lists["digests"]:
        pack.put(case["room_id"], case["from_user_id"], case["content"], case["digest"])
    pack.put(len(lists["lines"]))
    for case in lists["lines"]:
        error = case.get("error")
        pack.put(case["digest"], case["line"], error and error["field"], case.get("written", False))
        if error is None:
            pack.put(case.get("read") and rows([case["read"]]))


OPTIONS = {
    "timeout_ms": "TIMEOUT_MS",
    "try_timeout_ms": "TRY_TIMEOUT_MS",
    "retries": "RETRIES",
    "backoff_ms": "BACKOFF_MS",
    "max_backoff_ms": "MAX_BACKOFF_MS",
    "duplicates_ok": "DUPLICATES_OK",
    "fail_fast": "FAIL_FAST",
    "concurrency": "CONCURRENCY",
}
LIMITS = {"to_users": "TO_USERS", "content_bytes": "CONTENT_BYTES"}


def options(given):
    flat = dict(given.get("call", {}), **{name: value for name, value in given.items() if name != "call"})
    return [(CONSTANTS["ZEGOAPI_OPTION_" + OPTIONS[name]], int(value)) for name, value in flat.items()]


def setting(pack, case):
    """What a script runs in: the application's limits, environment, rate and offset, and the options."""
    limits = [(CONSTANTS["ZEGOAPI_LIMIT_" + LIMITS[name]], n) for name, n in case.get("limits", {}).items()]
    pack.put(limits, case.get("is_test"), case.get("calls_per_second"), case.get("clock_offset_s", 0))
    pack.put(options(case.get("options", {})))


def moment(pack, case, step):
    at = step["at"]
    pack.put(at, step["unix_s"] * 1000 if "unix_s" in step else case["unix_s"] * 1000 + at)


def expected_error(pack, error):
    kind = error["kind"]
    cause = number("UNKNOWN" if kind == "Unknown" else "NOT_SENT", error.get("cause"))
    pack.put(number("ERROR", kind), number("APPLIED", error.get("applied")), error.get("code"), cause)
    pack.put(error.get("status"), error.get("field"), number("PROBLEM", error.get("problem")))
    pack.put(error.get("detail"), error.get("request_id"), error.get("fail_users"))


def ask(pack, case, step):
    what = step["ask"]
    name, value = (what, None) if isinstance(what, str) else next(iter(what.items()))
    if name == "done" and value is not None:
        name, value = next(iter(value.items()))
    pack.put("ask-" + name)
    moment(pack, case, step)
    pack.put(step.get("jitter", 0))
    if name == "send":
        pack.put(value.get("call"), value.get("users"), value["timestamp"], value["timeout_ms"])
        pack.put(value.get("query", ""), value.get("body", ""))
    elif name == "wait":
        pack.put(value["until"] if isinstance(value, dict) else value)
    elif name == "reply":
        pack.put(value["request_id"], value.get("code", 0), value.get("fail_users", []), value.get("data") or "")
    elif name == "error":
        expected_error(pack, value)


def report(pack, case, step):
    """What a driver tells of a request: that it was written, an answer, or that there is none."""
    how = next(name for name in ("written", "reply", "failed") if name in step)
    given = step[how]
    names = {"NotSent": "not-sent", "Unknown": "unknown", "BadReply": "reply"}
    kind = names[given["kind"]] if how == "failed" else how
    pack.put(kind)
    moment(pack, case, step)
    pack.put(given.get("call"), "refused" in step)
    if kind == "written":
        pack.put(given.get("handshake_ms"))
    elif how == "reply":
        pack.put(given["status"], given.get("date") or "", given["body"], not given.get("cut_off", False))
    elif kind == "reply":
        # A bad reply is made of an answer alone here: one that was cut off.
        pack.put(given["status"], "", "<html>", False)
    else:
        pack.put(number("UNKNOWN" if kind == "unknown" else "NOT_SENT", given["cause"]))


def others(pack, case, step):
    how = next(name for name in OTHERS if name in step)
    pack.put("others")
    moment(pack, case, step)
    pack.put(step[how], OTHERS[how])
    pack.action(step.get("action"))


# What becomes of other calls: a body, or nothing for those whose turn has not come.
OTHERS = {
    "others": '{"Code":0,"Message":"success","RequestId":"3"}',
    "others_limited": '{"Code":206,"Message":"too many","RequestId":"3"}',
    "others_wait": None,
}


def events(pack, step):
    pack.put("events", len(step["events"]))
    for event in step["events"]:
        call, kind, n, outcome, code, ms = event if len(event) == 6 else [None, *event]
        pack.put(call, number("EVENT", kind), n, number("CALL_OUTCOME", outcome) or 0, code, ms)


def event(pack, event):
    pack.put("event", event["call"], event["action"], event["host"], number("EVENT", event["kind"]))
    pack.put(event["try_number"], event["duration_ms"], number("CALL_OUTCOME", event.get("outcome")) or 0)
    pack.put(event.get("code"), event.get("http_status") or 0, event.get("request_id") or "")


def rows(items):
    return [(user, number("OUTCOME", outcome), code or 0) for user, outcome, code in items]


def one_step(pack, case, step):
    if "ask" in step:
        ask(pack, case, step)
    elif "reply" in step or "failed" in step or "written" in step:
        report(pack, case, step)
    elif "cancel" in step or "stop" in step:
        pack.put("give-up")
        moment(pack, case, step)
    elif any(name in step for name in OTHERS):
        others(pack, case, step)
    elif "events" in step:
        events(pack, step)
    elif "event" in step:
        event(pack, step["event"])
    elif "clock_offset_s" in step:
        pack.put("offset", step["clock_offset_s"])
    elif "progress" in step:
        names = ["total", "sent", "failed", "unknown", "in_flight", "not_tried"]
        pack.put("progress", *(step["progress"][name] for name in names))
    elif "settled" in step:
        pack.put("settled", rows(step["settled"]))
    elif "report" in step:
        pack.put("report", rows(step["report"]), step["repeated"], step["stopped_by"] is not None)
        if step["stopped_by"] is not None:
            expected_error(pack, step["stopped_by"])
        pack.put(step.get("remaining"), step.get("remaining_with_duplicates"))
    else:
        raise ValueError(f"a step of no known kind: {step}")


def steps(pack, case):
    pack.put(len(case["steps"]))
    for step in case["steps"]:
        one_step(pack, case, step)


def cannot_be_said(case):
    """The ABI has no way to report that a try failed with invalid input; README of the vectors, `failed`."""
    return any(step.get("failed", {}).get("kind") == "InvalidInput" for step in case.get("steps", []))


def calls(pack):
    cases = load_folder("calls")
    pack.put(len(cases))
    for case in cases:
        pack.put(case["name"], cannot_be_said(case))
        if not cannot_be_said(case):
            setting(pack, case)
            pack.action(case.get("action"))
            begins_at = case.get("begins_at", 0)
            pack.put(begins_at, case["unix_s"] * 1000 + begins_at)
            steps(pack, case)


def tokens(pack):
    lists = load("tokens")
    pack.put(len(lists["made"]))
    for case in lists["made"]:
        pack.put(case["name"], case["app_id"], case["server_secret"], case.get("clock_offset_s", 0), case["user_id"])
        pack.put(case["valid_for_s"], case["now"], case["nonce"], bytes.fromhex(case["iv_hex"]), case["payload"])
        privileges(pack, case.get("privileges"))
        pack.put(case["token"])
    pack.put(len(lists["refused"]))
    for case in lists["refused"]:
        pack.put(case["name"], case["server_secret"], case["user_id"], case["valid_for_s"], case["now"], case["payload"])
        pack.put(case.get("room_id"), case.get("stream_id_list"))
        pack.put(case["field"], number("PROBLEM", case["problem"]))
        pack.put(case.get("limit"), case.get("size"), case.get("index"))
    pack.put(len(lists["opened"]))
    for case in lists["opened"]:
        contents = case["contents"]
        pack.put(case["name"], case["app_id"], case["server_secret"], case["token"], contents["app_id"])
        pack.put(contents["user_id"], int(contents["nonce"]), contents["ctime"], contents["expire"])
        pack.put(contents["payload"], case["is_of"])
        privileges(pack, case.get("privileges"))
        pack.put([(now, leeway, number("TOKEN_VALIDITY", name)) for now, leeway, name in case["validity"]])
    pack.put(len(lists["mistakes"]))
    for case in lists["mistakes"]:
        pack.put(case["name"], case["server_secret"], case["text"], number("TOKEN_ERROR", case["error"]))


def privileges(pack, said):
    """Room, what is allowed (-1: not said), streams (nothing: any stream); or nothing."""
    if said is None:
        pack.put(None)
    else:
        allowed = (-1 if said[name] is None else said[name] for name in ("login", "publish"))
        pack.put(said["room_id"] or "", *allowed, said["stream_id_list"])


def callbacks(pack):
    lists = load("callbacks")
    pack.put(len(lists["signatures"]))
    for case in lists["signatures"]:
        pack.put(case["name"], case["callback_secret"], case["timestamp"], case["nonce"], case["signature"])
    pack.put(len(lists["checked"]))
    for case in lists["checked"]:
        pack.put(case["name"], case["secrets"], case["window_s"], case["timestamp"], case["nonce"], case["signature"])
        pack.put(case["now"], number("CALLBACK_ERROR", case.get("error")) or 0, case.get("secret_index"))
        pack.put(case.get("age_s"))
    pack.put(len(lists["memory"]))
    for case in lists["memory"]:
        pack.put(case["name"], case["callback_secret"], case["window_s"], case["capacity"], case["forgotten"])
        pack.put(len(case["steps"]))
        for step in case["steps"]:
            how = next(name for name in ("verify", "commit", "release") if name in step)
            pack.put(how, step[how])
            if how == "verify":
                expected = 0 if step["expect"] == "ok" else number("CALLBACK_ERROR", step["expect"])
                pack.put(step["at"], step["timestamp"], step["nonce"], step["signature"], expected)
    pack.put(len(lists["read"]))
    for case in lists["read"]:
        pack.put(case["name"], body_of(case), number("CALLBACK_PRODUCT", case.get("read_as")) or 0)
        pack.put(number("CALLBACK_PRODUCT", case["product"]), case["event"], case["number"], case.get("app_id") or 0)
        pack.put(case["timestamp"], case["nonce"], case["signature"], list(case["fields"].items()))
        typed = case.get("typed")
        pack.put(typed is not None, [] if typed is None else list(flat(typed)))
    pack.put(len(lists["unreadable"]))
    for case in lists["unreadable"]:
        pack.put(case["name"], body_of(case), number("CALLBACK_ERROR", case["error"]), case["field"])


def flat(value, path=""):
    """The fields of an event by their paths: how many items a list has, the text of anything else; null is empty."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield from flat(item, f"{path}/{name}" if path else name)
    elif isinstance(value, list):
        yield path, len(value), ""
        for at, item in enumerate(value):
            yield from flat(item, f"{path}/{at}")
    elif isinstance(value, bool):
        yield path, 0, str(value).lower()
    else:
        yield path, 0, "" if value is None else str(value)


def limiter(pack):
    cases = load("limiter")
    pack.put(len(cases))
    for case in cases:
        pack.put(case["name"], case["quota"]["calls"], case["quota"]["window_ms"], len(case["steps"]))
        for step in case["steps"]:
            limiter_step(pack, step)


def limiter_step(pack, step):
    if "ask" in step:
        go = step["ask"] == "go"
        pack.put("go" if go else "wait", step["at"], step.get("by", 1000000000000))
        pack.put(step.get("as"), step.get("turn"), step.get("times") if go else step["ask"]["wait"])
    else:
        names = ("written", "finished", "not_sent", "refused", "leave", "allowed", "waiting")
        how = next(name for name in names if name in step)
        pack.put(how, step[how])
        if "at" in step:
            pack.put(step["at"])
        if how == "written":
            pack.put(step.get("handshake_ms"))


def ending(text):
    """How a call may end, as kind and cause or code; accepted is 0 and 0."""
    if text == "accepted":
        return 0, 0
    kind, what = text.split(" ")
    by_kind = {"Api": None, "NotSent": "NOT_SENT", "Unknown": "UNKNOWN"}
    return number("ERROR", kind), int(what) if kind == "Api" else number(by_kind[kind], what)


def traffic(pack):
    cases = load("traffic")
    pack.put(len(cases))
    for case in cases:
        pack.put(case["name"], case["processes"], options(case["options"]), case["options"].get("timeout_ms", 10000))
        pack.put(len(case["demand"]))
        for demand in case["demand"]:
            pack.action(demand["action"])
            pack.put(demand.get("room", ""), demand["per_second"], demand["from_ms"], demand["to_ms"])
        cold = case.get("cold", {"requests": 0, "ms": 0})
        pack.put(case["way_ms"], case["answer_ms"], cold["requests"], cold["ms"])
        not_told = case["handshake_ms"] == "not_told"
        pack.put(not_told, None if not_told else case["handshake_ms"])
        pack.put(len(case["server"]))
        for name, quota in case["server"].items():
            pack.put(name, quota["calls"], quota["window_ms"], quota["code"])
            room = quota.get("room")
            pack.put(*([0, 0, 0] if room is None else [room["calls"], room["window_ms"], room["code"]]))
        seen = case["expected"]
        pack.put(seen["calls"], [ending(end) for end in seen["ends"]])
        names = ("action", "from_ms", "to_ms", "least", "most")
        pack.put([tuple(entry[name] for name in names) for entry in seen.get("accepted", [])])
        pack.put(list(seen.get("refused_at_most", {}).items()), seen.get("not_before_deadline_ms"))
        pack.put(list(seen.get("longest_ms", {}).items()), seen.get("in_order", False))


def fanout(pack):
    cases = load("fanout")
    pack.put(len(cases))
    for case in cases:
        ids = case["users"]
        ids = [f"u{n + 1}" for n in range(ids["count"])] if isinstance(ids, dict) else ids
        pack.put(case["name"], ids, case.get("content", "hi"))
        setting(pack, case)
        error = case.get("error")
        pack.put(error is not None)
        if error is not None:
            pack.put(error["field"], number("PROBLEM", error["problem"]), error.get("index"))
            pack.put(error.get("limit"), error.get("size"))
        else:
            steps(pack, case)


def main():
    out = pathlib.Path(sys.argv[1])
    makers = (requests, masked, refused, replies, codes, actions, hosts, reports, tokens, callbacks, calls)
    makers += (limiter, fanout, traffic)
    for make in makers:
        pack = Pack()
        make(pack)
        (out / f"{make.__name__}.pack").write_bytes(pack.bytes)


if __name__ == "__main__":
    main()
