"""Templates that are put together once for each language, not at every page.

A page is a template that extends a base that extends a base, with some twenty blocks, and most of what it says is the
same on every page in its language: headings, icons, addresses of style sheets, of pages without arguments. Django goes
through all of it anew each time, and that took longer than what a page reads. Here the bases are taken together when a
template is first used, each block where it belongs, and what is the same on every page is written out. Everything that
depends on the request, the reader or the record stays a node of Django's and is rendered by Django.
"""

from collections.abc import Iterator
from copy import copy
from typing import Any, TypeVar

from django.template import Context, Origin, Template, TemplateDoesNotExist
from django.template.base import FilterExpression, Node, NodeList, TextNode, Variable, VariableNode
from django.template.defaulttags import AutoEscapeControlNode, CommentNode, ForNode, IfNode, LoadNode, URLNode
from django.template.library import SimpleBlockNode, SimpleNode
from django.template.loader_tags import BLOCK_CONTEXT_KEY, BlockNode, ExtendsNode, IncludeNode
from django.template.loaders import cached
from django.templatetags.i18n import GetCurrentLanguageNode, LanguageNode, TranslateNode
from django.templatetags.static import StaticNode
from django.urls import NoReverseMatch, get_script_prefix
from django.utils.html import conditional_escape
from django.utils.translation import get_language

from common.page_addresses import page_address

SILENT = (LoadNode, CommentNode)
UNSETTLED = (LanguageNode, AutoEscapeControlNode)  # within, another language or way of writing is in force
F = TypeVar("F")


def steady(function: F) -> F:
    """Marks a template tag that says the same for the same arguments on every page in a language."""
    function.is_steady = True  # type: ignore[attr-defined]
    return function


class Loader(cached.Loader):
    """Django's own, whose templates are put together when they are first rendered."""

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        template = super().get_template(template_name, skip)
        if not isinstance(template.nodelist, ReadyNodes):
            template.nodelist = ReadyNodes(template)
        return template


class ReadyNodes(NodeList):
    """The nodes of a template as they were read, which are rendered as they were put together for the language."""

    def __init__(self, template: Template) -> None:
        super().__init__(template.nodelist)
        self.template = template
        self.ready: dict[tuple[str | None, str], NodeList] = {}

    def render(self, context: Context) -> Any:
        if BLOCK_CONTEXT_KEY in context.render_context:
            return super().render(context)  # a base of a template that could not be put together: Django does it
        key = get_language(), get_script_prefix()
        if key not in self.ready:
            self.ready[key] = Assembly(self.template).nodes() or NodeList(self)
        return self.ready[key].render(context)


class Scope(Node):
    """What stood in a block or in a template that was included: the names that it gives are its own."""

    def __init__(self, nodelist: NodeList, names: dict[str, FilterExpression] | None = None) -> None:
        self.nodelist, self.names = nodelist, names or {}

    def render(self, context: Context) -> Any:
        with context.push(**{name: given.resolve(context) for name, given in self.names.items()}):
            return self.nodelist.render(context)


class Given(Node):
    """Names for what is the same on every page in a language, as ``{% translate "Year" as year %}`` gives one."""

    def __init__(self, names: dict[str, Any]) -> None:
        self.names = names

    def render(self, context: Context) -> Any:
        context.dicts[-1].update(self.names)
        return ""


class Address(Node):
    """A page whose address depends on what stands on this one."""

    def __init__(self, node: URLNode) -> None:
        self.name, self.args, self.kwargs = node.view_name.resolve(Context()), node.args, node.kwargs

    def render(self, context: Context) -> Any:
        args = [given.resolve(context) for given in self.args]
        url = page_address(self.name, *args, **{name: given.resolve(context) for name, given in self.kwargs.items()})
        return conditional_escape(url) if context.autoescape else url


