"""Many files at once: the cache, the workers, and everything that may befall them, without ever a wrong result."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from xlint import batch, cache, cli, config, files, pool, store
from xlint.checking import Wish
from xlint.cli.documents import targets
from xlint.profiles import Choice
from xlint.results import Checked

DRAFT = "关于巡察整改情况的报告\n一、组织领导情况\n召开会议{n}次，XX参加。\n三、反馈问题整改情况\n反馈问题{n}个，已整改1个，其余{n}个正在整改。\n四、下一步打算\n持续推进。\n"
WISH = Wish(Choice())
COUNT = 12


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    for number in range(COUNT):
        (drafts / f"{number:02}.txt").write_text(DRAFT.format(n=number + 3), "utf-8")
    monkeypatch.setenv("XLINT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    config.load.cache_clear()
    files.above.cache_clear()
    return tmp_path


def results(jobs: int = 1, cached: bool = True, path: str = "drafts") -> list[Checked]:
    return list(batch.check_all(targets([path], None), WISH, jobs, cached))


def told(found: list[Checked]) -> list[Any]:
    return [(one.path, one.error, one.findings, one.source and one.source.text, one.active) for one in found]


def process(*arguments: str, **options: Any) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "xlint", *arguments]
    return subprocess.run(command, capture_output=True, timeout=120, check=False, **options)


@pytest.fixture
def busy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers from the first byte on."""
    monkeypatch.setattr(batch, "_WORTH", 0)


def test_workers_and_the_cache_give_the_same_in_the_same_order(folder: Path, busy: None) -> None:
    plain = told(results(cached=False))
    assert [path for path, *_ in plain] == sorted(path for path, *_ in plain) and len(plain) == COUNT
    assert all(findings for _, _, findings, _, _ in plain)
    assert told(results(3, cached=False)) == plain
    assert told(results(2)) == plain  # fills the cache
    assert told(results(1)) == plain and told(results(2)) == plain


def test_what_did_not_change_is_not_checked_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = told(results())
    monkeypatch.setattr(batch, "check_data", lambda *_: pytest.fail("checked again"))
    assert told(results()) == plain


@pytest.mark.parametrize(
    "change",
    [
        lambda: {"wish": Wish(Choice(select=("placeholder/*",)))},
        lambda: {"wish": Wish(Choice(ignore=("count/*",)))},
        lambda: {"wish": Wish(Choice(language="en"))},
        lambda: {"wish": Wish(Choice(), "plan")},
        lambda: {"settings": "rules: {placeholder/blank: info}\n"},
        lambda: {"settings": "profile: plan\n"},
        lambda: {"settings": "paths: [{match: '**/07.txt', rules: {placeholder/blank: off}}]\n"},
        lambda: {"settings": "packs: [own.yaml]\n"},
        lambda: {"text": DRAFT.format(n=99)},
    ],
)
def test_whatever_the_findings_depend_on_makes_them_anew(folder: Path, change: Any) -> None:
    what = change()
    before = told(results())
    rule = "- {id: own/a, kind: forbidden-text, severity: error, message: 不用, why: y, options: {patterns: [会议]}}\n"
    (folder / "own.yaml").write_text(rule, "utf-8")
    if "settings" in what:
        (folder / ".xlint.yaml").write_text(what["settings"], "utf-8")
    if "text" in what:
        (folder / "drafts" / "07.txt").write_text(what["text"], "utf-8")
    config.load.cache_clear()
    files.above.cache_clear()
    wish = what.get("wish", WISH)
    after = told(list(batch.check_all(targets(["drafts"], None), wish)))
    fresh = told(list(batch.check_all(targets(["drafts"], None), wish, cached=False)))
    assert after == fresh and after != before


def test_many_configurations_are_told_apart(folder: Path) -> None:
    for number in range(150):  # more than are remembered at a time
        place = folder / "many" / f"{number:03}"
        place.mkdir(parents=True)
        (place / "a.txt").write_text("会议由XX主持。\n", "utf-8")
        level = ("off", "info", "warning", "error")[number % 4]
        (place / ".xlint.yaml").write_text(f"rules: {{placeholder/blank: {level}}}\n", "utf-8")
    for _ in range(2):
        found = results(path="many")
        levels = [one.findings[0].severity.label if one.findings else "off" for one in found]
        assert levels == [("off", "info", "warning", "error")[number % 4] for number in range(150)]


