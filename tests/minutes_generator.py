"""Invented minutes, made from a seed, each with the truth about what it says.

    python tests/minutes_generator.py FOLDER [SEED]

writes twenty PDF files and `truth.jsonl` for `referatsvar eval-structure`. The truth follows from
what was drawn, not from reading it back. What stands on which page is noted while it is typeset.
"""

from __future__ import annotations

import datetime
import json
import random
import sys
from pathlib import Path
from typing import Any

import minutes_wordings as words
from minutes_layouts import LAYOUTS, typeset
from minutes_sitting import Member, Point, Ruling, Sitting
from minutes_votes import drawn_vote

COUNT = 20
SEED = 20230412

CASE_STYLES = ("14/{:04}", "22-{:06}", "2022-{:05}", "2022-{:07}")
CASE_LABELS = ("Sagsnr.: {}", "Sagsnr. {}", "Sagsnummer: {}", "Sag nr. {}", "J.nr. {}",
               "Journalnr.: {}")  # fmt: skip
ASKING = ("Indstilling", "Administrationens forslag", "Administrationens indstilling",
          "Forvaltningens indstilling")  # fmt: skip
OUTCOMES = (
    *("approved",) * 4, "approved_amended", "approved_amended", "rejected", "rejected", "noted",
    "postponed", "referred", "referred", "referred", "discussed", "split", "unknown",
)  # fmt: skip


def sittings(seed: int = SEED, count: int = COUNT) -> list[Sitting]:
    """The meetings, two in each layout."""
    names = list(LAYOUTS)
    decks = {outcome: _deck(random.Random(f"{seed} {outcome}"), texts)
             for outcome, texts in words.WORDINGS.items()}  # fmt: skip
    return [
        _sitting(random.Random(f"{seed} {number}"), names[number % len(names)], number, decks)
        for number in range(count)
    ]


def truth_of(sitting: Sitting) -> dict[str, Any]:
    """The truth about a meeting that has been typeset, in the shape of `structure --json`."""
    printed = LAYOUTS[sitting.layout].printed
    people = [(member, False) for member in sitting.present]
    people += [(member, True) for member in sitting.absent]
    line: dict[str, Any] = {
        "document": sitting.document,
        "layout": sitting.layout,
        "organization": sitting.organization,
        "date": sitting.date.isoformat(),
        "place": sitting.place,
        "time": sitting.starts,
        "participants": [
            {"name": member.name, "party": member.party, "absent": gone} for member, gone in people
        ],
    }
    if "ends" in printed:
        line["ends"] = sitting.ends
    if "term" in printed:
        line["term"] = sitting.term
    if "signatures" in printed:
        line["signatures"] = [member.name for member in sitting.present]
    if "chair" in printed:
        line["chair"] = next(one.name for one in sitting.present if one.role)
    line["items"] = [_point_truth(point, "kind" in printed) for point in sitting.points]
    return line


def _point_truth(point: Point, kind_printed: bool) -> dict[str, Any]:
    truth: dict[str, Any] = {
        "number": str(point.number),
        "title": point.heading,
        "case_number": point.case_number,
        "closed": bool(point.closed),
        "page_first": min(point.pages),
        "page_last": max(point.pages),
        "sections": [{"name": name, "text": " ".join(texts)} for name, texts in point.sections],
        "decisions": [ruling.truth for ruling in point.rulings],
        "attachments": [{"name": name} for name in point.attachments],
        "absent": point.absent,
    }
    if kind_printed:
        truth["kind"] = point.kind
    return truth


def _deck(rng: random.Random, texts: tuple[str, ...]) -> list[str]:
    """Wordings in random order, dealt from so that all are used before one comes again."""
    return rng.sample(texts, len(texts))


def _dealt(decks: dict[str, list[str]], outcome: str) -> str:
    text = decks[outcome].pop(0)
    decks[outcome].append(text)
    return text


