"""The door: what is let in, as which text, and at which positions."""

import os
import socket
import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prodgate import folder
from prodgate.findings import NotChecked
from prodgate.source import MAX_SIZE, Source, decode, load, peek, read

ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


def source(text: str) -> Source:
    return Source("a.py", text, "utf-8", b"")


def decoded(path: str, data: bytes) -> Source:
    found = decode(path, data)
    assert isinstance(found, Source), found
    assert found.encode(found.text) == data
    return found


def refused(found: object) -> str:
    assert isinstance(found, NotChecked), found
    assert found.reason
    assert not found.reason.endswith(".")
    return found.reason


@pytest.fixture(params=["dir_fd", "by path"])
def each_platform(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways to open a folder: with dir_fd, and as where there is none (Windows)."""
    if request.param == "by path":
        monkeypatch.setattr(folder, "dir_fd_works", False)


# -- load -------------------------------------------------------------------------------------


@pytest.mark.usefixtures("each_platform")
class TestLoad:
    @pytest.mark.parametrize("name", ["a b.py", 'it\'s "so".py', "new\nline.py", "héé.py", "-r.py"])
    def test_reads_files_of_odd_names_byte_by_byte(self, tmp_path: Path, name: str) -> None:
        (tmp_path / "d").mkdir()
        (tmp_path / "d" / name).write_bytes(b"x = 1\r\n\xff")
        assert load(tmp_path, f"d/{name}") == b"x = 1\r\n\xff"

    def test_reads_a_name_that_is_not_utf8(self, tmp_path: Path) -> None:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.py")).write_bytes(b"x = 1\n")
        found = read(tmp_path, os.fsdecode(b"\xff.py"))
        assert isinstance(found, Source)
        assert os.fsencode(found.path) == b"\xff.py"

    def test_reads_an_empty_file(self, tmp_path: Path) -> None:
        (tmp_path / "a.py").touch()
        assert load(tmp_path, "a.py") == b""
        assert isinstance(read(tmp_path, "a.py"), Source)

    def test_reads_a_hard_link(self, tmp_path: Path) -> None:
        (tmp_path / "a.py").write_bytes(b"1")
        os.link(tmp_path / "a.py", tmp_path / "b.py")
        assert load(tmp_path, "b.py") == b"1"

    def test_refuses_a_link_in_the_tree(self, tmp_path: Path) -> None:
        (tmp_path / "a.py").write_bytes(b"1")
        (tmp_path / "b.py").symlink_to("a.py")
        assert "symbolic link" in refused(load(tmp_path, "b.py"))
        assert peek(tmp_path, "b.py", 10) == b""

    def test_refuses_a_folder_that_is_a_link_out_of_the_tree(self, tmp_path: Path) -> None:
        (tmp_path / "out").mkdir()
        (tmp_path / "out" / "a.py").write_bytes(b"secret")
        (tmp_path / "tree").mkdir()
        (tmp_path / "tree" / "in").symlink_to("../out")
        assert "symbolic link" in refused(load(tmp_path / "tree", "in/a.py"))

    def test_refuses_a_dangling_link(self, tmp_path: Path) -> None:
        (tmp_path / "a.py").symlink_to("nowhere")
        assert "symbolic link" in refused(load(tmp_path, "a.py"))

    def test_reads_below_a_root_that_is_itself_a_link(self, tmp_path: Path) -> None:
        (tmp_path / "real").mkdir()
        (tmp_path / "real" / "a.py").write_bytes(b"1")
        (tmp_path / "root").symlink_to("real")
        assert load(tmp_path / "root", "a.py") == b"1"

    @pytest.mark.parametrize("path", ["../a.py", "/etc/passwd", "x/../../a.py", "", ".", "a\0.py"])
    def test_refuses_a_path_that_leaves_the_tree(self, tmp_path: Path, path: str) -> None:
        (tmp_path / "a.py").write_bytes(b"1")
        (tmp_path / "tree").mkdir()
        assert "outside" in refused(load(tmp_path / "tree", path))

    def test_does_not_wait_for_a_fifo(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "a.py")
        started = time.monotonic()
        assert refused(load(tmp_path, "a.py")) == "not a regular file"
        assert time.monotonic() - started < 1

    def test_refuses_folders_sockets_and_devices(self, tmp_path: Path) -> None:
        (tmp_path / "a.py").mkdir()
        assert "file" in refused(load(tmp_path, "a.py"))
        assert refused(load(Path("/dev"), "null")) == "not a regular file"
        with socket.socket(socket.AF_UNIX) as listening:
            listening.bind(str(tmp_path / "s.py"))
            assert refused(load(tmp_path, "s.py")) == "not a regular file"

    def test_says_that_a_file_is_gone(self, tmp_path: Path) -> None:
        assert refused(load(tmp_path, "a.py")) == "no such file"
        assert refused(load(tmp_path, "d/a.py")) == "no such file"
        (tmp_path / "f").touch()
        assert refused(load(tmp_path, "f/a.py")) == "no such file"

    def test_takes_one_megabyte_and_not_a_byte_more(self, tmp_path: Path) -> None:
        (tmp_path / "a.py").write_bytes(b"#" * MAX_SIZE)
        assert load(tmp_path, "a.py") == b"#" * MAX_SIZE
        (tmp_path / "a.py").write_bytes(b"#" * (MAX_SIZE + 1))
        assert refused(load(tmp_path, "a.py")) == "over 1 MB"

    @pytest.mark.skipif(ROOT, reason="root may read everything")
    def test_says_that_it_may_not_read(self, tmp_path: Path) -> None:
        (tmp_path / "a.py").touch(mode=0)
        assert refused(load(tmp_path, "a.py")) == "permission denied"

    def test_says_that_a_name_is_too_long(self, tmp_path: Path) -> None:
        assert "too long" in refused(load(tmp_path, "a" * 300 + ".py"))


@pytest.mark.parametrize("how", ["in place", "longer", "shorter", "same time"])
def test_a_file_that_changes_between_two_reads_is_not_taken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    path = tmp_path / "a.py"
    path.write_bytes(b"x" * 1000)
    os.utime(path, (1, 1))
    plain = os.read

    def read_a_little(fd: int, size: int) -> bytes:
        data = plain(fd, min(size, 600))
        with path.open("r+b") as file:
            file.write(b"y" * (2000 if how == "longer" else 1000))
            file.truncate(300 if how == "shorter" else None)
        if how == "same time":
            os.utime(path, (1, 1))
        return data

    monkeypatch.setattr(os, "read", read_a_little)
    assert refused(load(tmp_path, "a.py")) == "it changed while it was read"


def test_never_takes_half_of_a_file_that_is_being_written(tmp_path: Path) -> None:
    """Each whole state is made of one letter, in its own length; anything else is a mixture."""
    path = tmp_path / "a.py"
    path.write_bytes(b"")
    stop = threading.Event()

    def write() -> None:
        turn = 0
        while not stop.is_set():
            turn += 1
            size = 400_000 if turn % 2 else 300_000
            with path.open("r+b", buffering=0) as file:
                file.truncate(0)
                for _ in range(10):
                    file.write(b"ab"[turn % 2 :][:1] * (size // 10))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        found = [load(tmp_path, "a.py") for _ in range(200)]
    finally:
        stop.set()
        writer.join()
    reasons = {data.reason for data in found if isinstance(data, NotChecked)}
    assert reasons <= {"it changed while it was read"}
    assert all(len(set(data)) <= 1 for data in found if isinstance(data, bytes))


def test_a_file_that_vanishes_all_the_time_is_read_or_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.py"
    stop = threading.Event()

    def flicker() -> None:
        while not stop.is_set():
            path.write_bytes(b"x")
            path.unlink()

    writer = threading.Thread(target=flicker)
    writer.start()
    try:
        found = [load(tmp_path, "a.py") for _ in range(500)]
    finally:
        stop.set()
        writer.join()
    assert all(isinstance(f, NotChecked) or f in (b"", b"x") for f in found)


def test_a_folder_swapped_for_a_link_never_leads_out(tmp_path: Path) -> None:
    out, tree, spare = tmp_path / "out", tmp_path / "tree", tmp_path / "spare"
    for place, content in ((out, b"secret"), (tree / "d", b"mine")):
        place.mkdir(parents=True)
        (place / "a.py").write_bytes(content)
    stop = threading.Event()

    def swap() -> None:
        while not stop.is_set():
            (tree / "d").rename(spare)
            (tree / "d").symlink_to(out)
            (tree / "d").unlink()
            spare.rename(tree / "d")

    swapper = threading.Thread(target=swap)
    swapper.start()
    try:
        found = [load(tree, "d/a.py") for _ in range(2000)]
    finally:
        stop.set()
        swapper.join()
    assert b"secret" not in found
    assert load(tree, "d/a.py") == b"mine"


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    if not Path("/proc/self/fd").is_dir():
        pytest.skip("needs /proc")
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "a.py").touch()
    (tmp_path / "l").symlink_to("d")
    before = len(list(Path("/proc/self/fd").iterdir()))
    for path in ["d/a.py", "l/a.py", "d/b.py", "x/a.py", "d", "../a"] * 5:
        load(tmp_path, path)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


# -- decode -----------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["a.py", "a.ts", "a.json", ".env", "README"])
@pytest.mark.parametrize("data", [b"", b"x\r\ny\rz\n", "é€😀\u2028".encode(), b"\x0cx\x1a\x7f"])
def test_utf8_text_keeps_every_byte(path: str, data: bytes) -> None:
    assert decoded(path, data).text == data.decode()


@pytest.mark.parametrize("path", ["a.py", "a.ts", ".env"])
def test_a_utf8_mark_is_kept_apart(path: str) -> None:
    found = decoded(path, b"\xef\xbb\xbfx = '\xc3\xa9'\n")
    assert found.text == "x = 'é'\n"
    assert found.encode("y") == b"\xef\xbb\xbfy"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_with_a_mark_is_text_but_not_python(encoding: str) -> None:
    data = "\ufeffconst a = '😀';\r\n".encode(encoding)
    assert decoded("a.ts", data).text == "const a = '😀';\r\n"
    assert "UTF-16" in refused(decode("a.py", data))
    assert refused(decode("a.ts", data[:-1])) == "not UTF-16-LE text" or encoding == "utf-16-be"


@pytest.mark.parametrize(
    ("cookie", "text"),
    [
        ("# -*- coding: latin-1 -*-\n", "é"),
        ("#!/usr/bin/python\n# vim: set fileencoding=iso-8859-15 :\n", "€"),
        ("\n\t# coding=cp1252\r\n", "€"),
        ("# coding: utf_8_sig\n", "é"),
        ("#\r# coding: koi8-r\r", "Ж"),
        ("# coding: shift_jis\n", "日本"),
    ],
)
def test_python_is_read_in_the_encoding_it_names(cookie: str, text: str) -> None:
    encoding = cookie.rstrip(" :-*\r\n").rpartition("=" if "=" in cookie else ": ")[2].strip()
    data = (cookie + f"x = '{text}'\n").encode("utf-8" if "utf" in encoding else encoding)
    assert decoded("a.py", data).text == cookie + f"x = '{text}'\n"
    compile(data, "a.py", "exec")  # and Python agrees


def test_a_cookie_counts_in_the_first_two_lines_and_in_python_only() -> None:
    late = b"\n\n# coding: latin-1\nx = '\xe9'\n"
    after_code = b"x = 1\n# coding: latin-1\ny = '\xe9'\n"
    for data in (late, after_code):
        assert refused(decode("a.py", data)) == "not UTF-8 text"
        with pytest.raises(SyntaxError):
            compile(data, "a.py", "exec")
    assert refused(decode("a.ts", b"// coding: latin-1\n'\xe9'")) == "not UTF-8 text"


def test_a_script_without_a_suffix_is_python_by_its_first_line() -> None:
    data = b"#!/usr/bin/env python3\n# coding: latin-1\nx = '\xe9'\n"
    assert decoded("bin/tool", data).encoding == "iso8859-1"


@pytest.mark.parametrize(
    "name",
    [
        "rot13",
        "punycode",
        "idna",
        "utf-7",
        "utf-16",
        "unicode_escape",
        "zlib",
        "hz",
        "undefined",
        "cp037",
        "nonsense",
        "aliases",
        "os",
        "a.b",
        "mbcs",
        "__init__",
    ],
)
def test_encodings_that_python_source_cannot_have_are_refused(name: str) -> None:
    started = time.monotonic()
    data = f"# coding: {name}\n".encode() + b"x = 'abc-123'\n" * 50_000
    assert name in refused(decode("a.py", data))
    assert time.monotonic() - started < 1


def test_a_mark_and_a_cookie_that_disagree_are_refused() -> None:
    data = b"\xef\xbb\xbf# coding: latin-1\n"
    assert "mark" in refused(decode("a.py", data))
    with pytest.raises(SyntaxError):
        compile(data, "a.py", "exec")


def test_text_that_would_not_come_back_the_same_is_refused() -> None:
    # Two spellings of one character in this encoding: one of them would be lost.
    data = b"# coding: cp932\nx = '\x81\xe6 \x87\x9a'\n"
    assert "cannot be written back" in refused(decode("a.py", data))


@pytest.mark.parametrize("path", ["a.py", "a.ts", "a.json"])
@pytest.mark.parametrize("data", [b"a\0b", b"\0", "\ufeffa".encode("utf-32-le")])
def test_nul_bytes_are_no_text(path: str, data: bytes) -> None:
    assert "NUL" in refused(decode(path, data)) or path == "a.py"
    refused(decode(path, data))


@pytest.mark.parametrize("data", [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xc0\x80", b"\xf8\x88"])
def test_what_is_not_utf8_is_refused_and_not_guessed(data: bytes) -> None:
    assert refused(decode("a.ts", b"x" + data)) == "not UTF-8 text"


def test_a_character_the_encoding_lacks_is_named_but_not_written() -> None:
    found = decoded("a.py", b"# coding: latin-1\n")
    with pytest.raises(ValueError, match=r"iso8859-1, which has no U\+20AC"):
        found.encode("€")


@given(st.binary(max_size=60), st.sampled_from(["a.py", "a.ts", ".env"]))
def test_all_bytes_come_back_or_are_refused(data: bytes, path: str) -> None:
    found = decode(path, data)
    if isinstance(found, Source):
        assert found.encode(found.text) == data


@given(
    st.sampled_from(["utf-8", "latin-1", "cp1252", "euc_jp", "gbk", "big5", "cp932", "gb18030"]),
    st.binary(max_size=40),
)
def test_all_bytes_of_named_encodings_come_back_or_are_refused(name: str, tail: bytes) -> None:
    data = f"# coding: {name}\n".encode() + tail
    found = decode("a.py", data)
    if isinstance(found, Source):
        assert found.encode(found.text) == data
        assert found.text.startswith(f"# coding: {name}\n")


# -- positions --------------------------------------------------------------------------------

TEXTS = st.text(st.sampled_from("ab \t\f\v\r\n\x1c\x85\u2028é€😀"), max_size=60)


@given(TEXTS)
def test_position_and_offset_are_inverse(text: str) -> None:
    found = source(text)
    places = [found.position(offset) for offset in range(len(text) + 1)]
    assert [found.offset(*place) for place in places] == list(range(len(text) + 1))
    assert places == sorted(set(places))


@given(TEXTS)
def test_lines_are_those_of_universal_newlines(text: str) -> None:
    found = source(text)
    plain = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert [found.line_text(n + 1) for n in range(found.lines)] == plain


@given(TEXTS, st.integers(0, 40))
def test_byte_and_character_offsets_are_inverse(text: str, times: int) -> None:
    found = source(text * times)
    for offset in range(0, len(found.text) + 1, 7):
        at = found.byte_offset(offset)
        assert at == len(found.text[:offset].encode())
        assert found.char_offset(at) == offset
    assert found.char_offset(len(found.utf8)) == len(found.text)


def test_form_feeds_and_other_separators_end_no_line() -> None:
    found = source("a\fb\vc\u2028d\x85e\nf")
    assert found.lines == 2
    assert found.position(found.text.index("f")) == (2, 1)
    assert found.position(found.text.index("e")) == (1, 9)


def test_a_place_that_is_not_there_is_an_error_and_not_another_place() -> None:
    found = source("ab\ncd")
    for line, column in [(0, 1), (3, 1), (1, 0), (1, 5), (2, 4), (-1, 1)]:
        with pytest.raises(ValueError):
            found.offset(line, column)
    for offset in (-1, 6):
        with pytest.raises(ValueError):
            found.position(offset)
    with pytest.raises(ValueError):
        found.line_text(3)
    with pytest.raises(ValueError):
        source("é").char_offset(1)


@pytest.mark.parametrize(
    ("text", "indent"),
    [("\t\tx", "\t\t"), ("x", ""), ("  \t x y", "  \t "), ("\f  x", "  "), ("    ", "    ")],
)
def test_the_indent_is_that_of_the_line(text: str, indent: str) -> None:
    found = source(f"  first\r\n{text}\r\n")
    assert found.indent_of(9) == indent
    assert found.indent_of(9 + len(text)) == indent


@pytest.mark.parametrize(
    ("text", "newline"),
    [
        ("", "\n"),
        ("a", "\n"),
        ("a\r\nb", "\r\n"),
        ("a\rb", "\r"),
        ("a\nb\r\n", "\n"),
        ("a\r\nb\r\nc\n", "\r\n"),
        ("\r\n\r\r\r\n", "\r\n"),
        ("\n\r\n\r\r", "\r"),
    ],
)
def test_the_newline_is_the_one_most_lines_have(text: str, newline: str) -> None:
    assert source(text).newline == newline