class Assembly:
    """Puts one template together with its bases, in the active language."""

    def __init__(self, template: Template, within: tuple[str, ...] = ()) -> None:
        self.template, self.within = template, (*within, str(template.name))
        self.blocks: dict[str, list[BlockNode]] = {}

    def nodes(self, steady: bool = True) -> NodeList | None:
        """New nodes, for those that were read are shared; None where a base is known only at the time of rendering."""
        read, chain = self.template.nodelist, [self.template.name]
        while read and isinstance(read[0], ExtendsNode):
            self.add(read[0].blocks)
            parent: Any = read[0].parent_name
            name = parent.var
            if not is_constant(parent) or name in chain:
                return None
            chain.append(name)
            read = self.template.engine.get_template(name).nodelist
        self.add({node.name: node for node in read.get_nodes_by_type(BlockNode) if isinstance(node, BlockNode)})
        return self.settled(read, steady=steady)

    def add(self, blocks: dict[str, BlockNode]) -> None:
        """Those of the next base: what stands in ``blocks`` is asked for where a template beneath it has none."""
        for name, block in blocks.items():
            self.blocks.setdefault(name, []).append(block)

    def settled(self, nodes: NodeList, block: tuple[str, int] = ("", 0), steady: bool = True) -> NodeList:
        """``nodes`` with their blocks filled in; ``block`` is the one that they stand in, and its depth."""
        ready, words = NodeList(), []
        for node in self.each(nodes, block, steady):
            if isinstance(node, TextNode):
                words.append(node.s)
                continue
            if words:
                ready.append(TextNode("".join(words)))
                words = []
            ready.append(node)
        if words:
            ready.append(TextNode("".join(words)))
        return ready

    def each(self, nodes: NodeList, block: tuple[str, int], steady: bool) -> Iterator[Node]:
        for node in nodes:
            if isinstance(node, BlockNode):
                yield from self.of_block(node.name, 0, steady)
            elif is_super(node):
                yield from self.of_block(block[0], block[1] + 1, steady)
            elif isinstance(node, IncludeNode):
                yield from self.included(node, steady)
            elif steady and is_steady(node):
                yield written(node)
            elif isinstance(node, URLNode) and not node.asvar and is_constant(node.view_name):
                yield Address(node)
            elif not isinstance(node, SILENT):
                yield self.with_children(node, block, steady and not isinstance(node, UNSETTLED))

    def of_block(self, name: str, depth: int, steady: bool) -> Iterator[Node]:
        if asked := self.blocks.get(name, [])[depth:]:
            yield from scoped(self.settled(asked[0].nodelist, (name, depth), steady))

    def included(self, node: IncludeNode, steady: bool) -> Iterator[Node]:
        """What is included under a name that is known now; not what includes itself, as a tree does."""
        name = node.template.var
        if node.isolated_context or not is_constant(node.template) or name in self.within or name.startswith("."):
            yield node
            return
        try:
            inner = Assembly(self.template.engine.get_template(name), self.within).nodes(steady)
        except TemplateDoesNotExist:
            inner = None  # told when it is really asked for
        yield from [node] if inner is None else scoped(inner, node.extra_context)

    def with_children(self, node: Node, block: tuple[str, int], steady: bool) -> Node:
        """``node``, or where it has nodes in it, a copy of it with these settled."""
        if isinstance(node, IfNode):
            node = copy(node)
            node.conditions_nodelists = [
                (condition, self.settled(inner, block, steady)) for condition, inner in node.conditions_nodelists
            ]
            return node
        names: Any = ("nodelist",) if isinstance(node, SimpleBlockNode) else node.child_nodelists
        if lists := [name for name in names if isinstance(getattr(node, name, None), NodeList)]:
            node = copy(node)
            for name in lists:
                setattr(node, name, self.settled(getattr(node, name), block, steady))
        if isinstance(node, SimpleBlockNode) and steady and is_words(node.nodelist) and is_steady_tag(node):
            return written(node)
        return node


def scoped(nodes: NodeList, names: dict[str, FilterExpression] | None = None) -> NodeList:
    """Nodes under names of their own; where none is asked for and none given, there is nothing to keep apart."""
    if is_words(nodes) or not (names or any(map(may_give_names, nodes))):
        return nodes
    return NodeList([Scope(nodes, names)])


def may_give_names(node: Node) -> bool:
    """Whether what follows ``node`` might find a name that it gave; of a node that is not known here it is believed."""
    if isinstance(node, IfNode):
        return any(may_give_names(inner) for _condition, nodes in node.conditions_nodelists for inner in nodes)
    if isinstance(node, SimpleNode):
        return bool(node.target_var or node.takes_context)
    if isinstance(node, URLNode):
        return bool(node.asvar)
    return not isinstance(node, TextNode | VariableNode | Address | Scope | ForNode)


def written(node: Node) -> Node:
    """What ``node`` says in this language, as words, or under the name that it gives to them.

    Where it cannot be said, that is told on the page itself.
    """
    context = Context()
    try:
        with context.push() as names:
            words = node.render(context)
    except (NoReverseMatch, ValueError):  # no such address, no such file
        return node
    return Given(dict(names)) if names else TextNode(words)


def is_steady(node: Node) -> bool:
    """Whether ``node`` says the same on every page in a language."""
    if isinstance(node, TextNode):
        return True
    if isinstance(node, TranslateNode):
        return node.message_context is None and is_constant(node.filter_expression)
    if isinstance(node, StaticNode):
        return is_constant(node.path)
    if isinstance(node, URLNode):
        return all(map(is_constant, (node.view_name, *node.args, *node.kwargs.values())))
    return isinstance(node, GetCurrentLanguageNode) or (type(node) is SimpleNode and is_steady_tag(node))


def is_steady_tag(node: SimpleNode) -> bool:
    return getattr(node.func, "is_steady", False) and all(map(is_constant, (*node.args, *node.kwargs.values())))


def is_words(nodes: NodeList) -> bool:
    return all(isinstance(node, TextNode) for node in nodes)


def is_constant(expression: FilterExpression) -> bool:
    return not expression.filters and (not isinstance(expression.var, Variable) or expression.var.lookups is None)


def is_super(node: Node) -> bool:
    return isinstance(node, VariableNode) and node.filter_expression.token == "block.super"  # noqa: S105 - of the template
