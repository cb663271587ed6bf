"""Consultations whose papers are there, and the letters that went out about them."""

import hashlib
from email.message import EmailMessage

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from common.models import FileState, OutboxMessage
from members.models import Letter
from secretariat.models import ConsultationPaper
from secretariat.tasks import consultations as tasks

TASKS = {one.name: one for one in (tasks.tell_step, tasks.tell_outcome, tasks.tell_entered, tasks.remind_member)}


def ready(**of) -> list[ConsultationPaper]:
    """As if the worker had made the papers: files in the storage that say which paper they are."""
    made = []
    for paper in ConsultationPaper.objects.filter(**of).exclude(state=FileState.READY):
        content = f"%PDF {paper.pk} {paper.language}".encode()
        paper.file = default_storage.save(f"{paper.place}.pdf", ContentFile(content))
        paper.sha256, paper.size, paper.state = hashlib.sha256(content).hexdigest(), len(content), FileState.READY
        paper.save()
        made.append(paper)
    return made


def post(*kinds: str) -> int:
    """Do what waits in the outbox for the letters of consultations, and what follows from it; how many messages."""
    done = 0
    while message := OutboxMessage.objects.filter(kind__in=kinds or TASKS, done_at=None).first():
        TASKS[message.kind](**message.payload)
        done += 1
        message.refresh_from_db()
        if message.done_at is None:  # it waits
            break
    return done


def letters(kind: str = "", **of) -> dict[str, Letter]:
    """The letters of one kind by the address they go to."""
    rows = Letter.objects.filter(**({"kind": f"consultation_{kind}"} if kind else {}), **of)
    return {letter.to: letter for letter in rows.select_related("recipient")}


def attached(message: EmailMessage) -> dict[str, bytes]:
    """The files of a mail that arrived, by their names."""
    return {part.get_filename(): part.get_content() for part in message.iter_attachments()}