def test_comments_and_verified_come_back_from_the_cache(folder: Path) -> None:
    text = "<!-- xlint-ignore placeholder/blank: 示例 -->\n会议由XX主持。\n<!-- xlint-ignore count/sum -->\n"
    (folder / "drafts" / "07.txt").write_text(text, "utf-8")
    first, second = results(), results()
    assert first[7].ignored and first[7].ignored == second[7].ignored
    assert [one.verified for one in first] == [one.verified for one in second]
    assert [finding.rule for finding in second[7].findings] == ["suppression/without-reason"]


def garble(path: Path) -> Iterator[bytes]:
    whole = path.read_bytes()
    yield whole[: len(whole) // 2]
    yield b""
    yield b"no database at all" * 100
    yield whole[:4096] + bytes(len(whole) - 4096)
    for at in range(200, len(whole), max(1, len(whole) // 10)):
        yield whole[:at] + b"\xff\x00garbled" + whole[at + 9 :]


def test_a_garbled_or_truncated_cache_is_made_anew(folder: Path) -> None:
    plain = told(results())
    path = folder / "cache" / cache._NAME
    for data in garble(path):
        path.write_bytes(data)
        assert told(results()) == plain
        assert told(results()) == plain


def test_a_changed_entry_is_not_believed(folder: Path) -> None:
    plain = told(results())
    base = sqlite3.connect(folder / "cache" / cache._NAME)
    with base:
        base.execute("UPDATE entries SET value = replace(CAST(value AS TEXT), 'placeholder', 'placeholdre')")
        assert base.execute("SELECT count(*) FROM entries").fetchone() == (COUNT,)
    base.close()
    assert told(results()) == plain


def _given(value: Any, *_: object) -> Any:
    return value


def test_an_entry_of_another_form_is_made_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = told(results())
    forms: list[Any] = [None, [], {}, {"profile": 1}, {"findings": 3}, "x"]
    forms.append({"profile": "report", "findings": [[1]]})
    for wrong in forms:
        monkeypatch.setattr(cache.Cache, "get", partial(_given, wrong))
        assert told(results()) == plain


def test_another_table_in_the_file_is_replaced(folder: Path) -> None:
    (folder / "cache").mkdir()
    base = sqlite3.connect(folder / "cache" / cache._NAME)
    base.execute("CREATE TABLE entries (other TEXT)")
    base.commit()
    base.close()
    plain = told(results())
    assert told(results()) == plain
    base = sqlite3.connect(folder / "cache" / cache._NAME)
    assert base.execute("SELECT count(*) FROM entries").fetchone() == (COUNT,)
    base.close()


def test_a_locked_cache_is_done_without(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = told(results())
    monkeypatch.setattr(cache, "_PATIENCE", 0.05)
    base = sqlite3.connect(folder / "cache" / cache._NAME, isolation_level=None)
    base.execute("BEGIN EXCLUSIVE")
    assert told(results()) == plain
    base.execute("ROLLBACK")
    base.close()
    assert told(results()) == plain


def test_the_cache_stays_within_its_bounds(folder: Path) -> None:
    held = cache.Cache(most=200_000)
    for number in range(600):
        held.put(f"key{number}", "整改" * 300)
    held.close()
    for number in range(600, 700):
        small = cache.Cache(most=200_000)
        small.put(f"key{number}", "整改" * 300)
        small.close()
    assert os.path.getsize(folder / "cache" / cache._NAME) < 1_500_000
    base = sqlite3.connect(folder / "cache" / cache._NAME)
    kept = {key for (key,) in base.execute("SELECT key FROM entries")}
    base.close()
    assert "key699" in kept and "key0" not in kept and 0 < len(kept) < 300


def test_no_folder_for_a_cache_is_no_fault(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = told(results())
    (folder / "file").write_text("x", "utf-8")
    for place in (str(folder / "file" / "below"), "", "/proc/nowhere/xlint"):
        monkeypatch.setenv("XLINT_CACHE_DIR", place)
        assert told(results()) == plain


def unprivileged() -> list[str]:
    """What makes a command respect permissions though the tests run as root."""
    if os.name == "nt":
        pytest.skip("Windows has other permissions")
    if os.geteuid() != 0:
        return []
    if shutil.which("setpriv") is None:
        pytest.skip("root without setpriv: permissions do not bind")
    return ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]


def test_a_read_only_cache_and_folder_are_read(folder: Path) -> None:
    before = unprivileged()
    command = [*before, sys.executable, "-m", "xlint", "drafts", "--format", "json"]
    first = subprocess.run(command, capture_output=True, timeout=120, check=False)
    assert json.loads(first.stdout)["summary"]["files"] == COUNT
    inside = [folder / "cache", *(folder / "cache").iterdir(), folder / "drafts"]
    try:
        for path in inside:
            path.chmod(0o555 if path.is_dir() else 0o444)
        again = subprocess.run(command, capture_output=True, timeout=120, check=False)
        (folder / "drafts" / "07.txt").chmod(0o000)
        closed = subprocess.run(command, capture_output=True, timeout=120, check=False)
    finally:
        for path in inside:
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert (again.returncode, again.stdout, again.stderr) == (first.returncode, first.stdout, b"")
    assert closed.returncode == 2 and closed.stderr.decode().count("\n") == 1
    assert "07.txt：没有读取权限" in closed.stderr.decode()


def test_two_runs_at_once_on_one_cache(folder: Path) -> None:
    expected = process("drafts", "--format", "json", "--no-cache").stdout
    for _ in range(2):
        shutil.rmtree(folder / "cache", ignore_errors=True)
        command = [sys.executable, "-m", "xlint", "drafts", "--format", "json"]
        runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
        for run in runs:
            out, err = run.communicate(timeout=120)
            assert (out, err) == (expected, b"")
    assert process("drafts", "--format", "json").stdout == expected


def children(parent: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text("utf-8", "replace").rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == parent:
            found.append(int(status.parent.name))
    return found


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="only Linux tells of processes in /proc")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_killed_in_the_middle(folder: Path, how: signal.Signals) -> None:
    for number in range(20):
        text = DRAFT.format(n=number) + "会议强调，要提高政治站位，压实整改责任，确保取得实效。" * 200
        (folder / "drafts" / f"{number:02}.txt").write_text(text, "utf-8")
    arguments = ["drafts", "--jobs", "2", "--format", "json", "--output", "out.json"]
    run = subprocess.Popen([sys.executable, "-m", "xlint", *arguments], stderr=subprocess.PIPE)
    workers: list[int] = []
    deadline = time.monotonic() + 60
    while len(workers) < 2 and run.poll() is None and time.monotonic() < deadline:
        workers = children(run.pid)
        time.sleep(0.01)
    assert len(workers) == 2
    for worker in workers:  # so that they cannot be done before
        os.kill(worker, signal.SIGSTOP)
    run.send_signal(how)
    for worker in workers:
        os.kill(worker, signal.SIGCONT)
    _, err = run.communicate(timeout=60)
    assert b"Traceback" not in err and not (folder / "out.json").exists()
    assert how == signal.SIGKILL or not list(folder.glob("out.json*"))
    while any(Path(f"/proc/{worker}").exists() for worker in workers) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(Path(f"/proc/{worker}").exists() for worker in workers)
    after = process("drafts", "--format", "json").stdout
    assert after == process("drafts", "--format", "json", "--no-cache").stdout


def test_a_worker_that_dies_costs_its_file_alone(
    folder: Path, busy: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = told(results(cached=False))
    start = (
        "import os; from xlint import worker; real = worker.check_data;"
        "worker.check_data = lambda data, path, *rest: os._exit(9) if '07' in path else real(data, path, *rest);"
        "worker.main()"
    )
    monkeypatch.setattr(pool, "_START", start)
    found = told(results(2, cached=False))
    assert found[:7] + found[8:] == plain[:7] + plain[8:]
    assert found[7][1] is not None and "进程意外中断" in found[7][1]


def test_a_worker_that_dies_once_is_replaced(
    folder: Path, busy: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = told(results(cached=False))
    start = (
        "import os; from xlint import worker; real = worker.check_data;\n"
        "def once(data, path, *rest):\n"
        "    if '07' in path and not os.path.exists('died'):\n"
        "        open('died', 'w').close(); os._exit(9)\n"
        "    return real(data, path, *rest)\n"
        "worker.check_data = once; worker.main()"
    )
    monkeypatch.setattr(pool, "_START", start)
    assert told(results(2, cached=False)) == plain and (folder / "died").exists()


def test_a_fault_of_xlint_itself_costs_its_file_alone(
    folder: Path, busy: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    from xlint import checking

    plain = told(results(cached=False))
    real = checking.plan_of

    def faulty(path: str, *rest: Any) -> Any:
        return 1 / 0 if "07" in path else real(path, *rest)

    monkeypatch.setattr(checking, "plan_of", faulty)
    monkeypatch.delenv("XLINT_DEBUG", raising=False)
    found = told(results(1, cached=False))
    assert found[:7] + found[8:] == plain[:7] + plain[8:] and "内部错误" in str(found[7][1])
    start = (
        "from xlint import checking, worker; real = checking.plan_of;"
        "checking.plan_of = lambda path, *rest: 1 / 0 if '07' in path else real(path, *rest);"
        "worker.main()"
    )
    monkeypatch.setattr(pool, "_START", start)
    assert told(results(2, cached=False)) == found


def test_no_worker_to_be_had_is_no_fault(folder: Path, busy: None, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = told(results(cached=False))
    monkeypatch.setattr(sys, "executable", str(folder / "no-python"))
    assert told(results(2, cached=False)) == plain


def test_a_file_that_changes_under_way_is_told_as_it_was_read(
    folder: Path, busy: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = told(results(cached=False))
    start = (
        "from xlint import worker; real = worker.content;"
        "worker.content = lambda path, size: real(path, size) + '二〇XX年'.encode();"
        "worker.main()"
    )
    monkeypatch.setattr(pool, "_START", start)
    assert told(results(2)) == plain and told(results(1)) == plain


def test_a_worker_imports_nothing_from_the_folder_of_the_drafts(folder: Path, busy: None) -> None:
    (folder / "json.py").write_text("open('pwned', 'w').close()\n", "utf-8")
    (folder / "xlint").mkdir()
    (folder / "xlint" / "__init__.py").write_text("open('pwned', 'w').close()\n", "utf-8")
    plain = told(results(cached=False))
    assert told(results(2, cached=False)) == plain and not (folder / "pwned").exists()


def test_files_and_folders_that_vanish(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = batch.check_all(targets(["drafts"], None), WISH, 1, False)
    first = next(found)
    shutil.rmtree(folder / "drafts")
    rest = list(found)
    assert first.error is None
    assert all(one.error for one in rest) and len(rest) == COUNT - 1
    assert cli.run(["drafts", "clean.txt"]) == 2
    assert capsys.readouterr().err.count("\n") == 2


def test_links_in_circles(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "drafts" / "up").symlink_to(folder, target_is_directory=True)
    (folder / "drafts" / "self.txt").symlink_to("self.txt")
    (folder / "drafts" / "twice.txt").symlink_to("07.txt")
    assert cli.run([".", "drafts", "--format", "jsonl"]) == 2
    out, err = capsys.readouterr()
    paths = [json.loads(line)["path"] for line in out.splitlines()]
    assert len(paths) == COUNT + 1 and err.count("\n") == 1 and "链接绕成了圈" in err


def test_standard_input_and_a_thousand_files(
    folder: Path, monkeypatch: pytest.MonkeyPatch, busy: None
) -> None:
    many = folder / "many"
    many.mkdir()
    for number in range(1000):
        (many / f"{number:04}.txt").write_text(f"会议由XX主持。第{number % 50}稿\n", "utf-8")
    found = results(2, path="many")
    assert [one.path for one in found] == [str(Path("many") / f"{number:04}.txt") for number in range(1000)]
    assert all(one.error is None and len(one.findings) == 1 for one in found)


def test_keys_tell_apart_what_is_different() -> None:
    assert store.key([b"a", b"b"]) != store.key([b"ab", b""])
