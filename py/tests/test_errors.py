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
    table = [(name, delivery) for name, _, delivery in zegoapi._native.tables()["kinds"]]
    assert [(cls.kind, cls.delivery) for cls in CLASSES] == table
    assert list(_errors.CLASSES.values()) == CLASSES
    assert ZegoError.__subclasses__() == CLASSES


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
    ],
)
def test_every_cause_is_documented(literal: str, table: str) -> None:
    for cause in zegoapi._native.tables()[table]:
        assert f"`{cause}`" in literal


def _raise(act: Callable[[], object]) -> ZegoError:
    with pytest.raises(ZegoError) as raised:
        act()
    return raised.value


def _api_error(app: App) -> ZegoError:
    request = zegoapi.prepare(app, "room1", "server", "hi", to=["u1"])
    body = b'{"Code":206,"Message":"slow","RequestId":"7","Data":{"FailUsers":[{"Uid":"u1","Code":50003}],"n":[1]}}'
    return _raise(lambda: zegoapi.parse(request, 200, body))


def test_fields_of_a_refusal(app: App) -> None:
    error = _api_error(app)
    assert isinstance(error, ApiError)
    assert (error.kind, error.delivery, error.retryable) == ("Api", "no", True)
    assert (error.code, error.code_kind, error.message, error.request_id) == (206, "limited", "slow", "7")
    assert (error.http_status, error.fail_users) == (200, (zegoapi.FailUser("u1", 50003),))
    assert error.data["n"] == [1]
    assert error.meaning
    assert error.advice
    assert (error.field, error.limit, error.cause, error.excerpt) == (None, None, None, None)


def test_fields_of_refused_input(app: App) -> None:
    error = _raise(lambda: zegoapi.prepare(app, "room1", "server", "hi", to=["a", ""]))
    assert (error.field, error.problem, error.limit, error.size, error.index) == ("to", "TooSmall", 1, 0, 1)
    assert (error.retryable, error.code, error.request_id) == (False, None, None)


def test_fields_of_a_bad_reply(app: App) -> None:
    request = zegoapi.prepare(app, "room1", "server", "hi")
    error = _raise(lambda: zegoapi.parse(request, 502, b"<h1>502 Bad Gateway</h1>"))
    assert isinstance(error, BadReplyError)
    assert (error.http_status, error.excerpt, error.delivery) == (502, "<h1>502 Bad Gateway</h1>", "unknown")


def test_exceptions_come_whole_out_of_a_pickle(app: App) -> None:
    error = _api_error(app)
    back: Any = pickle.loads(pickle.dumps(error))
    assert type(back) is ApiError
    assert (str(back), vars(back), back.data["n"]) == (str(error), vars(error), [1])


def test_values_are_compared_printed_matched_and_frozen() -> None:
    reply = zegoapi.Reply("7", "success", (zegoapi.FailUser("u1", 50003),))
    same = zegoapi.Reply("7", "success", (zegoapi.FailUser("u1", 50003),))
    assert reply == same
    assert hash(reply) == hash(same)
    assert reply != zegoapi.Reply("8")
    assert reply != "7"
    fail_user = "FailUser(uid='u1', code=50003)"
    assert repr(reply) == f"Reply(request_id='7', message='success', fail_users=({fail_user},))"
    assert pickle.loads(pickle.dumps(reply)) == reply
    match reply:
        case zegoapi.Reply(request_id, _, [zegoapi.FailUser(uid, 50003)]):
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
