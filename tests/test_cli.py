"""The command `referatsvar`, run as people run it: in a process of its own."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pypdf
import pytest
from commands import command
from conftest import EXAMPLES
from filelock import FileLock
from reportlab.pdfgen.canvas import Canvas

from assistant.cli import COMMANDS, take_language
from assistant.cli_danish import COUNTED, FILE, WORDS, catalogue
from assistant.settings import BadSetting, Settings
from assistant.texts import TEXTS

SCHEMAS = Path(__file__).parent / "schemas"
NAMES = [*COMMANDS, "eval"]
HEAVY = {"torch", "gradio", "sentence_transformers", "transformers", "faiss"} | {
    "langchain_text_splitters",
    "langchain_core",
}
PROBLEMS = {
    "afkortet.pdf": "broken",
    "brev.pdf": "not_pdf",
    "låst.pdf": "locked",
    "tomme sider.pdf": "no_text",
    "tom.pdf": "empty",
}
LOADING = TEXTS["loading_model"][0]


def environment(**settings):
    """That of a user who has set nothing but these; the model's cache stays where it is."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("REFERATSVAR_", "LC_", "LANG")) or name == "REFERATSVAR_CACHE"
    }
    return {**kept, "LANG": "C.UTF-8", "PYTHONUTF8": "1", **settings}


def cold(*arguments, options=()):
    return [sys.executable, *options, "-m", "assistant.cli", *map(str, arguments)]


def run(*arguments, options=(), **settings):
    if not options:
        return command(*arguments, lang=None, environment=environment(**settings))
    return subprocess.run(
        cold(*arguments, options=options),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env=environment(**settings),
    )


def read_json(done, schema):
    assert done.returncode == 0, done.stderr
    value = json.loads(done.stdout)
    jsonschema.validate(value, json.loads((SCHEMAS / schema).read_text(encoding="utf-8")))
    return value


def typeset(path, *, pages=1, subject="vindmøllen på havnen"):
    """A PDF of some pages, with lines that stand nowhere else."""
    canvas = Canvas(str(path))
    for page in range(1, pages + 1):
        text = canvas.beginText(72, 760)
        text.setFont("Helvetica", 11)
        for line in range(1, 41 if pages > 1 else 4):
            text.textLine(f"Udvalget drøftede {subject} under punkt {page}.{line} den dag.")
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()


@pytest.fixture(scope="module")
def difficult(tmp_path_factory):
    """A folder with one good file and one of each that cannot be read."""
    folder = tmp_path_factory.mktemp("svære filer")
    (folder / "under mappe").mkdir()
    good = folder / "under mappe" / "godt.PDF"
    typeset(good)
    (folder / "tom.pdf").touch()
    (folder / "brev.pdf").write_text("Kære udvalg", encoding="utf-8")
    (folder / "afkortet.pdf").write_bytes(b"%PDF-1.7\n1 0 obj <<")
    canvas = Canvas(str(folder / "tomme sider.pdf"))
    canvas.showPage()
    canvas.save()
    locked = pypdf.PdfWriter(clone_from=good)
    locked.encrypt("hemmelig", algorithm="RC4-128")
    locked.write(folder / "låst.pdf")
    (folder / "regneark.xlsx").write_bytes(b"no PDF, and not asked for")
    return folder


@pytest.fixture(scope="module")
def read(difficult, tmp_path_factory):
    """The index of `difficult`, and how reading it in went."""
    folder = tmp_path_factory.mktemp("læst") / "indeks"
    return folder, run("ingest", difficult, "--index", folder)


@pytest.fixture(scope="module", params=["da", "en"])
def helps(request):
    """Language, and the help of each command in it."""
    code = (
        "import sys; from assistant import cli\n"
        "for name in sys.argv[2:]:\n"
        "    sys.argv[:] = ['referatsvar', '--lang', LANGUAGE, *name.split(), '--help']\n"
        "    try: cli.main()\n"
        "    except SystemExit as end: assert end.code == 0\n"
        "    print(chr(12), end='')\n"
    ).replace("LANGUAGE", repr(request.param))
    names = ["", *NAMES]
    done = subprocess.run(
        [sys.executable, "-c", code, "", *names],
        capture_output=True,
        text=True,
        check=True,
        env=environment(),
    )
    return request.param, dict(zip(names, done.stdout.split("\f"), strict=False))


# Help and language


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_help_with_an_example(helps, name):
    language, texts = helps
    word = "Eksemp(?:el|ler):" if language == "da" else "Examples?:"
    assert re.search(rf"{word}\n +referatsvar {name}\b", texts[name])


def test_the_program_lists_every_command(helps):
    _, texts = helps
    listed = re.findall(r"^  (\w+)  ", texts[""], re.MULTILINE)
    assert [name for name in listed if name in NAMES] == NAMES


