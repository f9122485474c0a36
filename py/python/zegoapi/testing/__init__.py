"""The vendor's side for your own tests: a real server on loopback, with rooms, users, faults on demand and counters.

    from zegoapi.testing import simulator

    with simulator() as sim:
        sim.login("room1", "u1")
        with sim.client() as client:
            client.send_custom_command("room1", "server", "hi", to=["u1"])
        assert [message.content for message in sim.messages("room1", "u1")] == ["hi"]

`sign_callback` makes the body of a callback as the vendor would send it.

The server comes as a package of its own, `zegoapi-simulator`. For pytest, the fixture `zegoapi_simulator` is there as
soon as `zegoapi` is installed.
"""

from zegoapi.testing._admin import AdminError
from zegoapi.testing._callback import sign_callback
from zegoapi.testing._simulator import Message, Simulator, SimulatorNotFoundError, find_simulator, simulator

__all__ = [
    "AdminError",
    "Message",
    "Simulator",
    "SimulatorNotFoundError",
    "find_simulator",
    "sign_callback",
    "simulator",
]
