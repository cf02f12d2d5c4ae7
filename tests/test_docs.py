"""The documents tell of everything there is, and of nothing else; no text is missing a language."""

from __future__ import annotations

import ast
import inspect
import re
import string
import subprocess
from dataclasses import fields
from pathlib import Path

import click
import pytest
from conftest import ROOT

import eval.errors
import eval.texts
import index.errors
import ingest.errors
from assistant import texts, web_texts
from assistant.cli import build
from assistant.settings import SETTING_NAMES, Settings
from eval import train_adapter, train_joint
from index import weights

PACKAGES = ("ingest", "index", "assistant", "eval")
DOCUMENTS = sorted(
    [
        ROOT / "README.md",
        ROOT / "CHANGELOG.md",
        ROOT / "examples" / "README.md",
        *(ROOT / "docs").rglob("*.md"),
    ]
)
README = (ROOT / "README.md").read_text(encoding="utf-8")
SETTINGS = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
VARIABLE = re.compile(r"\bREFERATSVAR_[A-Z_]+[A-Z]\b")


def sources():
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def calls(path, *names):
    """Each call of a function by one of these names: the node."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node


def places(template):
    return {field for _, field, _, _ in string.Formatter().parse(template) if field is not None}


# What there is to document


def test_every_command_is_in_the_readme_with_an_example():
    group = build()
    for name in group.list_commands(click.Context(group)):
        assert f"| `{name}` |" in README
        assert re.search(rf"`referatsvar {name}\b[^`]*`", README), name


def test_every_setting_is_documented_and_every_documented_one_exists():
    used = {
        name for path in sources() for name in VARIABLE.findall(path.read_text(encoding="utf-8"))
    }
    rows = set(re.findall(r"^\| `(REFERATSVAR_\w+)` \|", SETTINGS, re.MULTILINE))
    assert set(SETTING_NAMES) <= rows
    assert used == rows


def test_the_documented_defaults_are_those_of_the_program():
    rows = dict(re.findall(r"^\| `(REFERATSVAR_\w+)` \| `([\w.]+)`", SETTINGS, re.MULTILINE))
    for setting in fields(Settings):
        if setting.default is not None:
            assert type(setting.default)(rows[setting.metadata["name"]]) == setting.default


def test_every_make_target_is_in_the_readme_and_the_other_way_round():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z-]+):.*## \S", makefile, re.MULTILINE))
    assert set(re.findall(r"`make ([a-z-]+)`", README)) == targets
    phony = set(re.findall(r"^\.PHONY: (\S+)$", makefile, re.MULTILINE))
    assert targets == phony


def test_the_readme_opens_with_the_two_commands_that_set_everything_up():
    first = [line.split("#")[0].strip() for line in README.splitlines()[1:] if line.strip()][:2]
    assert first == ["make run", "make test"]


@pytest.mark.parametrize("package", PACKAGES)
def test_the_architecture_names_every_file_of_a_package(package):
    section = re.search(rf"\*\*{package}\*\*.*?(?=\n\*\*|\nBeside)", ARCHITECTURE, re.DOTALL)[0]
    named = {name for row in re.findall(r"^\| (.*?) \|", section, re.MULTILINE)
             for name in re.findall(r"`([\w.]+)`", row)}  # fmt: skip
    files = {
        path.name
        for path in (ROOT / package).iterdir()
        if path.is_file() and path.name not in ("__init__.py", "py.typed")
    }
    assert named == files


def test_decisions_are_numbered_through_and_have_four_parts():
    pages = sorted((ROOT / "docs" / "decisions").iterdir())
    for number, page in enumerate(pages, start=1):
        text = page.read_text(encoding="utf-8")
        assert text.startswith(f"# {number:04}: "), page.name
        for part in ("Context", "Decision", "Why", "Consequences"):
            assert f"**{part}.**" in text, page.name


# What the documents say


@pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: page.name)
def test_links_lead_to_files_that_exist(page):
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if not target.startswith(("http:", "https:", "#")):
            assert (page.parent / target.partition("#")[0]).exists(), target


@pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: page.name)
def test_options_named_in_the_documents_exist(page):
    group = build()
    context = click.Context(group)
    known = {"--help", "--version"}
    for command in [group, *(group.get_command(context, n) for n in group.list_commands(context))]:
        known.update(option for parameter in command.params for option in parameter.opts)
    for trained in (train_adapter.main, train_joint.main):  # named in docs/quality.md
        known.update(option for parameter in trained.params for option in parameter.opts)
    text = re.sub(r"`?(?:pip|pytest|git) [^`\n]*", "", page.read_text(encoding="utf-8"))
    assert set(re.findall(r"(?<![\w-])--[a-z]+(?:-[a-z]+)*", text)) <= known


def text_files():
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("this is no git checkout")
    for name in filter(None, listed.stdout.decode().split("\0")):
        path = ROOT / name
        if path.is_file() and path != Path(__file__):
            content = path.read_bytes()
            if b"\0" not in content:
                yield name, content.decode("utf-8")


def test_no_file_names_the_host_of_a_package_registry_or_model_hub():
    hosts = re.compile(
        r"pypi\.org|pythonhosted|pytorch\.org/whl|download\.pytorch|huggingface\.co|registry\.npm"
        r"|crates\.io|proxy\.golang|extra-index-url|--index-url",
        re.IGNORECASE,
    )
    assert [name for name, text in text_files() if hosts.search(text)] == []


def test_no_file_names_a_path_of_the_machine_it_was_written_on():
    absolute = re.compile(r"(?<![\w.~>-])/(?:home|root|Users|work|workspace|mnt|tmp)/\w")
    assert [name for name, text in text_files() if absolute.search(text)] == []


# The texts that people read


@pytest.mark.parametrize("table", [texts.TEXTS, web_texts.TEXTS, eval.texts.TEXTS])
def test_both_languages_of_a_text_have_the_same_places(table):
    for code, (danish, english) in table.items():
        assert danish.strip()
        assert english.strip()
        assert places(danish) == places(english), code


@pytest.mark.parametrize(
    ("table", "function", "files"),
    [
        (texts.TEXTS, "say", "assistant/cli*.py"),
        (web_texts.TEXTS, "text", "assistant/web*.py"),
        (eval.texts.TEXTS, "text", "eval/*.py"),
    ],
)
def test_a_text_that_is_asked_for_exists_and_its_places_are_filled(table, function, files):
    asked = [call for path in ROOT.glob(files) for call in calls(path, function)]
    assert asked
    for call in asked:
        code = call.args[0]
        if not isinstance(code, ast.Constant):
            continue  # made from a value: the tests below have those
        assert code.value in table
        given = {keyword.arg for keyword in call.keywords}
        if None not in given:
            assert places(table[code.value][0]) <= given, code.value


def test_every_problem_of_a_file_has_a_text_with_a_remedy():
    codes = {kind.code for kind in every_kind_of(ingest.errors.FileProblem)}
    told = {code.removeprefix("problem_") for code in texts.TEXTS if code.startswith("problem_")}
    assert told == codes | {"one"}


def test_every_problem_of_the_index_has_a_text_that_its_details_fill():
    for kind in every_kind_of(index.errors.IndexProblem):
        details = set(inspect.signature(kind.__init__).parameters) - {"self"}
        for template in (*texts.TEXTS[kind.code], kind.english):
            assert places(template) <= details, kind.code


def test_every_stage_of_unpacking_the_model_has_a_text():
    stages = {weights.CHECKING, weights.TOKENIZER, weights.WEIGHTS, weights.SAVING}
    told = {code.removeprefix("stage_") for code in texts.TEXTS if code.startswith("stage_")}
    assert told == stages


def test_every_reason_for_no_answer_has_a_text():
    from assistant.answer import NO_DOCUMENTS, NO_GROUND, NO_QUESTION

    assert {NO_DOCUMENTS, NO_GROUND, NO_QUESTION} <= texts.TEXTS.keys()


def test_no_text_of_the_command_line_is_left_unused():
    written = "\n".join(path.read_text(encoding="utf-8") for path in sources())
    of_index = {kind.code for kind in every_kind_of(index.errors.IndexProblem)}
    made = ("problem_", "stage_", "part_", "finding_", "lacks_")
    for code in texts.TEXTS.keys() - of_index:
        uses = len(re.findall(rf"""["']{re.escape(code)}["']""", written))
        assert uses > 1 or code.startswith(made), code


def every_kind_of(root):
    found = [root]
    for kind in found:
        found += kind.__subclasses__()
    return found
