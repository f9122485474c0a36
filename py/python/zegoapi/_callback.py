"""Callbacks: what the vendor POSTs to a server of yours. Read from bytes, their stamp verified, repeats told.

The body of a callback is **not signed**: only its timestamp and nonce are.
"""

from __future__ import annotations

from zegoapi import _native
from zegoapi._app import required_env
from zegoapi._errors import CallbackError
from zegoapi._typing import Any, Awaitable, Iterable, Literal, Protocol, Self, _CallbackProduct, _Claim
from zegoapi._values import Secretive, loads


class Callback:
    """A callback, read from its body, **which nobody has signed**. Reading verifies nothing: see `CallbackVerifier`.

    Even of a verified one, take what it says for a hint: before money or a ban hangs on it, ask the server API whether
    it is so. Callbacks may come twice, out of order, or never. `repr` shows none of its content.
    """

    __slots__ = ("_native",)

    def __init__(self, native: _native.Callback) -> None:
        self._native = native

    @classmethod
    def read(cls, body: bytes, *, product: _CallbackProduct | None = None) -> Callback:
        """Read a body of at most 262144 bytes, as JSON, percent-encoded JSON or a form, whatever its type says.

        Args:
            body: the bytes as they came. A body that a framework has parsed may have lost digits of its ids.
            product: the product, where the address that the callback was sent to tells it.

        Raises:
            CallbackError: says what to answer.

        """
        return cls(_native.Callback.read(body, product))

    @property
    def product(self) -> _CallbackProduct:
        """The product that it is of."""
        return self._native.product

    @property
    def event_name(self) -> str:
        """The event's name, such as `room_create`; of products that number their events, the number's digits."""
        return self._native.event_name

    @property
    def event(self) -> Any:
        """The event with its fields, as one of the classes of `zegoapi.callback_events`, new each time.

        None for one that has no class there: see `fields`.
        """
        text = self._native.event_json()
        if text is None:
            return None
        # Brought in when first needed.
        from zegoapi.callback_events import read_event

        return read_event(self.event_name, text)

    @property
    def app_id(self) -> int | None:
        """The AppId that it names. Not signed."""
        return self._native.app_id

    @property
    def timestamp(self) -> str:
        """The timestamp as it was sent."""
        return self._native.timestamp

    @property
    def nonce(self) -> str:
        """The nonce as it was sent."""
        return self._native.nonce

    @property
    def signature(self) -> str:
        """The signature as it was sent."""
        return self._native.signature

    @property
    def fields(self) -> dict[str, Any]:
        """All fields as Python objects, in the order in which they were sent."""
        return {name: loads(text) for name, text in self._native.fields()}

    def field_json(self, name: str) -> str | None:
        """Show the JSON of a field as it was sent, known or not; of a form, its text as a JSON string."""
        return self._native.field(name)

    def __repr__(self) -> str:
        return f"<{self._native}>"


class NonceStore(Protocol):
    """A memory of the callbacks that came before, for several processes or hosts: over Redis, or a table.

    A key is 40 hex digits and gives nothing away. Whoever claims it first gets `"new"`, once among all who share the
    store; the others get `"in_progress"` until it is committed, and `"done"` after that. A claim that is never
    committed may lapse after a while. What a method raises counts as a store that cannot be asked.
    """

    def claim(self, key: str, until: int) -> _Claim:
        """Claim a key, which need not be remembered after `until`, in Unix seconds."""

    def commit(self, key: str) -> object:
        """Remember the key until its end: the callback was dealt with."""

    def release(self, key: str) -> object:
        """Forget the key, unless it was committed: the callback was not dealt with."""


class AsyncNonceStore(Protocol):
    """The same as a `NonceStore`, with methods that are awaited."""

    def claim(self, key: str, until: int) -> Awaitable[_Claim]:
        """Claim a key; see `NonceStore.claim`."""

    def commit(self, key: str) -> Awaitable[object]:
        """Remember the key until its end; see `NonceStore.commit`."""

    def release(self, key: str) -> Awaitable[object]:
        """Forget the key; see `NonceStore.release`."""


