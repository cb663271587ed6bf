"""The queue of the embedded edition hands over whole messages only."""

import threading

import pytest
from django.conf import settings
from kombu import Connection, Queue

MESSAGES = 300


def connect(folder):
    for name in ("messages", "control", "processed"):
        (folder / name).mkdir(exist_ok=True)
    options = {"data_folder_in": str(folder / "messages"), "data_folder_out": str(folder / "messages")}
    options |= {"control_folder": str(folder / "control"), "processed_folder": str(folder / "processed")}
    return Connection("filesystem://", transport="crm_portal.file_queue:Transport", transport_options=options)


@pytest.mark.skipif(settings.QUEUE_DIR is None, reason="the served edition has a broker")
def test_queue_of_the_embedded_edition_is_ours():
    from crm_portal.celery import app

    with app.connection_for_write() as broker:
        assert type(broker.transport).__module__ == "crm_portal.file_queue"


def test_message_when_the_worker_looks_while_it_is_written_is_whole(tmp_path):
    queue, read, failed = Queue("celery"), [], []
    with connect(tmp_path) as writing, connect(tmp_path) as reading:
        sending, taking = writing.channel(), reading.channel()
        queue(taking).declare()

        def take():
            try:
                while len(read) < MESSAGES:
                    read.extend([taking.basic_get("celery", no_ack=True)] if taking._size("celery") else [])
            except Exception as error:
                failed.append(error)

        worker = threading.Thread(target=take, daemon=True)
        worker.start()
        with writing.Producer(sending) as producer:
            for number in range(MESSAGES):
                producer.publish({"number": number}, routing_key="celery", exchange="")
        worker.join(60)
    assert not failed
    assert sorted(message.payload["number"] for message in read) == list(range(MESSAGES))
