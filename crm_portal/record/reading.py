"""Reading ``record/``: YAML into entries of plain values, refused with file, line and reason where it is not right.

Nothing here asks the database: a record is whole in itself, every reference points into it.
"""

import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

import yaml
from django.core.exceptions import ValidationError
from django.utils import translation

from crm_portal.record.entities import BY_NAME, ENTITIES, Entity
from crm_portal.record.entries import BadRecord, Entry, Problem, Record, contradictions, mirror
from crm_portal.record.fields import LANGUAGES, Column, all_columns, columns_of

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
CLAIM = ("says", "sources")


def read_record(directory: Path) -> Record:
    """The entries of all files in ``directory``; raises ``BadRecord`` with every problem found, not only the first."""
    with translation.override("en"):  # Django's reasons in the language of ours
        return Reader(directory).read()


class Reader:
    """One reading of one directory: collects entries and problems, then checks what can only be seen at the end."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.record: Record = {entity.name: {} for entity in ENTITIES}
        self.problems: list[Problem] = []
        self.references: list[tuple[str, int, Entity, str]] = []
        self.counts: dict[tuple[str, str], int] = {}
        self.unread: set[str] = set()
        self.file = ""

    def read(self) -> Record:
        files = {path for suffix in ("yaml", "yml") for path in self.directory.rglob(f"*.{suffix}")}
        if not files:
            raise BadRecord([Problem(str(self.directory), 0, "no record here: not one YAML file")])
        for entity in ENTITIES:
            for path in sorted(path for pattern in entity.files for path in self.directory.glob(pattern)):
                files.discard(path)
                self._read_file(entity, path)
        for path in files:
            self._refuse_file(path, "no such file belongs to the record; its files are named in README.md")
        self.problems += self._dangling() + contradictions(self.record)
        if self.problems:
            raise BadRecord(self.problems)
        mirror(self.record)
        return self.record

    def _read_file(self, entity: Entity, path: Path) -> None:
        self.file = str(path.relative_to(self.directory))
        try:
            root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            self.problems.append(Problem(self.file, line, f"not YAML: {error.problem or error.context}"))
            self.unread.add(entity.name)
        except (UnicodeDecodeError, yaml.YAMLError) as error:
            self._refuse_file(path, f"not YAML in UTF-8: {error}")
            self.unread.add(entity.name)
        else:
            self._read_entries(entity, root, None)

    def _read_entries(self, entity: Entity, node: yaml.Node | None, around: Entry | None) -> None:
        if node is None or _is_null(node):
            return
        if not isinstance(node, yaml.SequenceNode):
            self._refuse(node, f"a list of entries ({entity.name}) is expected here")
            return
        for item in node.value:
            if isinstance(item, yaml.MappingNode):
                self._read_entry(entity, item, around)
            else:
                self._refuse(item, f"an entry ({entity.name}) with named fields is expected here")

    def _read_entry(self, entity: Entity, node: yaml.MappingNode, around: Entry | None) -> None:
        kinds = (entity, *(BY_NAME[name] for name in entity.companions))
        known = {word for kind in kinds for word in columns_of(kind)}
        fields = self._mapping(node, {entity.key_word, *entity.nested, *known}, entity.name)
        key = self._key(entity, node, fields.pop(entity.key_word, None))
        entries = [self._entry(kind, key, node, fields, around) for kind in kinds]
        for companion in entries[1:]:
            companion.values[companion.entity.parents[entity.name]] = key
        for word, kind in entity.nested.items():
            self._read_entries(BY_NAME[kind], fields.get(word), entries[0])

    def _key(self, entity: Entity, entry: yaml.Node, node: yaml.Node | None) -> str:
        """The key of an entry: lower-case letters, digits and hyphens, as it stands in addresses."""
        key = node.value if isinstance(node, yaml.ScalarNode) else ""
        if not key:
            self._refuse(node or entry, f"{entity.name} without {entity.key_word}")
            return f"?{entry.start_mark.line}"
        try:
            if entity.identity == entity.key_word:
                entity.model._meta.get_field(entity.identity).run_validators(key)
        except ValidationError as error:
            self._refuse(node or entry, f"{key}: {' '.join(error.messages)}")
        if not KEY.fullmatch(key):
            self._refuse(node or entry, f"{key!r} is no key: lower-case letters, digits and hyphens")
        return key

    def _entry(
        self, entity: Entity, key: str, node: yaml.Node, fields: dict[str, yaml.Node], around: Entry | None
    ) -> Entry:
        """Read what ``entity`` knows among ``fields`` and enter it under ``key``."""
        entry = Entry(entity, key, self.file, node.start_mark.line + 1, dict(entity.constants), around)
        if around is not None and around.entity.name in entity.parents:
            entry.values[entity.parents[around.entity.name]] = around.key
        if around is not None:
            entry.values |= {name: around.values[name] for name in entity.inherits if name in around.values}
        for word, columns in columns_of(entity).items():
            self._read_field(entry, word, columns, fields.get(word), node)
        if entity.position:
            entry.values[entity.position] = self._place(entry)
        for name, column in all_columns(entity).items():
            entry.values.setdefault(name, column.empty)
        if entity.derive:
            basis = self.record[entity.basis][key] if entity.basis else entry
            entry.values |= entity.derive(basis.values)
        if (first := self.record[entity.name].get(key)) is not None:
            self._refuse(node, f"{entry.name} is given twice, first at {first.file}:{first.line}")
        self.record[entity.name][key] = entry
        return entry

    def _place(self, entry: Entry) -> int:
        """The place among its kind in the file, or in the entry that is outermost around it; from 1."""
        series = (entry.entity.name, entry.outermost.key if entry.around else "")
        self.counts[series] = self.counts.get(series, 0) + 1
        return self.counts[series]

    def _read_field(
        self, entry: Entry, word: str, columns: tuple[Column, ...], node: yaml.Node | None, place: yaml.Node
    ) -> None:
        if node is None or _is_null(node):
            if columns[0].is_required and entry.values.get(columns[0].name) is None:
                self._refuse(place, f"{entry.name} lacks {word}")
        elif columns[0].is_json:
            entry.values[word] = self._claims(node)
        elif columns[0].language:
            self._read_languages(entry, word, columns, node)
        elif columns[0].is_many:
            entry.values[word] = sorted({self._reference(columns[0], item) for item in self._items(node)} - {""})
        elif columns[0].target:
            entry.values[word] = self._reference(columns[0], node)
        else:
            entry.values[word] = self._scalar(columns[0], node)

    def _read_languages(self, entry: Entry, word: str, columns: tuple[Column, ...], node: yaml.Node) -> None:
        """``{es: …, en: …}``: both, except where the entity says that a source may give only one."""
        if not isinstance(node, yaml.MappingNode):
            self._refuse(node, f"{word} needs both languages: {word}: {{es: …, en: …}}")
            return
        given = self._mapping(node, LANGUAGES, word)
        for column in columns:
            value = given.get(column.language)
            if value is not None and not _is_null(value):
                entry.values[column.name] = self._scalar(column, value)
            elif word not in entry.entity.one_language:
                self._refuse(node, f"{entry.name}: {word} lacks its language {column.language}")

    def _scalar(self, column: Column, node: yaml.Node) -> Any:
        if not isinstance(node, yaml.ScalarNode):
            self._refuse(node, f"{column.word} is one value, not a list or a mapping")
            return column.empty
        try:
            return column.from_file(node.value.strip())
        except ValueError as error:
            self._refuse(node, f"{column.word}: {error}")
            return column.empty

    def _reference(self, column: Column, node: yaml.Node) -> str:
        if not isinstance(node, yaml.ScalarNode):
            self._refuse(node, f"{column.word} takes keys")
            return ""
        self.references.append((self.file, node.start_mark.line + 1, column.target, node.value))
        return node.value

    def _claims(self, node: yaml.Node) -> list[dict[str, Any]]:
        """``[{says: {es: …, en: …}, sources: [key, …]}, …]``"""
        claims = []
        cited = all_columns(BY_NAME["term"])["sources"]
        for item in self._items(node):
            fields = self._mapping(item, CLAIM, "a claim") if isinstance(item, yaml.MappingNode) else {}
            says = fields.get("says")
            words = self._mapping(says, LANGUAGES, "says") if isinstance(says, yaml.MappingNode) else {}
            if set(fields) < set(CLAIM) or set(words) < set(LANGUAGES):
                self._refuse(item, "a claim is {says: {es: …, en: …}, sources: [key, …]}")
                continue
            claim = {f"says_{language}": str(words[language].value).strip() for language in LANGUAGES}
            claims.append(claim | {"sources": [self._reference(cited, key) for key in self._items(fields["sources"])]})
        return claims

    def _items(self, node: yaml.Node) -> list[yaml.Node]:
        if isinstance(node, yaml.SequenceNode):
            return node.value
        self._refuse(node, "a list is expected here")
        return []

    def _mapping(self, node: yaml.MappingNode, known: Collection[str], owner: str) -> dict[str, yaml.Node]:
        """The fields of a mapping by their words; a word that is not ``known``, or comes twice, is refused."""
        fields: dict[str, yaml.Node] = {}
        for word, value in node.value:
            if word.value not in known:
                self._refuse(word, f"{owner} has no field {word.value!r}")
            elif word.value in fields:
                self._refuse(word, f"{word.value} is given twice")
            fields[word.value] = value
        return fields

    def _dangling(self) -> list[Problem]:
        """References into nothing; those into a file that could not be read are not held against their own."""
        return [
            Problem(file, line, f"there is no {entity.name} {key!r} in the record")
            for file, line, entity, key in self.references
            if key not in self.record[entity.name] and entity.name not in self.unread
        ]

    def _refuse(self, node: yaml.Node, reason: str) -> None:
        self.problems.append(Problem(self.file, node.start_mark.line + 1, reason))

    def _refuse_file(self, path: Path, reason: str) -> None:
        self.problems.append(Problem(str(path.relative_to(self.directory)), 1, reason))


def _is_null(node: yaml.Node) -> bool:
    return node.tag == "tag:yaml.org,2002:null"
