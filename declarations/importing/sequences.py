"""The best pairing of two sequences that keeps their order (dynamic programming after Needleman and Wunsch)."""

from collections.abc import Callable, Sequence

Pair = tuple[int | None, int | None]


def pair_up(left: int, right: int, scores: Callable[[int], Sequence[float]], gap: float) -> list[Pair]:
    """Places of ``left`` and ``right`` items in pairs, ``None`` where one stays alone.

    ``scores(i)`` gives the gain of pairing i with each right item; ``gap`` is the (negative) gain of one alone. Each
    place occurs once and in order, a lone left one before a lone right one. Time and memory grow with left × right.
    """
    before = [gap * place for place in range(right + 1)]
    steps: list[bytearray] = []
    for place in range(left):
        gains = scores(place)
        row = [before[0] + gap]
        step = bytearray(right)
        for other in range(right):
            best, move = before[other] + gains[other], 0
            if row[other] + gap > best:
                best, move = row[other] + gap, 2
            if before[other + 1] + gap > best:
                best, move = before[other + 1] + gap, 1
            row.append(best)
            step[other] = move
        steps.append(step)
        before = row
    return _trace(left, right, steps)


def _trace(left: int, right: int, steps: list[bytearray]) -> list[Pair]:
    pairs: list[Pair] = []
    while left and right:
        move = steps[left - 1][right - 1]
        left -= move != 2
        right -= move != 1
        pairs.append((left if move != 2 else None, right if move != 1 else None))
    pairs.extend((None, place) for place in range(right - 1, -1, -1))
    pairs.extend((place, None) for place in range(left - 1, -1, -1))
    return pairs[::-1]
