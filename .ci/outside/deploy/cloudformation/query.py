"""AWS's query protocol, read and written by moto's own parser and serializer from botocore's model of CloudFormation."""

import urllib.parse
import uuid
from xml.sax.saxutils import escape

from moto.core.parse import QueryParser
from moto.core.serialize import QuerySerializer, SerializationContext
from moto.core.utils import get_service_model
from werkzeug.datastructures import MultiDict

MODEL = get_service_model("cloudformation")


def read(body):
    """The operation's name and its arguments."""
    fields = urllib.parse.parse_qsl(body, keep_blank_values=True)
    values = MultiDict(fields)
    return values.get("Action"), values


def arguments(operation, values):
    return QueryParser(MODEL.operation_model(operation)).parse({"values": values})


def answer(operation, result):
    context = SerializationContext(str(uuid.uuid4()))
    return QuerySerializer(MODEL.operation_model(operation), context).serialize(result)["body"]


def error(code, message):
    return (
        f'<ErrorResponse xmlns="{MODEL.metadata["xmlNamespace"]}"><Error><Type>Sender</Type><Code>{code}</Code>'
        f"<Message>{escape(message)}</Message></Error><RequestId>{uuid.uuid4()}</RequestId></ErrorResponse>"
    )
