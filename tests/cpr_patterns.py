"""Numbers that are CPR numbers and numbers that are not, drawn from a seed: `python tests/cpr_patterns.py`
prints how many are told right."""

from __future__ import annotations

import datetime
import random
import sys
from collections.abc import Iterator

from ingest.privacy import personal_numbers, satisfies_modulus_11

SEED, COUNT = 20260112, 200

BEFORE = ("Cpr-nr. {}", "CPR: {}", "Personnummer {}", "Borgeren, {}, har søgt om hjælp.", "({})",
          "Vedr. {} - ansøgning", "Sagen om Jens Hansen {} blev udsat.", "f. {}", "{}",
          "Barnet født {} er indskrevet.", "• {} Anna Olsen", "Navn\t{}\tYdelse", "Anna/{}/1. klasse",
          "cpr:{};ydelse", "CPR{}", "Borger ({}), f. 1990", "{}: 5.000 kr.")  # fmt: skip

BETWEEN = ("-", "-", "-", " ", "", " - ", "\u2013", "-\n", "\u00a0", "\u2010")


FORMS = (
    *(lambda digits, between: f"{digits[:6]}{between}{digits[6:]}",) * 8,
    lambda digits, _: f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}-{digits[6:]}",
    lambda digits, _: f"{digits[:2]} {digits[2:4]} {digits[4:6]} - {digits[6:]}",
    lambda digits, _: f"{digits[:2]}-{digits[2:4]}-{digits[4:6]}-{digits[6:]}",
    lambda digits, _: f"{' '.join(digits[:6])} - {' '.join(digits[6:])}",
)  # fmt: skip
"""How the ten digits are set; most often six, what stands between, and four."""


def true_ones(seed: int = SEED) -> Iterator[str]:
    """Sentences that each hold one CPR number, half of them with a serial that fails modulus 11."""
    rng = random.Random(seed)
    for number in range(COUNT):
        day = datetime.date(1900, 1, 1) + datetime.timedelta(rng.randrange(45_900))
        seventh = rng.choice("0123" if day.year < 2000 else "4567")
        while True:
            serial = seventh + f"{rng.randrange(1000):03}"
            digits = f"{day:%d%m%y}{serial}"
            if satisfies_modulus_11(digits) == bool(number % 2):
                break
        yield rng.choice(BEFORE).format(rng.choice(FORMS)(digits, rng.choice(BETWEEN)))


def false_ones(seed: int = SEED) -> Iterator[str]:
    """Sentences with numbers of other kinds, as minutes and their papers hold them."""
    rng = random.Random(seed)

    def drawn(length: int) -> str:
        return "".join(rng.choice("0123456789") for _ in range(length))

    def date() -> datetime.date:
        return datetime.date(2010, 1, 1) + datetime.timedelta(rng.randrange(5_000))

    def failing() -> str:
        """Ten digits that begin as a date and are none of a person: modulus 11 fails."""
        while True:
            digits = f"{date():%d%m%y}{drawn(4)}"
            if not satisfies_modulus_11(digits):
                return digits

    def no_date() -> str:
        return f"{rng.randrange(32, 100)}{rng.randrange(13, 100)}{drawn(2)}-{drawn(4)}"

    kinds = (
        lambda: f"Sagsnr. {rng.randrange(10, 25)}/{drawn(4)}",
        lambda: f"Sagsnr. {rng.randrange(10, 25)}-{drawn(6)}",
        lambda: f"Sag 20{rng.randrange(10, 25)}-{drawn(5)}",
        lambda: f"Sagsnr. {failing()}",
        lambda: f"Dokumentnr.: {failing()}",
        lambda: f"Tlf. {drawn(2)} {drawn(2)} {drawn(2)} {drawn(2)}",
        lambda: f"Telefon {drawn(4)} {drawn(4)}",
        lambda: f"+45 {drawn(8)}",
        lambda: f"EAN 5790{drawn(9)}",
        lambda: f"EAN-nr. 57 90 {drawn(2)} {drawn(2)} {drawn(2)} {drawn(3)}",
        lambda: f"CVR-nr. {drawn(8)}",
        lambda: f"Kontonr. {drawn(4)} {failing()}",
        lambda: f"Bankkonto: {failing()}",
        lambda: f"P-nr. 10{rng.randrange(1, 13):02}{drawn(6)}",
        lambda: f"IBAN DK{drawn(2)} {drawn(4)} {drawn(4)} {drawn(4)} {drawn(2)}",
        lambda: f"Mødet den {date():%d.%m.%Y} kl. {rng.randrange(8, 20)}00",
        lambda: f"Perioden {date():%d.%m.%Y}-{date():%d.%m.%Y}",
        lambda: f"{date():%d.%m.%y} {rng.randrange(8, 20):02}00",
        lambda: f"Matr.nr. {rng.randrange(1, 99)} {rng.choice('abc')}, {drawn(6)} m2",
        lambda: f"Budget {rng.randrange(100, 999)}.{drawn(3)} og {rng.randrange(10, 99)}.{drawn(3)}",
        lambda: f"Nummer {no_date()}",
        lambda: f"Faktura {failing()}",
        lambda: f"Kl. {rng.randrange(8, 20)}.{drawn(2)}, uge {rng.randrange(1, 53)}",
        lambda: f"Løbenr. {drawn(12)}",
        lambda: f"Ordre {drawn(10)}",
        lambda: f"Gælder {date():%d.%m.%y} - {date():%Y}",
        lambda: f"{date():%d%m%y}\n{rng.randrange(10, 99)}00\n{date():%d%m%y}",
        lambda: " ".join(rng.choice("0123456789") for _ in range(12)),
        lambda: f"Sagsnr. {rng.randrange(10, 25)}.{drawn(2)}.{drawn(2)}-P{drawn(2)}-{drawn(4)}-{rng.randrange(10, 25)}",
        lambda: f"Giro 01-{drawn(8)}-{drawn(8)}",
    )  # fmt: skip
    for number in range(COUNT):
        yield kinds[number % len(kinds)]()


def told_right(seed: int = SEED) -> tuple[list[str], list[str]]:
    """The true ones that are not found, and the false ones that are."""
    missed = [text for text in true_ones(seed) if len(list(personal_numbers(text))) != 1]
    invented = [text for text in false_ones(seed) if list(personal_numbers(text))]
    return missed, invented


if __name__ == "__main__":
    missed, invented = told_right()
    found = COUNT - len(missed)
    report = f"recall {found / COUNT:.3f}, precision {found / (found + len(invented)):.3f}"
    sys.stdout.write("\n".join((report, *missed, *invented, "")))
