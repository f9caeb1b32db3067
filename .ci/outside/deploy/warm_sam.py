"""The real sam without its slow start: a process that has imported it forks one for each call.

It runs in sam's own environment (target/outside/sam): warm_sam.py SOCKET. The command `sam` of the tests hands its
arguments, folder, environment, and standard streams over that socket, and takes the exit code back.
"""

import array
import json
import os
import signal
import socket
import sys

CLIENT = """#!{python} -IS
import array, json, os, socket, sys
link = socket.socket(socket.AF_UNIX)
link.connect({path!r})
what = json.dumps([sys.argv[1:], os.getcwd(), dict(os.environ)]).encode()
link.sendmsg([len(what).to_bytes(8, "big")], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))])
link.sendall(what)
try:
    code = link.recv(4)
except KeyboardInterrupt:
    code = b""
sys.exit(int.from_bytes(code, "big") if code else 130)
"""


def serve(path):
    import samcli.cli.main  # slow: this is why it is done once
    import samcli.commands.deploy.command
    import samcli.commands.package.package_context
    import boto3
    import samtranslator.translator.translator

    server = socket.socket(socket.AF_UNIX)
    server.bind(path)
    server.listen()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print("ready", flush=True)
    while True:
        link, _ = server.accept()
        if os.fork() == 0:
            server.close()
            run(link, samcli.cli.main.cli)
        link.close()


def run(link, cli):
    length, told, _, _ = link.recvmsg(8, socket.CMSG_SPACE(3 * 4))
    streams = array.array("i", told[0][2])
    what = b""
    while len(what) < int.from_bytes(length, "big"):
        what += link.recv(1 << 20)
    arguments, folder, environment = json.loads(what)
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    sys.stdin = open(0, closefd=False)
    sys.stdout = open(1, "w", closefd=False)
    sys.stderr = open(2, "w", closefd=False)
    sys.argv = ["sam", *arguments]
    code = 0
    try:
        cli(prog_name="sam")
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        link.sendall(code.to_bytes(4, "big"))
        os._exit(code)


if __name__ == "__main__":
    serve(sys.argv[1])