def _sitting(rng: random.Random, layout: str, number: int, decks: dict[str, list[str]]) -> Sitting:
    organization, own = words.BODIES[(number * 3 + rng.randrange(3)) % len(words.BODIES)]
    names = rng.sample(words.PEOPLE, rng.randint(6, 11))
    letters = rng.sample(list(words.PARTIES), 4)
    members = [Member(name, rng.choice(letters)) for name in names]
    members[0] = Member(members[0].name, members[0].party, "formand")
    gone = rng.choice((0, 0, 1, 1, 2))
    week = datetime.timedelta(days=number * 35 + rng.randrange(4))
    start = datetime.datetime(2023, 1, 3, 8, tzinfo=datetime.UTC) + week
    start += datetime.timedelta(minutes=15 * rng.randrange(44))
    end = start + datetime.timedelta(minutes=rng.randint(50, 200))
    sitting = Sitting(
        layout=layout,
        organization=organization,
        term="2022-2025",
        own=own,
        date=start.date(),
        starts=f"{start:%H:%M}",
        ends=f"{end:%H:%M}",
        place=rng.choice(words.PLACES),
        present=members[: len(members) - gone],
        absent=members[len(members) - gone :],
        points=[],
        case_label=rng.choice(CASE_LABELS),
        rng=rng,
        document=f"referat-{number:02}-{layout}.pdf",
    )
    sitting.points = _points(sitting, CASE_STYLES[number % len(CASE_STYLES)], decks)
    return sitting


def _points(sitting: Sitting, style: str, decks: dict[str, list[str]]) -> list[Point]:
    rng, printed = sitting.rng, LAYOUTS[sitting.layout].printed
    labels = rng.choice(words.SECTION_LABELS)
    absences = rng.choice(("inside", "label", "none", "inside"))
    points = []
    cases = rng.sample(words.CASES, rng.randint(6, 9))
    cases[0] = ("Godkendelse af dagsorden", "beslutning", ())
    for number, (title, kind, attachments) in enumerate(cases, start=1):
        case = style.format(rng.randrange(100, 9999)) if rng.random() < 0.85 else None
        point = Point(number, title, case, kind)
        point.sections = _sections(rng, labels, point.kind)
        point.attachments = _attachments(rng, attachments)
        ruling = _ruling(sitting, point, decks)
        if "earlier" in printed and rng.random() < 0.5:
            point.rulings = [*_earlier(sitting, decks), ruling]
        else:
            point.rulings = [ruling]
        _with_absence(sitting, point, ruling, absences)
        points.append(point)
    for point in points[-rng.choice((1, 2)) :] if rng.random() < 0.6 else ():
        point.closed = "Lukket: " if "closed title" in printed else "Lukket punkt"
    return points


def _sections(
    rng: random.Random, labels: tuple[str, ...], kind: str
) -> list[tuple[str, list[str]]]:
    sections = []
    for label in labels:
        if label in ASKING:
            asked = rng.sample(words.RECOMMENDATIONS, rng.choice((1, 1, 2, 3)))
            if len(asked) == 1:
                texts = [f"Forvaltningen indstiller, {asked[0].rstrip('.')}."]
            else:
                texts = ["Forvaltningen indstiller,"]
                texts += [f"{n}. {text}" for n, text in enumerate(asked, start=1)]
        else:
            texts = [
                " ".join(rng.sample(words.SENTENCES, rng.randint(2, 5)))
                for _ in range(rng.choice((1, 1, 2, 4)))
            ]
        sections.append((label, texts))
    return sections if kind != "drøftelse" else sections[:2]


def _attachments(rng: random.Random, names: tuple[str, ...]) -> list[str]:
    style = rng.choice(("plain", "numbered", "plain"))
    shown = []
    for number, name in enumerate(names, start=1):
        cut = len(name) > 28 and rng.random() < 0.6
        printed = f"{name[: rng.randint(20, 26)].rstrip()}...." if cut else name
        shown.append(f"Bilag {number} - {printed}" if style == "numbered" else printed)
    return shown


def _ruling(sitting: Sitting, point: Point, decks: dict[str, list[str]]) -> Ruling:
    """This meeting's decision, with a vote or a dissent where it may have one."""
    rng = sitting.rng
    outcome = rng.choice(OUTCOMES)
    if point.number == 1:
        outcome = "approved"
    elif point.kind == "orientering":
        outcome = rng.choice(("noted", "noted", "postponed"))
    elif point.kind == "drøftelse":
        outcome = rng.choice(("discussed", "discussed", "unknown"))
    text, to = _filled(sitting, _dealt(decks, outcome), rng)
    truth = _plain(sitting.organization, sitting.date, outcome, to)
    draw = rng.random()
    if outcome == "approved" and draw < 0.25:
        text = rng.choice(words.UNANIMOUS).format(Body=sitting.own)
        truth["unanimous"] = True
    elif outcome == "approved" and draw < 0.35:
        text = rng.choice(words.WITHOUT_VOTE)
    paragraphs = text.split("\n")
    if outcome not in ("split", "unknown", "postponed", "rejected") and rng.random() < 0.35:
        more = rng.sample(words.AND_MORE, rng.choice((1, 1, 2, 3)))
        paragraphs += [sentence.format(Body=sitting.own) for sentence in more]
    voting = outcome in ("approved", "approved_amended", "rejected", "referred")
    if voting and not truth["unanimous"] and point.number > 1 and draw > 0.45:
        votes, said = drawn_vote(rng, sitting.present, rejected=outcome == "rejected")
        truth["votes"] = votes
        if outcome == "rejected":  # what is voted on must be plain
            paragraphs = [rng.choice(words.VOTED_DOWN).format(Body=sitting.own)]
        paragraphs += said
    if point.number > 1 and rng.random() < 0.22 and outcome not in ("split", "unknown"):
        paragraphs += _dissent(sitting, truth)
    return Ruling(paragraphs, {**truth, "text": " ".join(paragraphs)})


