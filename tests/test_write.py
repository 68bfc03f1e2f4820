"""Writing: in one step, only what was read, through no link, and nothing left behind."""

import os
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from prodgate import folder
from prodgate.write import WriteRefused, append_line, create_file, write_file, write_output

ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture(params=["dir_fd", "by path"], autouse=True)
def _each_platform(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways to open a folder: with dir_fd, and as where there is none (Windows)."""
    if request.param == "by path":
        monkeypatch.setattr(folder, "dir_fd_works", False)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    (tmp_path / "tree" / "d").mkdir(parents=True)
    return tmp_path / "tree"


def refusal(tree: Path, path: str, expected: bytes = b"old", new: bytes = b"new") -> str:
    """Why a write is refused; that nothing has come into being is checked as well."""
    before = snapshot(tree)
    with pytest.raises(WriteRefused) as caught:
        write_file(tree, path, expected, new)
    assert snapshot(tree) == before
    return caught.value.reason


def snapshot(tree: Path) -> dict[str, object]:
    found: dict[str, object] = {}
    for path in sorted(tree.rglob("*")):
        status = path.lstat()
        content = path.read_bytes() if stat.S_ISREG(status.st_mode) else None
        found[str(path)] = (status.st_ino, status.st_mode, status.st_nlink, content)
    return found


# -- write_file -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["a b.py", 'it\'s "so".py', "new\nline.py", "a" * 255])
def test_a_file_is_replaced_with_exactly_the_new_bytes(tree: Path, name: str) -> None:
    (tree / "d" / name).write_bytes(b"\xff\r\nold")
    write_file(tree, f"d/{name}", b"\xff\r\nold", b"\xfe\nnew\r")
    assert (tree / "d" / name).read_bytes() == b"\xfe\nnew\r"
    assert [path.name for path in (tree / "d").iterdir()] == [name]


def test_a_name_that_is_not_utf8_is_written(tree: Path) -> None:
    name = os.fsdecode(b"\xff.py")
    (tree / name).write_bytes(b"old")
    write_file(tree, name, b"old", b"new")
    assert (tree / name).read_bytes() == b"new"


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755, 0o664, 0o640])
def test_the_mode_is_kept_whatever_the_umask(tree: Path, mode: int) -> None:
    (tree / "a.py").write_bytes(b"old")
    (tree / "a.py").chmod(mode)
    umask = os.umask(0o077)
    try:
        write_file(tree, "a.py", b"old", b"new")
    finally:
        os.umask(umask)
    assert stat.S_IMODE((tree / "a.py").stat().st_mode) == mode


@pytest.mark.skipif(not ROOT, reason="only root can give files away")
def test_the_owner_is_kept(tree: Path) -> None:
    (tree / "a.py").write_bytes(b"old")
    os.chown(tree / "a.py", 12345, 23456)
    write_file(tree, "a.py", b"old", b"new")
    status = (tree / "a.py").stat()
    assert (status.st_uid, status.st_gid) == (12345, 23456)


@pytest.mark.skipif(sys.platform != "linux", reason="extended attributes as Linux has them")
def test_extended_attributes_are_kept(tree: Path) -> None:
    (tree / "a.py").write_bytes(b"old")
    try:
        os.setxattr(tree / "a.py", "user.note", b"mine")
    except OSError:
        pytest.skip("the file system has none")
    write_file(tree, "a.py", b"old", b"new")
    assert os.getxattr(tree / "a.py", "user.note") == b"mine"


def test_a_link_in_the_tree_is_refused(tree: Path) -> None:
    (tree / "a.py").write_bytes(b"old")
    (tree / "b.py").symlink_to("a.py")
    assert "symbolic link" in refusal(tree, "b.py")


def test_a_link_out_of_the_tree_is_refused(tree: Path) -> None:
    victim = tree.parent / "victim.py"
    victim.write_bytes(b"old")
    (tree / "b.py").symlink_to(victim)
    (tree / "l").symlink_to(tree.parent)
    assert "symbolic link" in refusal(tree, "b.py")
    assert "symbolic link" in refusal(tree, "l/victim.py")
    assert victim.read_bytes() == b"old"
    assert "outside" in refusal(tree, "../victim.py")


def test_a_file_with_two_names_is_refused(tree: Path) -> None:
    (tree / "a.py").write_bytes(b"old")
    os.link(tree / "a.py", tree / "b.py")
    assert "hard links" in refusal(tree, "a.py")


def test_a_read_only_file_is_refused_even_for_root(tree: Path) -> None:
    (tree / "a.py").write_bytes(b"old")
    (tree / "a.py").chmod(0o444)
    assert refusal(tree, "a.py") == "it is read-only"


def test_a_read_only_folder_is_refused_even_for_root(tree: Path) -> None:
    (tree / "d" / "a.py").write_bytes(b"old")
    (tree / "d").chmod(0o555)
    try:
        assert refusal(tree, "d/a.py") == "its folder is read-only"
        with pytest.raises(WriteRefused, match="its folder is read-only"):
            create_file(tree, "d/b.py", b"new")
    finally:
        (tree / "d").chmod(0o755)


def test_what_is_no_regular_file_is_refused_without_waiting(tree: Path) -> None:
    os.mkfifo(tree / "a.py")
    assert refusal(tree, "a.py") == "not a regular file"
    assert refusal(tree, "d") == "not a regular file"


def test_a_file_that_is_gone_is_not_made_again(tree: Path) -> None:
    assert refusal(tree, "a.py") == "no such file"
    assert refusal(tree, "nowhere/a.py") == "no such file"


@pytest.mark.parametrize("now", [b"oldx", b"ol", b"", b"OLD", b"new"])
def test_a_file_that_changed_since_it_was_read_is_left_alone(tree: Path, now: bytes) -> None:
    (tree / "a.py").write_bytes(now)
    assert "changed" in refusal(tree, "a.py")


def _rewrite(path: Path) -> None:
    before = path.stat()
    path.write_bytes(b"OLD")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def _swap(path: Path) -> None:
    (path.parent / "d" / "other").write_bytes(b"old")
    (path.parent / "d" / "other").replace(path)


def _link(path: Path) -> None:
    path.rename(path.parent / "d" / "moved")
    path.symlink_to("d/moved")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (_rewrite, "changed"),
        (_swap, "changed"),
        (_link, "symbolic link"),
        (lambda path: path.unlink(), "no such file"),
        (lambda path: os.link(path, path.parent / "d" / "second"), "hard links"),
        (lambda path: path.chmod(0o600), "changed"),
        (lambda path: path.chmod(0o444), "read-only"),
    ],
)
def test_a_file_that_changes_while_its_copy_is_written_is_left_alone(
    tree: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Path], object],
    reason: str,
) -> None:
    (tree / "a.py").write_bytes(b"old")
    (tree / "a.py").chmod(0o644)
    plain = os.fsync
    states: list[dict[str, object]] = []

    def sync(fd: int) -> None:
        plain(fd)
        change(tree / "a.py")
        temporary = [path for path in tree.iterdir() if path.name.startswith(".prodgate-")]
        states.append({k: v for k, v in snapshot(tree).items() if k != str(temporary[0])})

    monkeypatch.setattr(os, "fsync", sync)
    with pytest.raises(WriteRefused, match=reason):
        write_file(tree, "a.py", b"old", b"new")
    assert [snapshot(tree)] == states


def test_no_update_of_another_writer_is_lost(tree: Path) -> None:
    """Two writers count up; each increment that is not refused must be there in the end."""
    (tree / "n").write_bytes(b"0")
    done = [0, 0]
    lock = threading.Lock()

    def count(who: int) -> None:
        for _ in range(40):
            with lock:
                old = (tree / "n").read_bytes()
            try:
                with lock:
                    write_file(tree, "n", old, b"%d" % (int(old) + 1))
                    done[who] += 1
            except WriteRefused:
                pass

    threads = [threading.Thread(target=count, args=(who,)) for who in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert int((tree / "n").read_bytes()) == sum(done)
    assert [path.name for path in tree.iterdir() if path.name != "d"] == ["n"]


def test_a_reader_never_sees_half_a_file(tree: Path) -> None:
    states = [b"a" * 300_000, b"b" * 200_000]
    (tree / "a.py").write_bytes(states[0])
    stop = threading.Event()
    seen: set[bytes] = set()

    def watch() -> None:
        while not stop.is_set():
            seen.add((tree / "a.py").read_bytes())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        for turn in range(40):
            write_file(tree, "a.py", states[turn % 2], states[(turn + 1) % 2])
    finally:
        stop.set()
        watcher.join()
    assert seen <= set(states)


LIMITED = """
import resource, signal, sys
from pathlib import Path
from prodgate.write import WriteRefused, append_line, create_file, write_file, write_output
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
root = Path(sys.argv[1])
for act in (
    lambda: write_file(root, "a.py", b"old", b"n" * 5000),
    lambda: create_file(root, "b.py", b"n" * 5000),
    lambda: append_line(root, ".env", "n" * 5000),
    lambda: write_output(root / "c.json", b"n" * 5000),
    lambda: write_output(root / "a.py", b"n" * 5000),
):
    try:
        act()
    except WriteRefused as refused:
        print(refused.reason)
"""


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tree: Path) -> None:
    """A limit on the size of files fails a write half way through, as a full disk does."""
    (tree / "a.py").write_bytes(b"old")
    before = snapshot(tree)
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(tree)], capture_output=True, text=True, check=True
    )
    assert done.stdout == "file too large\n" * 5
    assert snapshot(tree) == before


@pytest.mark.skipif(ROOT, reason="root may write everything")
def test_a_file_we_may_not_write_is_refused() -> None:
    with pytest.raises(WriteRefused, match="permission denied"):
        write_file(Path("/etc"), "passwd", Path("/etc/passwd").read_bytes(), b"new")


def test_a_folder_swapped_for_a_link_never_leads_a_write_out(tree: Path) -> None:
    if not folder.dir_fd_works:
        pytest.skip("only dir_fd closes the gap between looking and opening")
    out, spare = tree.parent / "out", tree.parent / "spare"
    out.mkdir()
    for place in (out, tree / "d"):
        (place / "a.py").write_bytes(b"old")
    stop = threading.Event()

    def swap() -> None:
        while not stop.is_set():
            (tree / "d").rename(spare)
            (tree / "d").symlink_to(out)
            (tree / "d").unlink()
            spare.rename(tree / "d")

    swapper = threading.Thread(target=swap)
    swapper.start()
    written = 0
    try:
        for _ in range(300):
            try:
                write_file(tree, "d/a.py", b"old", b"old")
                create_file(tree, f"d/{written}.py", b"new")
                written += 1
            except WriteRefused:
                pass
    finally:
        stop.set()
        swapper.join()
    assert [path.name for path in out.iterdir()] == ["a.py"]
    assert len(list((tree / "d").iterdir())) == written + 1


# -- create_file ------------------------------------------------------------------------------


def test_a_new_file_gets_its_bytes_and_mode(tree: Path) -> None:
    umask = os.umask(0o022)
    try:
        create_file(tree, "d/a.py", b"new")
        create_file(tree, "d/.env", b"K=1\n", mode=0o600)
    finally:
        os.umask(umask)
    assert (tree / "d" / "a.py").read_bytes() == b"new"
    assert stat.S_IMODE((tree / "d" / "a.py").stat().st_mode) == 0o644
    assert stat.S_IMODE((tree / "d" / ".env").stat().st_mode) == 0o600


def test_what_is_there_is_never_overwritten(tree: Path) -> None:
    (tree / "a").write_bytes(b"mine")
    (tree / "dangling").symlink_to(tree.parent / "made")
    os.mkfifo(tree / "fifo")
    before = snapshot(tree)
    for name in ("a", "d", "dangling", "fifo"):
        with pytest.raises(WriteRefused, match="something of that name already"):
            create_file(tree, name, b"new")
    assert snapshot(tree) == before
    assert not (tree.parent / "made").exists()


def test_no_folder_is_made_and_no_link_gone_through(tree: Path) -> None:
    (tree / "l").symlink_to(tree.parent)
    for path in ("x/a.py", "l/a.py", "../a.py", "/tmp/a.py"):
        with pytest.raises(WriteRefused):
            create_file(tree, path, b"new")
    assert not (tree.parent / "a.py").exists()


# -- append_line ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, b"K=1\n"),
        (b"", b"K=1\n"),
        (b"A=1\n", b"A=1\nK=1\n"),
        (b"A=1", b"A=1\nK=1\n"),
        (b"A=1\r\nB=2", b"A=1\r\nB=2\r\nK=1\r\n"),
        (b"K=1\nA=1\n", b"K=1\nA=1\n"),
        (b"K=1", b"K=1"),
        (b"K=12\n", b"K=12\nK=1\n"),
        (b"\xef\xbb\xbfA=1\n", b"\xef\xbb\xbfA=1\nK=1\n"),
        ("\ufeffA=1".encode("utf-16-le"), "\ufeffA=1\nK=1\n".encode("utf-16-le")),
    ],
)
def test_a_line_is_added_once_and_keeps_the_files_ways(
    tree: Path, before: bytes | None, after: bytes
) -> None:
    if before is not None:
        (tree / ".env").write_bytes(before)
    append_line(tree, ".env", "K=1")
    append_line(tree, ".env", "K=1")
    assert (tree / ".env").read_bytes() == after


def test_a_new_env_file_is_for_its_owner_only_and_an_old_one_keeps_its_mode(tree: Path) -> None:
    append_line(tree, ".env", "K=1")
    assert stat.S_IMODE((tree / ".env").stat().st_mode) == 0o600
    (tree / ".env").chmod(0o640)
    append_line(tree, ".env", "L=2")
    assert stat.S_IMODE((tree / ".env").stat().st_mode) == 0o640
    assert (tree / ".env").read_bytes() == b"K=1\nL=2\n"


def test_a_secret_is_in_no_refusal_and_in_no_other_place(tree: Path) -> None:
    secret = "sk-very-secret"
    (tree / "l").symlink_to(tree.parent / "victim")
    (tree / "binary").write_bytes(b"\xff\0")
    (tree / "cp.py").write_bytes(b"# coding: latin-1\n")
    before = snapshot(tree)
    for path, line in [
        ("l", secret),
        ("binary", secret),
        ("x/.env", secret),
        (".env", f"{secret}\nEVIL=1"),
        (".env", f"{secret}\rEVIL=1"),
        (".env", f"{secret}\0"),
        (".env", ""),
        ("cp.py", secret + "€"),
        (".env", secret + "\udcff"),
    ]:
        with pytest.raises(WriteRefused) as caught:
            append_line(tree, path, line)
        assert "secret" not in str(caught.value)
    assert snapshot(tree) == before
    assert not (tree.parent / "victim").exists()


# -- write_output -----------------------------------------------------------------------------


def test_a_report_is_written_and_written_again(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree)
    for data in (b"one", b"two"):
        write_output(Path("d/out.json"), data)
        assert (tree / "d" / "out.json").read_bytes() == data
        write_output(tree / "d" / "abs.json", data)
        write_output(Path("../beside.json"), data)
        assert (tree.parent / "beside.json").read_bytes() == data
    assert sorted(path.name for path in (tree / "d").iterdir()) == ["abs.json", "out.json"]


def test_a_report_goes_through_no_link(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tree)
    victim = tree.parent / "victim"
    victim.write_bytes(b"mine")
    (tree / "out.json").symlink_to(victim)
    (tree / "reports").symlink_to(tree.parent)
    for path in ("out.json", "reports/victim", "reports/new", str(tree / "reports" / "victim")):
        with pytest.raises(WriteRefused, match="symbolic link"):
            write_output(Path(path), b"new")
    assert victim.read_bytes() == b"mine"
    assert not (tree.parent / "new").exists()
    monkeypatch.chdir("/")
    with pytest.raises(WriteRefused, match="symbolic link"):
        write_output(tree / "reports" / "victim", b"new", tree=tree)


def test_a_report_of_a_user_may_go_through_the_users_own_links(tree: Path) -> None:
    (tree.parent / "real").mkdir()
    (tree.parent / "link").symlink_to("real")
    write_output(tree.parent / "link" / "out.json", b"one", tree=tree)
    assert (tree.parent / "real" / "out.json").read_bytes() == b"one"


def test_a_report_replaces_no_folder_fifo_or_read_only_file(tree: Path) -> None:
    os.mkfifo(tree / "fifo")
    (tree / "ro").write_bytes(b"old")
    (tree / "ro").chmod(0o444)
    before = snapshot(tree)
    for name in ("fifo", "d", "ro", "x/out"):
        with pytest.raises(WriteRefused):
            write_output(tree / name, b"new", tree=tree)
    assert snapshot(tree) == before


def test_a_report_does_not_change_the_other_name_of_a_file(tree: Path) -> None:
    (tree / "a").write_bytes(b"mine")
    os.link(tree / "a", tree / "out.json")
    write_output(tree / "out.json", b"report", tree=tree)
    assert (tree / "a").read_bytes() == b"mine"
