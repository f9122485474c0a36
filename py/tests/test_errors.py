"""Protects the exceptions: one class for each of the core's kinds, with fields, safe to pickle."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from typing import Any

import pytest

import zegoapi
import zegoapi._native
from zegoapi import (
    ApiError,
    App,
    BadReplyError,
    InvalidInputError,
    NotSentError,
    UnknownOutcomeError,
    ZegoError,
    _errors,
)

CLASSES = [InvalidInputError, ApiError, NotSentError, UnknownOutcomeError, BadReplyError]


def test_there_is_a_class_for_each_kind_and_no_more() -> None:
    assert [cls.kind for cls in CLASSES] == [name for name, _ in zegoapi._native.tables()["kinds"]]
    assert list(_errors.CLASSES.values()) == [*CLASSES, zegoapi.TokenError, zegoapi.CallbackError]
    assert ZegoError.__subclasses__() == [*CLASSES, zegoapi.CallbackError]


@pytest.mark.parametrize("cls", CLASSES)
def test_each_is_truly_a_subclass(cls: type[ZegoError]) -> None:
    assert issubclass(cls, ZegoError)
    assert issubclass(cls, Exception)
    assert issubclass(cls, ValueError) == (cls is InvalidInputError)


@pytest.mark.parametrize(
    ("literal", "table"),
    [
        (_errors.NotSentError.__doc__, "not_sent_causes"),
        (_errors.UnknownOutcomeError.__doc__, "unknown_causes"),
        (_errors.InvalidInputError.__doc__, "problems"),
    ],
)
def test_every_cause_is_documented(literal: str, table: str) -> None:
    for cause in zegoapi._native.tables()[table]:
        assert f"`{cause}`" in literal


def _raise(act: Callable[[], object]) -> ZegoError:
    with pytest.raises(ZegoError) as raised:
        act()
    return raised.value


BODY = b'{"Code":206,"Message":"slow","RequestId":"7","Data":{"FailUsers":[{"Uid":"u1","Code":50003}],"n":[1]}}'


def _api_error(app: App) -> ZegoError:
    request = zegoapi.prepare(app, "room1", "server", "hi", to=["u1"])
    return _raise(lambda: zegoapi.parse(request, 200, BODY))


def test_fields_of_a_refusal(app: App) -> None:
    error = _api_error(app)
    assert isinstance(error, ApiError)
    assert (error.kind, error.applied, error.retryable) == ("Api", "no", True)
    assert (error.code, error.code_kind, error.message, error.request_id) == (206, "limited", "slow", "7")
    assert (error.http_status, error.fail_users) == (200, (zegoapi.FailUser("u1", 50003),))
    assert error.data["n"] == [1]
    assert (error.scope, error.whole) == ("room", BODY.decode())
    assert error.meaning
    assert error.advice
    assert (error.field, error.limit, error.cause, error.excerpt) == (None, None, None, None)


def test_fields_of_refused_input(app: App) -> None:
    error = _raise(lambda: zegoapi.prepare(app, "room1", "server", "hi", to=["a", ""]))
    assert (error.field, error.problem, error.limit, error.size, error.index) == ("to", "too_small", 1, 0, 1)
    assert (error.retryable, error.code, error.request_id) == (False, None, None)
    assert (error.applied, error.fail_users, error.data, error.whole) == ("no", (), None, None)


def test_fields_of_a_bad_reply(app: App) -> None:
    request = zegoapi.prepare(app, "room1", "server", "hi")
    error = _raise(lambda: zegoapi.parse(request, 502, b"<h1>502 Bad Gateway</h1>"))
    assert isinstance(error, BadReplyError)
    assert (error.http_status, error.excerpt, error.applied) == (502, "<h1>502 Bad Gateway</h1>", "unknown")
    assert error.detail
    cut = _raise(lambda: zegoapi.parse(request, 200, b'{"Code":0}', whole=False))
    assert (cut.kind, cut.http_status) == ("BadReply", 200)


def test_exceptions_come_whole_out_of_a_pickle(app: App) -> None:
    error = _api_error(app)
    back: Any = pickle.loads(pickle.dumps(error))
    assert type(back) is ApiError
    assert (str(back), vars(back), back.data["n"], back.whole) == (str(error), vars(error), [1], error.whole)


def test_what_may_repeat_the_message_does_not_print(app: App) -> None:
    error = _api_error(app)
    assert "FailUsers" not in repr(vars(error)) + repr(error) + str(error)
    assert type(error.whole) is str
    request = zegoapi.prepare(app, "room1", "server", "hi", to=["u1"])
    reply = zegoapi.parse(request, 200, b'{"Code":0,"Message":"success","RequestId":"7","More":"private"}')
    assert "private" in reply.whole
    assert "private" not in repr(reply)
    assert pickle.loads(pickle.dumps(reply)) == reply


def test_a_code_may_leave_open_whether_it_was_applied(app: App) -> None:
    request = zegoapi.prepare(app, "room1", "server", "hi", to=["u1"])
    error = _raise(lambda: zegoapi.parse(request, 504, b'{"Code":504,"Message":"upstream request timeout"}'))
    assert (type(error), error.applied, error.code_kind, error.scope) == (ApiError, "unknown", "unlisted", None)


@pytest.mark.parametrize("code", [0, -1, 2**63 - 1, -(2**63), 2**63, 10**30, 2**32 + 104])
def test_a_number_of_any_size_is_a_code(code: int) -> None:
    assert zegoapi.explain(code) == []
    assert zegoapi.explain(code, scope="room") is None


def test_what_is_no_code_is_refused() -> None:
    with pytest.raises(TypeError, match="code must be int, not str"):
        zegoapi.explain("104")  # type: ignore[call-overload]
    with pytest.raises(InvalidInputError, match="scope"):
        zegoapi.explain(104, scope="rooms")  # type: ignore[call-overload]


def test_values_are_compared_printed_matched_and_frozen() -> None:
    reply = zegoapi.SendCustomCommandReply("7", "success", (zegoapi.FailUser("u1", 50003),))
    same = zegoapi.SendCustomCommandReply("7", "success", (zegoapi.FailUser("u1", 50003),))
    assert reply == same
    assert hash(reply) == hash(same)
    assert reply != zegoapi.SendCustomCommandReply("8")
    assert reply != "7"
    fail_user = "FailUser(uid='u1', code=50003)"
    assert repr(reply) == f"SendCustomCommandReply(request_id='7', message='success', fail_users=({fail_user},))"
    assert pickle.loads(pickle.dumps(reply)) == reply
    match reply:
        case zegoapi.SendCustomCommandReply(request_id, _, [zegoapi.FailUser(uid, 50003)]):
            assert (request_id, uid) == ("7", "u1")
        case _:
            pytest.fail("does not match")
    with pytest.raises(AttributeError, match="read-only"):
        reply.request_id = "8"  # type: ignore[misc]
    with pytest.raises(AttributeError, match="read-only"):
        del reply.message
    with pytest.raises(AttributeError):
        reply.other = 1
    assert zegoapi.FailUser("u1", 50003).meaning == "the user is not online"
    assert zegoapi.FailUser("u1", 424242).advice is None


def test_every_value_has_its_fields_in_the_order_of_its_constructor() -> None:
    for cls in zegoapi._values.Value.__subclasses__():
        names = cls.__init__.__code__.co_varnames[1 : cls.__init__.__code__.co_argcount]
        assert cls.__match_args__ == names, cls
        assert sorted(cls.__slots__) == sorted(names), cls


def test_regions_are_the_cores() -> None:
    assert list(zegoapi.Region.ALL) == zegoapi._native.tables()["regions"]
    named = {value for name, value in vars(zegoapi.Region).items() if name.isupper() and name != "ALL"}
    assert named == set(zegoapi.Region.ALL)
