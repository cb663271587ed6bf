"""SQLite as Django asks it, but the places for values in a question are rewritten once for each question.

Django writes ``%s`` where SQLite takes ``?``, and goes through the whole question every time to replace it. On a page
of long questions that was seen to take seven parts in a hundred.
"""

from functools import lru_cache
from typing import Any

from django.db.backends.sqlite3 import base

rewritten = lru_cache(maxsize=512)(base.SQLiteCursorWrapper.convert_query)


class Cursor(base.SQLiteCursorWrapper):
    def convert_query(self, query: str, *, param_names: list[str] | None = None) -> str:
        return super().convert_query(query, param_names=param_names) if param_names else rewritten(None, query)


class DatabaseWrapper(base.DatabaseWrapper):
    def create_cursor(self, name: str | None = None) -> Any:
        return self.connection.cursor(factory=Cursor)
