"""Commands that ship a server made for development, and those that do not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cases_harness import pack

from prodgate.detect import FileCheck
from prodgate.edits import Fix
from prodgate.policy import Policy
from prodgate.rewrite import plan
from prodgate.source import Source, decode


def said(root: Path, path: str, text: str) -> tuple[list[str], str]:
    """The messages about a file, and its text after all fixes."""
    check = FileCheck(root, pack(), Policy(), (pack().rules["dev-server"].rule,))
    source = decode(path, text.encode())
    assert isinstance(source, Source)
    detected = check.run_on(path, text.encode()).detected
    planned = plan(check, source, [d for d in detected if isinstance(d.fix, Fix)])
    return [d.finding.message for d in detected], planned.after


PACKAGE = {"scripts": {"dev": "next dev", "start": "next start", "serve:watch": "nodemon a.js"}}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "package.json").write_text(json.dumps(PACKAGE))
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        "flask run --host=0.0.0.0",
        '["flask", "--app", "web", "run"]',
        "python manage.py runserver 0.0.0.0:8000",
        '["uvicorn", "main:app", "--host", "0.0.0.0", "--reload"]',
        "npm run dev",
        '["npm", "run", "dev"]',
        "yarn dev",
        "npm run serve:watch",
        "npx vite --host",
        "sleep 3 && nodemon server.js",
    ],
)
def test_a_container_that_runs_a_development_server_is_found(root: Path, command: str) -> None:
    assert len(said(root, "Dockerfile", f"FROM node:22\nCMD {command}\n")[0]) == 1
    text = command if command[0] != "[" else " ".join(json.loads(command))
    assert len(said(root, "Procfile", f"web: {text}\n")[0]) == 1


@pytest.mark.parametrize(
    "command",
    [
        "gunicorn app:app",
        "uvicorn main:app --host 0.0.0.0",
        "npm start",
        '["npm", "run", "start"]',
        "node server.js",
        "vite build && node server.js",
        "vite preview",
        "streamlit run app.py",
        "python -m flaskr run",
        "node node_modules/vite/bin/run.js",
        "uvicorn main:app --reload-dir app",
    ],
)
def test_a_container_that_runs_a_server_is_fine(root: Path, command: str) -> None:
    assert said(root, "Dockerfile", f"FROM node:22\nCMD {command}\n")[0] == []
    assert said(root, "Procfile", f"web: {command}\n")[0] == []


def test_only_the_last_stage_ships(root: Path) -> None:
    text = "FROM node AS dev\nCMD npm run dev\nFROM node\nCMD npm start\n"
    assert said(root, "Dockerfile", text)[0] == []


@pytest.mark.parametrize("path", ["Dockerfile.dev", "dev.Dockerfile", "dev/Dockerfile"])
def test_files_for_development_are_fine(root: Path, path: str) -> None:
    assert said(root, path, "FROM node\nCMD npm run dev\n")[0] == []


def test_a_stack_that_mounts_its_sources_is_for_development(root: Path) -> None:
    service = "services:\n  web:\n    build: .\n    command: uvicorn a:b --reload\n"
    mounted = service + "    volumes:\n      - ./app:/app\n"
    assert said(root, "docker-compose.yml", mounted)[0] == []
    assert said(root, "docker-compose.override.yml", service)[0] == []
    assert len(said(root, "docker-compose.yml", service)[0]) == 1
    assert len(said(root, "docker-compose.prod.yml", mounted)[0]) == 1


def test_a_dockerfile_that_only_a_stack_for_tests_builds_does_not_ship(root: Path) -> None:
    (root / "docker").mkdir()
    stack = "services:\n  web:\n    build:\n      dockerfile: docker/Dockerfile.web\n"
    (root / "compose.test.yml").write_text(stack)
    text = "FROM node:22\nCMD npm run dev\n"
    assert said(root, "docker/Dockerfile.web", text)[0] == []
    assert len(said(root, "docker/Dockerfile", text)[0]) == 1
    assert len(said(root, "docker/Dockerfile.api", text)[0]) == 1


def test_a_dockerfile_that_another_stack_builds_too_ships(root: Path) -> None:
    stack = "services:\n  web:\n    build:\n      dockerfile: ./Dockerfile.web\n"
    (root / "compose.test.yml").write_text(stack)
    (root / "docker-compose.yml").write_text(stack)
    assert len(said(root, "Dockerfile.web", "FROM node:22\nCMD npm run dev\n")[0]) == 1


def test_the_start_of_a_package_is_what_a_platform_runs(tmp_path: Path) -> None:
    text = '{"scripts": {"start": "nodemon server.js"}}'
    found, after = said(tmp_path, "package.json", text)
    assert len(found) == 1
    assert after == '{"scripts": {"start": "node server.js"}}'


@pytest.mark.parametrize(
    "scripts",
    [
        {"dev": "next dev", "start": "next start"},
        {"start": "vite", "build": "vite build"},
        {"start": "react-scripts start"},
        {"start": "nodemon server.js", "start:prod": "node server.js"},
    ],
)
def test_a_package_that_is_started_otherwise_is_fine(
    tmp_path: Path, scripts: dict[str, str]
) -> None:
    text = json.dumps({"scripts": scripts})
    (tmp_path / "package.json").write_text(text)
    assert said(tmp_path, "package.json", text)[0] == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('CMD ["uvicorn", "a:b", "--reload"]', 'CMD ["uvicorn", "a:b"]'),
        ("CMD uvicorn a:b --reload --port 80", "CMD uvicorn a:b --port 80"),
        ("CMD fastapi dev app.py", "CMD fastapi run app.py"),
        ("CMD flask run", "CMD flask run"),
    ],
)
def test_a_command_with_a_twin_becomes_it(root: Path, before: str, after: str) -> None:
    fixed = said(root, "Dockerfile", f"FROM python\n{before}\n")[1]
    assert fixed == f"FROM python\n{after}\n"
