"""A plan of the conference and its lines as a tree."""

from collections import defaultdict
from dataclasses import dataclass, field

from common.queries import attach_evidence
from meetings.models import Plan, PlanItem


@dataclass(frozen=True, slots=True)
class PlanNode:
    """A line of a plan with the lines under it."""

    item: PlanItem
    children: list["PlanNode"] = field(default_factory=list)

    @property
    def groups(self) -> list[tuple[str, list["PlanNode"]]]:
        return groups_of(self.children)


@dataclass(frozen=True, slots=True)
class PlanDossier:
    """A plan and its lines as a tree."""

    plan: Plan
    roots: list[PlanNode]

    @property
    def groups(self) -> list[tuple[str, list[PlanNode]]]:
        return groups_of(self.roots)


def groups_of(nodes: list[PlanNode]) -> list[tuple[str, list[PlanNode]]]:
    """Lines of one kind together, in the order in which the kinds first occur."""
    groups: dict[str, list[PlanNode]] = defaultdict(list)
    for node in nodes:
        groups[node.item.kind].append(node)
    return list(groups.items())


def plan_dossier(key: str) -> PlanDossier:
    """The plan ``key``. Raises ``Plan.DoesNotExist``. Three queries."""
    plan = Plan.objects.get(key=key)
    nodes = {item.pk: PlanNode(item) for item in plan.items.all()}
    attach_evidence([plan])
    for node in nodes.values():
        if node.item.parent_id in nodes:
            nodes[node.item.parent_id].children.append(node)
    return PlanDossier(plan, [node for node in nodes.values() if node.item.parent_id not in nodes])
