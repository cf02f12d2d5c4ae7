"""What is installed is what is declared, pinned and used; and nothing is left behind in a package."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import distributions, entry_points, packages_distributions
from pathlib import Path

import pytest
from conftest import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
EXTRAS = PROJECT["project"]["optional-dependencies"]
TOOLS = {"referatsvar", "pip", "setuptools", "wheel"}
"""The project itself, and what installs it."""

COMMANDS = {
    "import-linter": "lint-imports",
    "mypy": "mypy",
    "pytest-xdist": "python -m pytest -n ",
    "ruff": "ruff",
}
"""Dependencies that are run, not imported."""


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


def names(requirements):
    return {normal(re.match(r"[\w.-]+", line)[0]) for line in requirements}


def declared():
    everything = [*PROJECT["project"]["dependencies"], *(one for e in EXTRAS.values() for one in e)]
    return names(everything) - TOOLS


def installed():
    return {normal(one.metadata["Name"]): one.version for one in distributions()}


def test_every_installed_package_is_pinned_at_its_version():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line.split("==") for line in lines if line and not line.startswith("#")]
    pinned = {normal(name): version for name, version in pins}
    found = {
        name: version.partition("+")[0]  # the build, as in 2.13.0+cpu, is no part of a pin
        for name, version in installed().items()
        if name not in TOOLS
    }
    assert found.items() <= pinned.items()
    assert len(pinned) == len(pins), "a package is pinned twice"


def test_every_declared_package_is_pinned():
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pinned = names(line for line in text.splitlines() if line and not line.startswith("#"))
    assert declared() <= pinned


def test_no_cuda_build_came_along():
    import torch

    assert torch.version.cuda is None
    assert [name for name in installed() if re.search("nvidia|cuda|triton|cudnn", name)] == []


def test_every_dependency_has_its_reason():
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    lines = re.findall(r'^  "([\w.-]+)[^"]*",(.*)$', text, re.MULTILINE)
    assert declared() <= names(name for name, _ in lines)
    for name, comment in lines:
        if normal(name) in declared():
            assert re.match(r"\s+# \w.{10,}", comment), name


def test_every_direct_dependency_is_used():
    wanted = {}
    for module, owners in packages_distributions().items():
        for owner in owners:
            wanted.setdefault(normal(owner), set()).add(module)
    imported = set()
    for package in (*PROJECT["tool"]["setuptools"]["packages"], "examples", "tests"):
        for path in (ROOT / package).rglob("*.py"):
            imported |= imports(path)
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for name in declared():
        if name in COMMANDS:
            assert f"/{COMMANDS[name]}" in makefile
        elif name in wanted:  # an extra need not be installed
            assert wanted[name] & imported, name


def imports(path):
    """The top names of what a file imports, or looks up as a package that is there."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("find_spec"):
            found |= {one.value for one in node.args if isinstance(one, ast.Constant)}
    return found


def test_imports_go_from_right_to_left_only():
    program = Path(sys.executable).parent / "lint-imports"
    if not program.exists():
        reason = "import-linter is not installed (make lint installs it)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    done = subprocess.run([program], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_every_package_of_the_project_is_installed():
    found = {
        path.parent.relative_to(ROOT).as_posix().replace("/", ".")
        for top in ROOT.iterdir()
        if (top / "__init__.py").exists()
        for path in top.rglob("__init__.py")
    }
    assert set(PROJECT["tool"]["setuptools"]["packages"]) == found
    assert set(PROJECT["tool"]["importlinter"]["root_packages"]) == found
    assert set(PROJECT["tool"]["mypy"]["packages"]) == found


def test_every_file_beside_the_code_is_installed_with_it():
    data = PROJECT["tool"]["setuptools"]["package-data"]
    for package in PROJECT["tool"]["setuptools"]["packages"]:
        folder = ROOT / package
        patterns = [*data.get("*", []), *data.get(package, [])]
        taken = {path for pattern in patterns for path in folder.glob(pattern)}
        files = {
            path
            for path in folder.rglob("*")
            if path.is_file() and path.suffix != ".py" and "__pycache__" not in path.parts
        }
        assert files <= taken


def test_the_command_and_its_part_from_eval_are_registered():
    scripts = PROJECT["project"]["scripts"]
    assert scripts == {"referatsvar": "assistant.cli:main"}
    (entry,) = entry_points(group="referatsvar.commands", name="eval")
    assert entry.load().name == "eval"
