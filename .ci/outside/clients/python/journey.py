"""The whole journey by the client that openapi-python-client makes: journey.py SITE LIMITED-SITE"""

import struct
import sys
import time
import uuid
import zlib
from http import HTTPStatus

import httpx

from darkroom_client import Client
from darkroom_client.api.files import get_file
from darkroom_client.api.images import create_task, delete_task, get_task, list_tasks
from darkroom_client.api.site import get_quota, list_models
from darkroom_client.api.uploads import create_upload
from darkroom_client.models import (
    Accepted,
    Catalogue,
    NewTask,
    NewUpload,
    Problem,
    Quota,
    Status,
    Task,
    TaskPage,
    Upload,
    UploadType,
)

KEY = str(uuid.uuid4())


def picture() -> bytes:
    """A PNG of one grey pixel (W3C's PNG specification, section 5)."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\x80")) + chunk(b"IEND", b"")


def accepted(client: Client, body: NewTask, key: str, status: HTTPStatus) -> Accepted:
    answer = create_task.sync_detailed(client=client, body=body, idempotency_key=key)
    assert answer.status_code == status, answer
    assert isinstance(answer.parsed, Accepted)
    assert answer.headers["Location"] == f"/api/images/{answer.parsed.task_id}"
    assert int(answer.headers["Retry-After"]) == answer.parsed.retry_after
    return answer.parsed


def refused(answer: object, status: HTTPStatus, code: str) -> Problem:
    assert isinstance(answer, Problem), answer
    assert (answer.status, answer.code) == (status, code), answer
    assert answer.request_id
    return answer


def wait_for(client: Client, task_id: str) -> Task:
    while True:
        task = get_task.sync(task_id, client=client)
        assert isinstance(task, Task), task
        if task.status in (Status.SUCCESS, Status.FAIL):
            return task
        assert isinstance(task.retry_after, int)
        time.sleep(task.retry_after)


def upload(client: Client) -> str:
    file = picture()
    opened = create_upload.sync(client=client, body=NewUpload(content_type=UploadType.IMAGEPNG, bytes_=len(file)))
    assert isinstance(opened, Upload), opened
    put = httpx.request(opened.method, opened.url, headers=opened.headers.additional_properties, content=file)
    assert put.is_success, put.text
    return opened.upload_id


def make(client: Client) -> list[Task]:
    catalogue = list_models.sync(client=client)
    assert isinstance(catalogue, Catalogue)
    model = next(each for each in catalogue.models if each.id == catalogue.default)
    assert isinstance(model.prices[0].usd, str)
    asked = NewTask("A brass kettle", model=model.id, aspect_ratio=model.aspect_ratios[0], resolution=model.prices[0].resolution)
    first = accepted(client, asked, KEY, HTTPStatus.ACCEPTED)
    assert accepted(client, asked, KEY, HTTPStatus.OK).task_id == first.task_id
    other = create_task.sync(client=client, body=NewTask("A copper kettle"), idempotency_key=KEY)
    refused(other, HTTPStatus.UNPROCESSABLE_ENTITY, "idempotency_key_reused")
    again = accepted(client, NewTask("The same in oil", references=[upload(client)]), str(uuid.uuid4()), HTTPStatus.ACCEPTED)
    return [wait_for(client, first.task_id), wait_for(client, again.task_id)]


def fetch(client: Client, task: Task) -> None:
    assert task.status == Status.SUCCESS and task.url and task.error is None, task
    whole = httpx.get(task.url)
    assert len(whole.content) == task.outputs[0].bytes_
    file = task.url.rsplit("/", 1)[1]
    part = get_file.sync_detailed(file, client=client, range_="bytes=0-9")
    assert part.status_code == HTTPStatus.PARTIAL_CONTENT and part.content == whole.content[:10]
    kept = get_file.sync_detailed(file, client=client, if_none_match=whole.headers["ETag"])
    assert kept.status_code == HTTPStatus.NOT_MODIFIED


def listed(client: Client) -> list[str]:
    ids = []
    page = list_tasks.sync(client=client, limit=1)
    while True:
        assert isinstance(page, TaskPage), page
        ids += [task.task_id for task in page.tasks]
        if page.next_cursor is None:
            return ids
        page = list_tasks.sync(client=client, limit=1, cursor=page.next_cursor)


def be_refused(client: Client) -> None:
    refused(get_task.sync("a" * 32, client=client), HTTPStatus.NOT_FOUND, "not_found")
    large = create_task.sync(client=client, body=NewTask("x" * 600_000))
    refused(large, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "too_large")
    empty = refused(
        create_task.sync(client=client, body=NewTask("")), HTTPStatus.UNPROCESSABLE_ENTITY, "invalid_request"
    )
    assert isinstance(empty.errors, list) and empty.errors[0].field == "prompt"
    # What a generated client cannot say.
    http = client.get_httpx_client()
    json = {"Content-Type": "application/json"}
    for answer, status, code in [
        (http.post("/api/images", content="{", headers=json), HTTPStatus.BAD_REQUEST, "malformed_json"),
        (http.put("/api/models"), HTTPStatus.METHOD_NOT_ALLOWED, "method_not_allowed"),
        (http.post("/api/images", content="{}"), HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type"),
    ]:
        refused(Problem.from_dict(answer.json()), status, code)


def use_up(client: Client) -> None:
    accepted(client, NewTask("The only one"), str(uuid.uuid4()), HTTPStatus.ACCEPTED)
    more = create_task.sync_detailed(client=client, body=NewTask("One too many"))
    refused(more.parsed, HTTPStatus.TOO_MANY_REQUESTS, "daily_limit_reached")
    assert int(more.headers["Retry-After"]) > 0
    quota = get_quota.sync(client=client)
    assert isinstance(quota, Quota) and (quota.limit, quota.used, quota.remaining) == (1, 1, 0), quota


def main(site: str, limited: str) -> None:
    client = Client(site, raise_on_unexpected_status=True)
    quota = get_quota.sync(client=client)
    assert isinstance(quota, Quota) and quota.limit is None and quota.remaining is None, quota
    made = make(client)
    for task in made:
        fetch(client, task)
    assert listed(client) == [task.task_id for task in reversed(made)]
    be_refused(client)
    assert delete_task.sync_detailed(made[0].task_id, client=client).status_code == HTTPStatus.NO_CONTENT
    refused(get_task.sync(made[0].task_id, client=client), HTTPStatus.NOT_FOUND, "not_found")
    use_up(Client(limited, raise_on_unexpected_status=True))


main(sys.argv[1], sys.argv[2])
