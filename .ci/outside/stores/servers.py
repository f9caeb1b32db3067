"""Starts S3 servers that others wrote, each over http and over https, runs a command with their addresses, and stops them.

servers.py FOLDER COMMAND...: the command's last argument gets a list of NAME=ADDRESS, with commas between them.
"""

import asyncio
import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path

KEY, SECRET = "stores", "stores-secret"
PATIENCE = 120
BIN = Path(sys.executable).parent


def free_ports(count):
    """All at once, so that no two are the same."""
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


class Servers:
    def __init__(self, folder, certificate, key):
        self.folder, self.certificate, self.key = folder, certificate, key
        self.processes, self.addresses = [], []

    def start(self, name, command, **environment):
        folder = self.folder / name
        folder.mkdir(parents=True)
        with open(self.folder / f"{name}.log", "w") as log:
            self.processes.append(subprocess.Popen(
                [str(part).replace("{folder}", str(folder)) for part in command],
                cwd=folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
                env={**os.environ, "HOME": str(self.folder), **environment}))

    def serves(self, name, scheme, port):
        self.addresses.append((f"{name}-{scheme}", f"{scheme}://127.0.0.1:{port}"))

    def start_all(self):
        self.start_seaweedfs()
        self.start_rclone()
        self.start_python("localbucket", lambda port: [BIN / "localbucket", "--port", port, "{folder}"])
        self.start_python("pys3local", lambda port: [
            BIN / "pys3local", "serve", "--path", "{folder}", "--listen", f"127.0.0.1:{port}",
            "--access-key-id", KEY, "--secret-access-key", SECRET, "--allow-bucket-creation"])

    def start_seaweedfs(self):
        names = ["master", "volume", "filer", "s3", "admin", "webdav"]
        ports = free_ports(2 * len(names) + 2)
        options = []
        for name, port, grpc in zip(names, ports, ports[len(names):]):
            options.append(f"-{name}.port={port}")
            if name != "webdav":
                options.append(f"-{name}.port.grpc={grpc}")
        options += [f"-s3.port.https={ports[-1]}", f"-s3.cert.file={self.certificate}", f"-s3.key.file={self.key}"]
        self.start(
            "seaweedfs",
            [BIN / "weed", "mini", "-dir={folder}", "-ip=127.0.0.1", "-ip.bind=127.0.0.1", "-admin.ui=false",
             "-master.telemetry=false", "-s3.port.iceberg=0", "-filer.localSocket={folder}/filer.sock",
             "-s3.localSocket={folder}/s3.sock", *options],
            AWS_ACCESS_KEY_ID=KEY, AWS_SECRET_ACCESS_KEY=SECRET)
        self.serves("seaweedfs", "http", ports[names.index("s3")])
        self.serves("seaweedfs", "https", ports[-1])

    def start_rclone(self):
        for scheme, port in zip(["http", "https"], free_ports(2)):
            tls = ["--cert", self.certificate, "--key", self.key] if scheme == "https" else []
            self.start(f"rclone-{scheme}", [
                BIN / "rclone", "serve", "s3", "--config", os.devnull, "--addr", f"127.0.0.1:{port}",
                "--auth-key", f"{KEY},{SECRET}", *tls, "{folder}"])
            self.serves("rclone", scheme, port)

    def start_python(self, name, command):
        """It speaks no TLS: a front of ours does, which changes no byte."""
        port = free_ports(1)[0]
        self.start(name, command(port))
        self.serves(name, "http", port)
        self.serves(name, "https", start_front(self.certificate, self.key, port))

    def wait(self):
        """Until each answers, whatever it says to a stranger."""
        context = ssl.create_default_context(cafile=self.certificate)
        end = time.monotonic() + PATIENCE
        for name, address in self.addresses:
            while True:
                try:
                    urllib.request.urlopen(address, timeout=PATIENCE, context=context).close()
                    break
                except urllib.error.HTTPError:
                    break
                except OSError as failure:
                    if time.monotonic() > end or any(each.poll() is not None for each in self.processes):
                        sys.exit(f"{name} does not start: {failure}\n" + self.logs())
                    time.sleep(0.1)

    def logs(self):
        return "".join(f"== {log.name}\n{log.read_text()[-2000:]}\n" for log in self.folder.glob("*.log"))

    def stop(self):
        for each in self.processes:
            try:
                os.killpg(each.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            each.wait()


def start_front(certificate, key, target):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    loop = asyncio.new_event_loop()

    async def pump(reader, writer):
        try:
            while data := await reader.read(1 << 16):
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        finally:
            writer.close()

    async def serve(reader, writer):
        behind, before = await asyncio.open_connection("127.0.0.1", target)
        await asyncio.gather(pump(reader, before), pump(behind, writer))

    server = loop.run_until_complete(asyncio.start_server(serve, "127.0.0.1", 0, ssl=context))
    threading.Thread(target=loop.run_forever, daemon=True).start()
    return server.sockets[0].getsockname()[1]


def main(folder, *command):
    for number in signal.SIGTERM, signal.SIGHUP:
        signal.signal(number, lambda *_: sys.exit(143))
    folder = Path(folder).resolve()
    servers = Servers(folder, folder / "certificate.pem", folder / "key.pem")
    try:
        servers.start_all()
        servers.wait()
        addresses = ",".join(f"{name}={address}" for name, address in servers.addresses)
        return subprocess.call([*command[:-1], command[-1] + addresses])
    finally:
        servers.stop()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