class CallbackVerifier(Secretive):
    """Verifies the **stamp** of callbacks: that its maker knew the CallbackSecret, when that was, and that it is new.

    It cannot verify the body, which the vendor does not sign: a captured stamp fits any body, until it is claimed or
    too old. Deal with the event in the block, which commits it, or releases it when it fails, so that the vendor's next
    try is taken:

        try:
            with verifier.verify(body) as callback:
                match callback.event:
                    case RoomLogin(room_id=room_id, user_account=user_id): ...
        except CallbackError as error:
            return error.answer_status

    It remembers stamps in this process; for several, give it a store of yours. Any number of threads may use it.

    Args:
        callback_secret: the CallbackSecret, as the vendor's console shows it. It is not the ServerSecret.
        other_secrets: the one before, or the next one, while they are being changed.
        window: how many seconds a timestamp may lie back or ahead, from 1 to a day. The vendor's last try comes 62
            seconds after its first.
        capacity: how many callbacks the memory of this process holds, some 150 bytes each; then the oldest is
            forgotten.

    Raises:
        CallbackError: names the parameter.

    """

    __slots__ = ("_native",)

    def __init__(
        self,
        callback_secret: str,
        *,
        other_secrets: Iterable[str] = (),
        window: float = 600.0,
        capacity: int = 65536,
    ) -> None:
        try:
            self._native = _native.CallbackVerifier((callback_secret, *other_secrets), window, capacity)
        finally:
            # A traceback that shows local variables shows these no more.
            del callback_secret, other_secrets

    @classmethod
    def from_env(cls, **options: Any) -> Self:
        """Make it with the `ZEGO_CALLBACK_SECRET` of the environment; the options are the others.

        Raises:
            InvalidInputError: the variable is not set.

        """
        return cls(required_env("ZEGO_CALLBACK_SECRET"), **options)

    @property
    def forgotten(self) -> int:
        """How many callbacks were forgotten before their end, since the memory of this process was full."""
        return self._native.forgotten

    def verify(
        self,
        body: bytes,
        *,
        store: NonceStore | None = None,
        product: _CallbackProduct | None = None,
        now: int | None = None,
    ) -> VerifiedCallback:
        """Read a callback, verify its stamp, and claim it.

        It never waits, unless the store does; `with` may stand around an `await`, too.

        Args:
            body: the bytes as they came.
            store: a memory of yours, in place of that of this process.
            product: see `Callback.read`.
            now: the Unix time in seconds at which it was received, where it waited in a queue since.

        Raises:
            CallbackError: says what to answer.

        """
        callback = Callback.read(body, product=product)
        if store is None:
            return VerifiedCallback(self, callback, self._native.verify(callback._native, now), None)
        verified = self._native.check(callback._native, now)
        try:
            claim = store.claim(verified.key, verified.until)
        except Exception as error:
            raise self._refusal(callback, now) from error
        return VerifiedCallback(self, callback, self._native.verify_claimed(callback._native, now, claim), store)

    def averify(
        self,
        body: bytes,
        *,
        store: AsyncNonceStore,
        product: _CallbackProduct | None = None,
        now: int | None = None,
    ) -> AsyncVerification:
        """Verify with a store that is awaited: `async with verifier.averify(body, store=store) as callback: ...`.

        For the parameters and what it raises when it is entered, see `verify`.
        """
        return AsyncVerification(self, body, store, product, now)

    def check(
        self, body: bytes, *, product: _CallbackProduct | None = None, now: int | None = None
    ) -> VerifiedCallback:
        """Read a callback, and verify its signature and age alone. **Without a claim it may be a repeat.**

        For the parameters and what it raises, see `verify`.
        """
        callback = Callback.read(body, product=product)
        return VerifiedCallback(self, callback, self._native.check(callback._native, now), _NoStore())

    def _refusal(self, callback: Callback, now: int | None) -> CallbackError:
        try:
            self._native.verify_claimed(callback._native, now, "unavailable")
        except CallbackError as error:
            return error
        raise AssertionError("a claim that is refused")

    def _shown(self) -> str:
        return "***"


class _NoStore:
    def claim(self, key: str, until: int) -> _Claim:
        """Take anything."""
        return "new"

    def commit(self, key: str) -> None:
        """Keep nothing."""

    def release(self, key: str) -> None:
        """Keep nothing."""


class VerifiedCallback:
    """A callback whose stamp was verified. As a block it commits, or releases when the block raises."""

    __slots__ = ("_store", "_verified", "_verifier", "callback")

    callback: Callback
    """The callback. Its body is not signed."""

    def __init__(
        self,
        verifier: CallbackVerifier,
        callback: Callback,
        verified: _native.VerifiedStamp,
        store: NonceStore | None,
    ) -> None:
        self._verifier = verifier
        self._verified = verified
        self._store = store
        self.callback = callback

    @property
    def secret_index(self) -> int:
        """Which secret it was signed with: 0 for the verifier's first, 1 for the next."""
        return self._verified.secret_index

    @property
    def age(self) -> int:
        """How old it is, in seconds; negative when the sender's clock is ahead."""
        return self._verified.age

    @property
    def key(self) -> str:
        """What it is remembered by: 40 hex digits."""
        return self._verified.key

    @property
    def until(self) -> int:
        """Until when it must be remembered, in Unix seconds; after that it is too old."""
        return self._verified.until

    def commit(self) -> None:
        """Say that the event was dealt with: a repeat is refused from now on."""
        if self._store is None:
            self._verifier._native.commit(self._verified)
        else:
            self._store.commit(self.key)

    def release(self) -> None:
        """Say that the event was not dealt with: the vendor's next try is taken."""
        if self._store is None:
            self._verifier._native.release(self._verified)
        else:
            self._store.release(self.key)

    def __enter__(self) -> Callback:
        return self.callback

    def __exit__(self, failed: object, *_: object) -> Literal[False]:
        if failed is None:
            self.commit()
        else:
            self.release()
        return False

    def __repr__(self) -> str:
        return f"<VerifiedCallback age={self.age} {self.callback!r}>"


class AsyncVerification:
    """A verification that is awaited, as a block; see `CallbackVerifier.averify`."""

    __slots__ = ("_body", "_key", "_now", "_product", "_store", "_verifier")

    def __init__(
        self,
        verifier: CallbackVerifier,
        body: bytes,
        store: AsyncNonceStore,
        product: _CallbackProduct | None,
        now: int | None,
    ) -> None:
        self._verifier = verifier
        self._body = body
        self._store = store
        self._product = product
        self._now = now
        self._key = ""

    async def __aenter__(self) -> Callback:
        verifier = self._verifier
        callback = Callback.read(self._body, product=self._product)
        verified = verifier._native.check(callback._native, self._now)
        try:
            claim = await self._store.claim(verified.key, verified.until)
        except Exception as error:
            raise verifier._refusal(callback, self._now) from error
        verifier._native.verify_claimed(callback._native, self._now, claim)
        self._key = verified.key
        return callback

    async def __aexit__(self, failed: object, *_: object) -> Literal[False]:
        if failed is None:
            await self._store.commit(self._key)
        else:
            await self._store.release(self._key)
        return False
