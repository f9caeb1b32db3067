"""The real sam and the real aws without their slow start: a process that has imported one forks it for each call.

It runs in the command's own environment: warm.py sam|aws SOCKET. The command of the tests hands its arguments, folder,
environment, and standard streams over that socket, and takes the exit code back. sam reads a template seven times in a
deploy: here what the same parser made of the same text is read once.
"""

import array
import json
import os
import pickle
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


def load_sam():
    import samcli.yamlhelper

    samcli.yamlhelper.yaml_parse = remembered(samcli.yamlhelper.yaml_parse)  # before anybody imports it
    import samcli.cli.main  # slow: this is why it is done once
    import samcli.commands.deploy.command
    import samcli.commands.package.package_context
    import boto3
    import samtranslator.translator.translator

    with open(os.path.join(os.path.dirname(__file__), "../../../template.yaml")) as template:
        samcli.yamlhelper.yaml_parse(template.read())
    return lambda: samcli.cli.main.cli(prog_name="sam")


def load_aws():
    import awscli.clidriver

    # What most commands load of themselves, and no setting: each call makes a driver of its own.
    import awscli.customizations.cloudformation.deploy, awscli.customizations.s3.subcommands  # noqa: E401
    return lambda: sys.exit(awscli.clidriver.main())


def remembered(parse):
    known = {}

    def parsed(text):
        if text not in known:
            known[text] = pickle.dumps(parse(text))
        return pickle.loads(known[text])  # whoever changes it changes a copy

    return parsed


def serve(name, path):
    before = dict(os.environ)
    command = {"sam": load_sam, "aws": load_aws}[name]()
    # As AWS_DATA_PATH, where the CLI has its words.
    own = {name: value for name, value in os.environ.items() if before.get(name) != value}
    server = socket.socket(socket.AF_UNIX)
    server.bind(path)
    server.listen()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print("ready", flush=True)
    while True:
        link, _ = server.accept()
        if os.fork() == 0:
            server.close()
            run(link, name, command, own)
        link.close()


def run(link, name, command, own):
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
    os.environ.update({**environment, **own})
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    sys.stdin = open(0, closefd=False)
    sys.stdout = open(1, "w", closefd=False)
    sys.stderr = open(2, "w", closefd=False)
    sys.argv = [name, *arguments]
    code = 0
    try:
        command()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        link.sendall(code.to_bytes(4, "big"))
        os._exit(code)


if __name__ == "__main__":
    serve(*sys.argv[1:])