def _earlier(sitting: Sitting, decks: dict[str, list[str]]) -> list[Ruling]:
    """One or two decisions of other meetings, in order of time."""
    rng = sitting.rng
    found = []
    for days in sorted(rng.sample(range(14, 90), rng.choice((1, 1, 2))), reverse=True):
        others = [one for one in words.BODIES if one[0] != sitting.organization]
        organization, own = rng.choice(others)
        outcome = rng.choice(("approved", "postponed", "referred", "noted"))
        text, to = _filled(sitting, _dealt(decks, outcome), rng, organization, own)
        date = sitting.date - datetime.timedelta(days=days)
        truth = _plain(organization, date, outcome, to)
        truth |= {"earlier": True, "text": " ".join(text.split("\n"))}
        found.append(Ruling(text.split("\n"), truth))
    return found


def _filled(
    sitting: Sitting, wording: str, rng: random.Random, organization: str = "", own: str = ""
) -> tuple[str, str | None]:
    own = own or sitting.own
    bodies = [name for name, _ in words.BODIES if name != (organization or sitting.organization)]
    to = rng.choice(bodies)
    text = wording.format(Body=own, body=own.lower(), to=to)
    return text, to if "{to}" in wording else None


def _plain(organization: str, date: datetime.date, outcome: str, to: str | None) -> dict[str, Any]:
    return {
        "organization": organization,
        "date": date.isoformat(),
        "outcome": outcome,
        "referred_to": to,
        "votes": {"for": [], "against": [], "abstained": [], "for_count": None,
                  "against_count": None},
        "unanimous": None,
        "dissents": [],
        "earlier": False,
    }  # fmt: skip


def _dissent(sitting: Sitting, truth: dict[str, Any]) -> list[str]:
    rng = sitting.rng
    against = truth["votes"]["against"]
    members = [one for one in sitting.present if one.shown in against or one.party in str(against)]
    member = rng.choice(members or sitting.present)
    who = rng.choice((member.shown, member.shown, words.PARTIES[member.party]))
    clause = rng.choice(words.STATEMENTS)
    template = rng.choice(words.DISSENTS)
    sentence = clause[0].upper() + clause[1:]
    truth["dissents"] = [{"who": who, "text": sentence if "{Text}" in template else clause}]
    return [template.format(who=who, Text=sentence, text=clause)]


def _with_absence(sitting: Sitting, point: Point, ruling: Ruling, how: str) -> None:
    """Who was absent from the item, said in the decision or under a label of its own."""
    gone = list(sitting.absent)
    if not gone and sitting.rng.random() < 0.15 and point.number > 1:
        voters = json.dumps(ruling.truth, ensure_ascii=False)
        gone = [one for one in sitting.present if one.name not in voters and not one.role][:1]
        how = "inside"
    if not gone or how == "none":
        return
    point.absent = [member.name for member in gone]
    names = " og ".join(member.shown for member in gone)
    if how == "inside":
        said = sitting.rng.choice(words.ABSENT_INSIDE).format(names=names)
        ruling.paragraphs.append(said)
        ruling.truth["text"] += f" {said}"
    else:
        point.absent_label = names


def main(folder: Path, seed: int = SEED) -> None:
    """Write the PDF files and their truth."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for sitting in sittings(seed):
        (folder / sitting.document).write_bytes(typeset(sitting))
        lines.append(json.dumps(truth_of(sitting), ensure_ascii=False) + "\n")
    (folder / "truth.jsonl").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:]))