def test_danish_help_has_no_english_words_of_the_library(helps):
    language, texts = helps
    english = r"Usage|Options?:|OPTIONS|Commands|Show |required|default:|env var|DIRECTORY|INTEGER"
    for name, text in texts.items():
        assert bool(re.search(english, text)) == (language == "en"), name


def test_danish_errors_have_no_english_words():
    for arguments in (
        ["ask"], ["aks"], ["ask", "x"], ["ask", "x", "y", "--index", "i"], ["search", "x", "--indx"],
        ["search", "x", "--index", "i", "-k", "0"], ["search", "x", "--index", "i", "-k", "mange"],
        ["search", "x", "--index", "i", "--kind", "avis"], ["--lang", "xx", "status"],
        ["search", "x", "--index", "i", "--from", "i går"], ["search", "x", "--index"],
    ):  # fmt: skip
        done = run(*arguments)
        assert done.returncode == 2
        assert "Fejl: " in done.stderr
        assert not re.search(r"\b(Error|Usage|Try|Missing|Invalid|No such|not)\b", done.stderr)


def test_the_catalogue_of_danish_words_is_compiled_and_fits():
    assert FILE.read_bytes() == catalogue(), "run python -m assistant.cli_danish"
    pairs = [*WORDS.items()]
    for english, danish in COUNTED.items():
        pairs += zip(english, danish, strict=True)
    for english, danish in pairs:
        places = set(re.findall(r"\{\w+", danish))
        assert places <= set(re.findall(r"\{\w+", english)), danish


@pytest.mark.parametrize(
    ("settings", "word"),
    [
        ({"LANG": "da_DK.UTF-8"}, "Brug:"),
        ({"LANG": "C"}, "Brug:"),
        ({"LANG": "en_GB.UTF-8"}, "Usage:"),
        ({"LANG": "de_DE.UTF-8", "REFERATSVAR_LANG": "da"}, "Brug:"),
    ],
)
def test_the_language_follows_the_locale_unless_it_is_set(settings, word):
    assert run("ask", "--help", **settings).stdout.startswith(word)


def test_the_language_may_stand_anywhere_but_after_two_dashes(monkeypatch):
    monkeypatch.setattr("assistant.texts._chosen", None)
    assert take_language(["ask", "x", "--lang", "en"]) == ["ask", "x"]
    assert take_language(["--lang=da", "ask", "x"]) == ["ask", "x"]
    assert take_language(["ask", "--", "--lang", "en"]) == ["ask", "--", "--lang", "en"]
    assert take_language(["--lang", "xx", "ask"]) == ["--lang", "xx", "ask"]


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["ingest", "--help"], ["remove", "--help"], ["doctor"], ["status"]],
    ids=" ".join,
)
def test_nothing_heavy_is_loaded_where_no_model_is_needed(example_index, arguments):
    index = {"REFERATSVAR_INDEX": str(example_index)}
    done = run(*arguments, options=["-X", "importtime"], **index)
    assert done.returncode == 0
    lines = [line for line in done.stderr.splitlines() if line.startswith("import time:")]
    loaded = {line.rpartition("|")[2].strip() for line in lines}
    assert "click" in loaded
    assert not loaded & HEAVY


# Reading in


def test_a_file_that_cannot_be_read_is_named_with_reason_and_remedy(read):
    _, done = read
    assert done.returncode == 3
    for name, problem in PROBLEMS.items():
        reason = TEXTS[f"problem_{problem}"][0]
        assert f"{name}: {reason}" in done.stderr
        assert len(reason.split(". ")) == 2, "what is wrong, and what to do"
    assert "godt" not in done.stderr.split("kunne ikke læses")[1]
    assert "Traceback" not in done.stderr


def test_status_tells_what_is_in_and_what_is_not(read):
    folder, _ = read
    found = read_json(run("status", "--index", folder, "--json"), "status.json")
    assert [entry["document"] for entry in found["list"]] == ["under mappe/godt.PDF"]
    assert {entry["document"]: entry["problem"] for entry in found["problems"]} == PROBLEMS
    shown = run("status", "--index", folder).stdout
    assert "godt.PDF" in shown
    assert all(name in shown for name in PROBLEMS)


def test_a_damaged_index_is_told_with_its_remedy(read, tmp_path):
    folder = tmp_path / "indeks"
    shutil.copytree(read[0], folder)
    with (folder / "catalog.sqlite").open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        for page in range(4096 * 4, size, 4096):  # what stands first still names the tables
            file.seek(page)
            file.write(b"\xff" * 200)
    for command_name in ("status", "doctor"):
        done = run(command_name, "--index", folder)
        assert done.returncode == 1
        said = done.stdout + done.stderr
        assert f"Databasen {folder / 'catalog.sqlite'} er beskadiget" in said
        assert "--rebuild" in said


