"""serve.py FILE: moto's server at a free port, its address written to the file once it listens.

One request at a time: with threads its transactions are not atomic, as it does not claim they are.
"""

import os
import pathlib
import sys

from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

server = make_server("127.0.0.1", 0, DomainDispatcherApplication(create_backend_app), threaded=False)
address = pathlib.Path(sys.argv[1])
partial = address.with_suffix(".partial")
partial.write_text(f"http://127.0.0.1:{server.server_port}")
os.rename(partial, address)
server.serve_forever()
