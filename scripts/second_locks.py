"""Weakenings that change nothing, because the same door has another lock: the name of each, and which lock holds."""

SECOND_LOCKS: dict[str, str] = {}
