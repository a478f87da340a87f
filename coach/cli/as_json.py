"""Timelines, routines, checklists, lessons and the review as trees for JSON."""

import json
from collections.abc import Sequence
from typing import Any

from coach.domain import review
from coach.domain.body import height_of
from coach.domain.checklist import Checklist, Item
from coach.domain.hours import NightHours
from coach.domain.lesson import Lesson
from coach.domain.patterns import Patterns
from coach.domain.review import Cravings, Night
from coach.domain.timeline import Cue, Timeline
from coach.domain.tree import Step, Tree
from coach.person.evening import Evening
from coach.person.review import Review


def of_timeline(timeline: Timeline) -> dict[str, Any]:
    """Return a timeline as a tree; seconds have at most three decimals.

    Only breaths have `cycles`. A cue of several regions has the lowest as its `region`, and all of
    them as `regions`.
    """
    head = {
        "id": timeline.id,
        "title": timeline.title,
        "kind": timeline.kind,
        "total_seconds": timeline.total_ms / 1000,
    }
    cycles = {"cycles": timeline.cycles} if timeline.cycles else {}
    return head | cycles | {"cues": [_cue(cue) for cue in timeline.cues]}


def _cue(cue: Cue) -> dict[str, Any]:
    tree: dict[str, Any] = {
        "start": cue.start_ms / 1000,
        "seconds": cue.duration_ms / 1000,
        "kind": cue.kind,
        "text": cue.text,
    }
    if cue.part and cue.part.regions:
        tree["region"] = min(cue.part.regions, key=height_of)
        if len(cue.part.regions) > 1:
            tree["regions"] = list(cue.part.regions)
    return tree


def of_routine(evening: Evening) -> dict[str, Any]:
    """Return a routine with its steps."""
    steps = []
    for stop in evening.stops:
        step: dict[str, Any] = {"run": stop.step.run, "title": stop.exercise.title}
        step["seconds"] = stop.total_ms / 1000
        if stop.timeline and stop.timeline.cycles:
            step["cycles"] = stop.timeline.cycles
        if stop.step.ending:
            step["ending"] = stop.step.ending
        steps.append(step)
    return {
        "id": evening.routine.id,
        "title": evening.routine.title,
        "kind": "routines",
        "total_seconds": evening.total_ms / 1000,
        "steps": steps,
    }


def of_checklist(checklist: Checklist) -> dict[str, Any]:
    """Return a checklist with its items, in the order of the file."""
    items = [_item(item) for item in checklist.items]
    return {"id": checklist.id, "title": checklist.title, "kind": "checklists", "items": items}


def _item(item: Item) -> dict[str, Any]:
    tree: dict[str, Any] = {"id": item.id, "text": item.text, "phase": item.phase}
    if item.clock is not None:
        tree["clock"] = f"{item.clock:%H:%M}"
    if item.lead_minutes is not None:
        tree["lead_minutes"] = item.lead_minutes
    tree["on"] = item.is_on
    more = {"why": item.why, "run": item.run, "done_by": list(item.done_by)}
    return tree | {key: value for key, value in more.items() if value}


def of_lesson(lesson: Lesson) -> dict[str, Any]:
    """Return a lesson with its sources."""
    tree: dict[str, Any] = {"id": lesson.id, "title": lesson.title, "kind": "learn"}
    more = {"try": lesson.small_step, "run": lesson.run, "stage": lesson.stage}
    said = {"lines": list(lesson.lines), "sources": list(lesson.sources)}
    return tree | said | {key: value for key, value in more.items() if value}


def of_tree(tree: Tree) -> dict[str, Any]:
    """Return a tree for the night with its steps, as it is told that night."""
    return {
        "id": tree.id,
        "title": tree.title,
        "kind": "awake",
        "start": tree.start,
        "help_target": tree.help_target,
        "help_label": tree.help_label,
        "idle_fade_seconds": tree.idle_fade_ms / 1000,
        "steps": [_tree_step(step) for step in tree.steps.values()],
    }


def _tree_step(step: Step) -> dict[str, Any]:
    choices = [
        {"key": key, "label": label, "goto": goto} | ({"unless": list(unless)} if unless else {})
        for key, label, goto, unless in step.choices
    ]
    more = {
        "caution": step.caution,
        "run": step.run,
        "cycles": step.cycles,
        "note": step.note._asdict() if step.note else None,
        "choices": choices,
        "next": step.next,
        "left": step.left,
        "record": step.record,
        "by_day": step.is_by_day,
    }
    return {"id": step.id, "lines": list(step.lines)} | {k: v for k, v in more.items() if v}


def of_review(week: Review, hours: Sequence[NightHours], together: Patterns) -> dict[str, Any]:
    """Return the review as JSON: days and nights by the date of their evening, None is unknown."""
    days = [day.isoformat() for day in week.grid.days]
    return {
        "week": {"first": days[0], "last": days[-1]},
        "items": [
            {"id": row.id, "text": row.text, "answers": dict(zip(days, row.cells, strict=True))}
            for row in week.grid.rows
        ],
        "completion": review.share(week.grid.answers),
        "score": week.score,
        "nights": [_night(night) for night in week.nights],
        "fortnight": [_night(night) for night in week.fortnight],
        "hours": [_hours(night) for night in hours],
        "sleep": week.figures._asdict() if week.figures else None,
        "sessions": {
            "counts": dict(zip(days, week.practice.counts, strict=True)),
            "minutes": dict(zip(days, week.practice.minutes, strict=True)),
            "kinds": week.practice.kinds,
        },
        "cravings": _cravings(week.cravings),
        "patterns": {
            "until": together.until.isoformat() if together.until else None,
            "nights": together.nights,
            "since": together.since,
            "incomplete": together.incomplete,
            "is_too_early": together.is_too_early,
            "compared": together.compared,
            "found": [
                {"id": each.item.id, "is_better": each.is_better} for each in together.associations
            ],
        },
    }


def _cravings(cravings: Cravings | None) -> dict[str, Any] | None:
    if cravings is None:
        return None
    days = [day.isoformat() for day in cravings.days]
    return {"days": days, "mostly": cravings.mostly or None}


def _hours(night: NightHours) -> dict[str, Any]:
    fell_asleep, last_awake = night.asleep or (None, None)
    moments = {
        "lights_out": night.lights_out,
        "rise": night.rise,
        "into_bed": night.into_bed,
        "fell_asleep": fell_asleep,
        "last_awake": last_awake,
        "out_of_bed": night.out_of_bed,
    }
    tree: dict[str, Any] = {"night": night.night.isoformat()}
    tree |= {name: moment.isoformat() if moment else None for name, moment in moments.items()}
    return tree | {"sleep_minutes": night.sleep_minutes, "nap_minutes": night.nap_minutes}


def _night(night: Night) -> dict[str, Any]:
    return {"night": night.night.isoformat(), "quality": night.quality} | night.figures._asdict()


def text(value: dict[str, Any]) -> str:
    """Return `value` as JSON without raw control characters (a file name may hold some)."""
    text = json.dumps(value, ensure_ascii=False, indent=1)
    return "".join(c if c.isprintable() or c == "\n" else json.dumps(c)[1:-1] for c in text)
