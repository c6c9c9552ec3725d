"""Circles of money, searched a second time.

It follows docs/methods.md, not the Rust code: plain walks over sorted lists, without components,
so that nothing clever can be wrong in the same way twice.
"""

from collections.abc import Iterator
from decimal import Decimal

Row = dict[str, object]


class Circles:
    """The search over the edges of one method."""

    def __init__(self, edges: list[Row], days: int, share: Decimal, longest: int) -> None:
        self.edges, self.days, self.share, self.longest = edges, days, share, longest
        self.used: set[int] = set()
        order = sorted(range(len(edges)), key=self.label)
        self.order = [e for e in order if edges[e]["from_node"] != edges[e]["to_node"]]
        self.out: dict[object, dict[object, list[int]]] = {}
        for e in self.order:
            ends = self.out.setdefault(edges[e]["from_node"], {})
            ends.setdefault(edges[e]["to_node"], []).append(e)

    def label(self, e: int) -> tuple:
        """The order of edges: ties first, then by day, ends and key."""
        row = self.edges[e]
        on = row["on_day"]
        return (
            on is not None,
            on.isoformat() if on else "",
            row["from_node"],
            row["to_node"],
            row["key"] or "",
            row["amount"] or Decimal(0),
        )

    def found(self) -> Iterator[list[list[int]]]:
        """Each movement is part of one circle at most; single starts go before those together."""
        for start in [e for e in self.order if self.edges[e]["starts"]]:
            if start in self.used:
                continue
            for first in filter(None, ([start], self.together(start))):
                circle = self.begun_with(first)
                if circle:
                    self.used |= {e for s in circle for e in s if self.moves(e)}
                    yield circle
                    break

    def moves(self, e: int) -> bool:
        return self.edges[e]["on_day"] is not None

    def days_after(self, first: int, e: int) -> int:
        return (self.edges[e]["on_day"] - self.edges[first]["on_day"]).days

    def together(self, start: int) -> list[int]:
        row = self.edges[start]
        if not self.moves(start):
            return []
        every = [
            e
            for e in self.out[row["from_node"]][row["to_node"]]
            if self.moves(e)
            and self.edges[e]["starts"]
            and e not in self.used
            and 0 <= self.days_after(start, e) <= self.days
        ]
        return every if len(every) > 1 else []

    def begun_with(self, first: list[int]) -> list[list[int]]:
        if not self.moves(first[0]):
            return []
        amount = sum(self.edges[e]["amount"] for e in first if self.moves(e))
        if amount <= 0:
            return []
        for longest in range(2, self.longest + 1):
            circle = self.onward([first], amount, amount, self.edges[first[0]]["on_day"], longest)
            if circle:
                return circle
        return []

    def onward(self, steps, begun, amount, on, longest) -> list[list[int]]:
        """The first way home from the end of these steps, receivers in the order of their names."""
        if len(steps) == longest:
            return []
        home = self.edges[steps[0][0]]["from_node"]
        at = self.edges[steps[-1][0]]["to_node"]
        passed = {home} | {self.edges[s[0]]["to_node"] for s in steps}
        for to, group in sorted(self.out.get(at, {}).items()):
            if to != home and (to in passed or len(steps) + 1 == longest):
                continue
            for step, moved, day in self.ways(group, steps[0][0], begun, amount, on):
                if to == home:
                    return [*steps, step]
                circle = self.onward([*steps, step], begun, moved, day, longest)
                if circle:
                    return circle
        return []

    def ways(self, group, first, begun, amount, on) -> Iterator[tuple]:
        """The first single movement that fits, else all together; then a tie."""
        fits = [
            e
            for e in group
            if self.moves(e)
            and e not in self.used
            and self.edges[e]["on_day"] >= on
            and self.days_after(first, e) <= self.days
        ]
        def enough(moved):
            return self.share * begun <= moved <= amount
        single = next((e for e in fits if enough(self.edges[e]["amount"])), None)
        total = sum(self.edges[e]["amount"] for e in fits)
        if single is not None:
            yield [single], self.edges[single]["amount"], self.edges[single]["on_day"]
        elif len(fits) > 1 and enough(total):
            yield fits, total, max(on, *(self.edges[e]["on_day"] for e in fits))
        tie = next((e for e in group if not self.moves(e)), None)
        if tie is not None:
            yield [tie], amount, on


def lead_rows(edges: list[Row], parameters: dict[str, str]) -> list[Row]:
    """The evidence rows of the circles: what came back stands on the last movements."""
    search = Circles(
        edges,
        int(parameters["days"]),
        Decimal(parameters["share"]),
        int(parameters["longest"]),
    )
    rows = []
    for circle in search.found():
        moving = [s for s in circle if any(search.moves(e) for e in s)]
        start = min(moving[0], key=lambda e: (edges[e]["on_day"], edges[e]["key"]))
        ended = moving[-1] if len(moving) > 1 else moving[0][:1]
        days = max(search.days_after(moving[0][0], e) for e in ended)
        for step in moving:
            for e in step:
                rows.append(
                    {
                        "lead_key": edges[start]["key"],
                        "subject": edges[start]["subject"],
                        "table": edges[e]["table"],
                        "key": edges[e]["key"],
                        "amount": edges[e]["amount"] if step is moving[-1] else Decimal(0),
                        "days": days,
                        "way": " → ".join(
                            [edges[start]["from_node"]] + [edges[s[0]]["to_node"] for s in circle]
                        ),
                        "steps": ", ".join(edges[s[0]]["edge"] for s in circle),
                        "began_on": min(edges[x]["on_day"] for x in moving[0]),
                        "ended_on": max(edges[x]["on_day"] for x in moving[-1]),
                        "first_amount": sum(edges[x]["amount"] for x in moving[0]),
                    }
                )
    return rows