def test_a_problem_of_the_database_names_the_folder_of_the_index(read, tmp_path):
    folder = tmp_path / "indeks"
    shutil.copytree(read[0], folder)
    with contextlib.closing(sqlite3.connect(folder / "catalog.sqlite")) as connection:
        connection.execute("ALTER TABLE files RENAME TO gone")
    done = run("status", "--index", folder)
    assert done.returncode == 1
    assert f"Fejl: {folder} kan ikke læses eller skrives" in done.stderr


def test_reading_unchanged_files_again_loads_no_model(read, difficult):
    folder, _ = read
    done = run("ingest", difficult / "under mappe", "--index", folder, options=["-X", "importtime"])
    # The file has another name from here, but its bytes are known.
    assert done.returncode == 0
    assert "Uændrede filer: 1" in done.stderr
    assert LOADING not in done.stderr
    assert "| torch\n" not in done.stderr


def test_unreadable_files_alone_give_exit_code_1(read, difficult):
    folder, _ = read
    done = run("ingest", difficult / "tom.pdf", difficult / "brev.pdf", "--index", folder)
    assert done.returncode == 1
    assert "2 filer kunne ikke læses:" in done.stderr
    assert LOADING not in done.stderr


def test_a_path_that_does_not_exist_is_told_and_makes_no_index(tmp_path):
    done = run("ingest", tmp_path / "findes ikke", "--index", tmp_path / "i")
    assert done.returncode == 1
    assert TEXTS["no_such_path"][0].format(path=tmp_path / "findes ikke") in done.stderr
    assert not (tmp_path / "i").exists()


def test_a_folder_without_pdf_files_is_told_and_makes_no_index(tmp_path):
    (tmp_path / "tom").mkdir()
    done = run("ingest", tmp_path / "tom", "--index", tmp_path / "i", "--lang", "en")
    assert done.returncode == 1
    assert TEXTS["no_files"][1].format(paths=tmp_path / "tom") in done.stderr
    assert not (tmp_path / "i").exists()


def test_two_cannot_write_at_once(read, difficult):
    folder, _ = read
    with FileLock(folder / "writer.lock"):
        done = run("ingest", difficult, "--index", folder)
    assert done.returncode == 1
    assert "En anden proces skriver i indekset" in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="Windows has no process groups")
def test_ctrl_c_keeps_what_is_done_and_the_next_run_completes(tmp_path):
    count, folder = 6, tmp_path / "indeks"
    (tmp_path / "filer").mkdir()
    for number in range(count):
        typeset(tmp_path / "filer" / f"{number}.pdf", pages=2, subject=f"cykelsti {number}")
    arguments = ("ingest", tmp_path / "filer", "--index", folder)
    process = subprocess.Popen(
        cold(*arguments),
        stderr=subprocess.PIPE,
        text=True,
        env=environment(REFERATSVAR_WORKERS="2"),
        start_new_session=True,
    )
    try:
        wait_for(lambda: documents_in(folder) >= 1, seconds=120)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the workers too
        _, said = process.communicate(timeout=60)
    finally:
        process.kill()
    kept = documents_in(folder)
    assert process.returncode == 130
    assert 1 <= kept < count
    assert f"Afbrudt. Færdige filer: {kept}." in said
    assert "Traceback" not in said
    wait_for(lambda: not group_lives(process.pid), seconds=5)

    done = run(*arguments)
    assert done.returncode == 0, done.stderr
    assert f"Nye eller ændrede filer: {count - kept} " in done.stderr
    assert f"Uændrede filer: {kept}." in done.stderr
    assert documents_in(folder) == count


def wait_for(condition, seconds):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)


def documents_in(folder):
    try:
        connection = sqlite3.connect(f"file:{folder / 'catalog.sqlite'}?mode=ro", uri=True)
        try:
            return connection.execute("SELECT COUNT(*) FROM documents").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.OperationalError:  # there is no index yet
        return 0


def group_lives(group):
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


# Asking


def test_search_gives_the_documented_json_and_filters_within_the_search(example_index):
    done = run(
        "search", "skolebus", "--index", example_index, "-k", 5, "--json",
        "--kind", "minutes", "--from", "2024-01-01", "--to", "2024-12-31",
    )  # fmt: skip
    hits = read_json(done, "search.json")["hits"]
    assert [hit["rank"] for hit in hits] == [1, 2, 3, 4, 5]
    assert {hit["kind"] for hit in hits} == {"minutes"}
    assert {hit["date"][:4] for hit in hits} == {"2024"}
    assert {hit["document"] for hit in hits} <= {path.name for path in EXAMPLES.iterdir()}
    assert any(hit["item"] for hit in hits)


