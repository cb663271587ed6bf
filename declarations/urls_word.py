"""Addresses of a text under negotiation in files: brought in, in Word, and back; `WORD` stands among its others."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from declarations.views import imports, word

WORD = [
    path(_("<slug:symbol>/workroom/import/"), imports.TextImportInto.as_view(), name="text-import-into"),
    path(_("<slug:symbol>/workroom/word/"), word.WordRoom.as_view(), name="word-room"),
    path(_("<slug:symbol>/workroom/word/present/"), word.word_present, name="word-present"),
    path(_("<slug:symbol>/workroom/word/confirm/"), word.word_confirm, name="word-confirm"),
    path(_("<slug:symbol>/workroom/word/<int:number>/<slug:language>.docx"), word.word_file, name="word-file"),
]
