"""A name server for one test: says that every name is 127.0.0.1, over UDP, until it is killed."""

import socket
import sys

A, IN, ANSWER = 1, 1, b"\xc0\x0c\x00\x01\x00\x01\x00\x00\x00\x00\x00\x04\x7f\x00\x00\x01"


def reply_to(query: bytes) -> bytes:
    end = 12
    while query[end]:
        end += query[end] + 1
    question = query[12 : end + 5]
    asks_for_a = question[-4:] == A.to_bytes(2) + IN.to_bytes(2)
    answers = 1 if asks_for_a else 0
    return query[:2] + b"\x81\x80\x00\x01" + answers.to_bytes(2) + b"\x00\x00\x00\x00" + question + ANSWER * answers


server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
server.bind((sys.argv[1], 53))
print("ready", flush=True)
while True:
    data, peer = server.recvfrom(512)
    server.sendto(reply_to(data), peer)