def test_ask_gives_the_documented_json(example_index):
    question = "Hvem stemte imod eftermiddagsbussen?"
    answer = read_json(run("ask", question, "--index", example_index, "--json"), "ask.json")
    assert answer["question"] == question
    assert answer["answered"]
    citation = answer["statements"][0]["citations"][0]
    assert citation["document"] == "2024-09-03 Børne- og Ungdomsudvalget referat.pdf"
    for left, bottom, right, top in citation["boxes"]:
        assert 0 <= left < right <= 596
        assert 0 <= bottom < top <= 842


def test_ask_abstains_without_ground_and_that_is_no_error(example_index):
    question = "Hvem vandt verdensmesterskabet i skak?"
    answer = read_json(run("ask", question, "--index", example_index, "--json"), "ask.json")
    assert not answer["answered"]
    assert answer["reason"] == "no_ground"
    assert answer["nearest"]


def test_ask_shows_people_quotes_with_their_source(example_index):
    done = run("ask", "Hvem stemte imod eftermiddagsbussen?", "--index", example_index)
    assert done.returncode == 0
    quote = r"^».*\b[Ii]mod stemte .*«\n"
    place = r"   Børne- og Ungdomsudvalget, 3\. september 2024, punkt 2 .*, Beslutning, side 3\n"
    source = r"   2024-09-03 .*\.pdf, side 3$"
    assert re.search(quote + place + source, done.stdout, re.MULTILINE)


@pytest.mark.parametrize("question", ["", "  ", "?!"])
def test_a_question_without_words_is_asked_for_again(example_index, question):
    done = run("ask", question, "--index", example_index, "--json")
    assert read_json(done, "ask.json")["reason"] == "no_question"
    assert TEXTS["no_question"][0] in run("ask", question, "--index", example_index).stdout


def test_there_is_no_answer_without_an_index(tmp_path):
    for name in ("ask", "search", "status", "serve", "remove"):
        argument = ["x"] if name in ("ask", "search", "remove") else []
        done = run(name, *argument, "--index", tmp_path / "intet")
        assert done.returncode == 1
        assert f"Der er intet indeks i {tmp_path / 'intet'}. Lav et først: " in done.stderr


def test_what_is_removed_is_no_longer_found(example_index, tmp_path):
    folder, name = tmp_path / "indeks", "Frivillighedspolitik 2024-2028.pdf"
    shutil.copytree(example_index, folder)
    assert run("remove", name, "--index", folder).returncode == 0
    done = run("search", "frivillighedspolitik", "--index", folder, "-k", 1000, "--json")
    found = {hit["document"] for hit in read_json(done, "search.json")["hits"]}
    assert found
    assert name not in found
    again = run("remove", name, "--index", folder)
    assert again.returncode == 1
    assert TEXTS["no_such_document"][0].format(name=name) in again.stderr


# The rest


def test_the_model_command_tells_where_the_model_is(embedder):
    done = run("model")
    assert done.returncode == 0
    assert done.stdout == TEXTS["model_at"][0].format(folder=embedder.tokenizer_file.parent) + "\n"


def test_the_doctor_finds_a_missing_index(tmp_path):
    done = run("doctor", "--index", tmp_path / "intet")
    assert done.returncode == 1
    assert "[FEJL] Der er intet indeks" in done.stdout
    assert "[i orden] Python" in done.stdout


def test_a_setting_that_cannot_be_used_is_named_with_what_it_takes():
    done = run("doctor", REFERATSVAR_THREADS="abc")
    assert done.returncode == 1
    expected = TEXTS["setting_count"][0].format(name="REFERATSVAR_THREADS", value="abc")
    assert done.stderr == f"Fejl: {expected}\n"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WORKERS", "-1"),
        ("THREADS", "1.5"),
        ("FILE_SECONDS", "nan"),
        ("FILE_SECONDS", "længe"),
        ("THRESHOLD", "1.01"),
        ("PRECISION", "half"),
    ],
)
def test_settings_out_of_range_are_refused(name, value):
    with pytest.raises(BadSetting) as raised:
        Settings.read({f"REFERATSVAR_{name}": value})
    assert TEXTS[raised.value.code][0].format(**raised.value.details)


@pytest.mark.parametrize("arguments", [["--help"], ["status"], ["status", "--json"]], ids=" ".join)
def test_a_reader_that_goes_away_is_no_error(example_index, arguments):
    process = subprocess.Popen(
        cold(*arguments),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(REFERATSVAR_INDEX=str(example_index)),
    )
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    process.wait(30)
    assert said == b""
