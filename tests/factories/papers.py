import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from factory.django import DjangoModelFactory

from common.uploads import store_upload
from meetings.models import Document, DocumentFile, Statement
from tests.factories.meetings import MeetingFactory
from tests.factories.members import CountryFactory


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = Document

    meeting = factory.SubFactory(MeetingFactory)
    symbol = factory.Sequence(lambda n: f"CRM/T/DOC/{n + 1}")
    title_es = factory.LazyAttribute(lambda o: f"Documento {o.symbol}")
    title_en = factory.LazyAttribute(lambda o: f"Document {o.symbol}")
    audience = "public"


class DocumentFileFactory(DjangoModelFactory):
    """One language of a document; ``words`` are the bytes of its file."""

    class Meta:
        model = DocumentFile

    class Params:
        words = factory.Sequence(lambda n: f"Palabras {n}")
        name = "paper.txt"

    document = factory.SubFactory(DocumentFactory)
    language = "es"
    file = factory.LazyAttribute(lambda o: store_upload(SimpleUploadedFile(o.name, o.words.encode()), by="tests"))


class StatementFactory(DjangoModelFactory):
    """A published statement, in Spanish alone."""

    class Meta:
        model = Statement

    meeting = factory.SubFactory(MeetingFactory)
    participant = factory.SubFactory(CountryFactory)
    words_es = "Señora Presidenta:"
    words_en = ""
    may_publish = True
    state = "published"
