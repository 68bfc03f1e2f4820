"""The REST API of GitHub, as far as prodgate speaks it.

The token goes to one host and into no message. Every request ends in time, whatever the server
does, and all requests of one client together do: a way to show findings may fail, but it may not
hold up the verdict.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import quote, urljoin, urlsplit

from msgspec import Struct

from prodgate import __version__
from prodgate.escape import printable

if TYPE_CHECKING:
    import requests
    from requests import PreparedRequest, Response, Session

VERSION = "2022-11-28"  # of the API; GitHub keeps each for two years after the next
_CONNECT, _READ = 10.0, 30.0  # seconds; GitHub itself gives up on a request after ten
_MOST = 30_000_000  # bytes of an answer; a page of 100 files with their patches is below 3 MB
_REDIRECTS = 3  # a renamed repository is one
_TRIES = 4
_PASSING = frozenset({429, 502, 503, 504})
_SAID = 300  # characters of what the server says


_Query: TypeAlias = Mapping[str, str | int]


class ApiError(Exception):
    """A request that did not do what it should. ``status`` 0: there was no answer to use."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


class _Answer(Struct, frozen=True):
    status: int
    headers: Mapping[str, str]
    data: Any
    text: str = ""  # what it says where it is not JSON


class _Broken(Struct, frozen=True):
    """There was no answer."""

    problem: str
    sent: bool  # it may have been done nevertheless


class Api:
    """A client for one server and one token. Paths start with "/repos/..."."""

    def __init__(self, base: str, token: str, *, seconds: float = 300.0) -> None:
        """``base``: https://api.github.com; ``seconds``: what all requests may take together."""
        self._base = base.rstrip("/")
        self._token = token.strip()
        self._seconds = seconds
        self._deadline: float | None = None  # from the first request on
        self._lost = ""  # why nothing is asked any more
        self._session: Session | None = None

    def get(self, path: str, query: _Query | None = None) -> Any:
        """The document. Raises ApiError, as all requests do."""
        return self._ask("GET", path, query, None, again=True).data

    def pages(self, path: str, query: _Query | None = None, most: int = 30) -> Iterator[Any]:
        """The items of a list, over at most ``most`` pages of 100."""
        url = path
        asked: _Query | None = {**(query or {}), "per_page": 100}
        for _ in range(most):
            answer = self._ask("GET", url, asked, None, again=True)
            if not isinstance(answer.data, list):
                raise ApiError(0, f"GET {_place(path)}: the answer is not a list")
            yield from answer.data
            following = _next(answer.headers.get("link", ""))
            if following is None:
                return
            url, asked = following, None

    def post(self, path: str, body: Mapping[str, Any], *, again: bool = False) -> Any:
        """What was made. ``again``: a second time does no harm, so it is tried where it failed."""
        return self._ask("POST", path, None, body, again=again).data

    def patch(self, path: str, body: Mapping[str, Any]) -> Any:
        """What it is now."""
        return self._ask("PATCH", path, None, body, again=True).data

    def delete(self, path: str) -> None:
        """Take it away."""
        self._ask("DELETE", path, None, None, again=True)

    # -- one request ----------------------------------------------------------------------------

    def _ask(
        self,
        method: str,
        path: str,
        query: _Query | None,
        body: Mapping[str, Any] | None,
        *,
        again: bool,
    ) -> _Answer:
        if self._deadline is None:
            if not re.fullmatch(r"[!-~]+", self._token):  # else a message about headers quotes it
                raise ApiError(0, "there is no token, or it has characters that no token has")
            self._deadline = time.monotonic() + self._seconds
        what = f"{method} {_place(path)}"
        if self._lost:
            raise ApiError(0, f"{what}: not asked any more: {self._lost}")
        data = None if body is None else json.dumps(body).encode()
        tried = 0
        while True:
            tried += 1
            outcome = self._once(method, path, query, data, what)
            if isinstance(outcome, _Answer) and outcome.status < 300:
                return outcome
            pause = _pause(outcome, tried, again=again) if tried < _TRIES else None
            if pause is None or pause > self._left():
                break
            time.sleep(pause)
        if isinstance(outcome, _Answer):
            raise ApiError(outcome.status, f"{what}: {outcome.status} {_said(outcome)}".rstrip())
        if tried == _TRIES:  # what comes after it need not wait as long
            self._lost = outcome.problem
        raise ApiError(0, f"{what}: {outcome.problem}")

    def _once(
        self, method: str, path: str, query: _Query | None, data: bytes | None, what: str
    ) -> _Answer | _Broken:
        import requests

        try:
            return self._follow(method, self._url(path), query, data, what)
        except requests.ConnectTimeout:
            return _Broken(f"no connection in {_CONNECT:g} seconds", sent=False)
        except requests.Timeout:
            return _Broken("it did not answer in time", sent=True)
        except requests.RequestException as error:
            # Its text may hold the address with a proxy's password, or what was sent.
            problem = f"the connection failed ({type(error).__name__})"
            return _Broken(problem, sent=not _unconnected(error))

    def _follow(
        self,
        method: str,
        url: str,
        query: _Query | None,
        data: bytes | None,
        what: str,
    ) -> _Answer:
        """The answer behind redirects, which are followed on the same server and nowhere else."""
        for _ in range(_REDIRECTS + 1):
            left = self._left()
            if left <= 0:
                raise ApiError(0, f"{what}: the {self._seconds:g} seconds for all of it are over")
            answer = self._send(method, url, query, data, left)
            target = answer.headers.get("location", "")
            if answer.status not in {301, 302, 307, 308} or not target:
                return answer
            if answer.status in {301, 302} and method != "GET":
                raise ApiError(answer.status, f"{what}: the repository has moved; use its new name")
            url, query = urljoin(url, target), None
            if _origin(url) != _origin(self._base):
                raise ApiError(answer.status, f"{what}: it leads to another server; not followed")
        raise ApiError(0, f"{what}: too many redirects")

    def _send(
        self,
        method: str,
        url: str,
        query: _Query | None,
        data: bytes | None,
        left: float,
    ) -> _Answer:
        with self._opened().request(
            method,
            url,
            params=query,
            data=data,
            headers={"Content-Type": "application/json"} if data is not None else None,
            timeout=(min(_CONNECT, left), min(_READ, left)),
            allow_redirects=False,
            stream=True,
        ) as response:
            headers = {name.lower(): value for name, value in response.headers.items()}
            return _answer(response.status_code, headers, self._read(response))

    def _read(self, response: Response) -> bytes:
        """The body: bounded in size, and in time even when it comes byte by byte."""
        import requests
        from urllib3.exceptions import HTTPError

        parts: list[bytes] = []
        size = 0
        try:
            while part := response.raw.read1(1 << 16, decode_content=True):
                parts.append(part)
                size += len(part)
                if size > _MOST:
                    raise ApiError(0, f"an answer of more than {_MOST // 1_000_000} MB")
                if self._left() <= 0:
                    raise requests.ReadTimeout
        except HTTPError as error:
            raise requests.ReadTimeout(type(error).__name__) from None
        return b"".join(parts)

    def _opened(self) -> Session:
        if self._session is None:
            import requests

            self._session = requests.Session()
            # As an auth object: a netrc file would take the place of a plain header.
            self._session.auth = self._authorise
            self._session.headers.update(
                {
                    "Accept": "application/vnd.github+json",
                    "Accept-Encoding": "identity",  # what is unpacked has no bound of its own
                    "X-GitHub-Api-Version": VERSION,
                    "User-Agent": f"prodgate/{__version__}",
                }
            )
        return self._session

    def _authorise(self, request: PreparedRequest) -> PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request

    def _left(self) -> float:
        return self._seconds if self._deadline is None else self._deadline - time.monotonic()

    def _url(self, path: str) -> str:
        if path.startswith("/"):
            return self._base + path
        if _origin(path) != _origin(self._base):  # the next page, as the server gave it
            raise ApiError(0, "the next page is on another server; not followed")
        return path


def segment(name: str) -> str:
    """A name as one part of a path."""
    return quote(name, safe="")


# -- answers --------------------------------------------------------------------------------------


def _answer(status: int, headers: Mapping[str, str], data: bytes) -> _Answer:
    try:
        return _Answer(status, headers, json.loads(data) if data else None)
    except (ValueError, RecursionError):
        if status < 300:
            raise ApiError(0, "the answer is not JSON: is there a proxy in between?") from None
        return _Answer(status, headers, None, data[:_SAID].decode("utf-8", "replace"))


def _said(answer: _Answer) -> str:
    data = answer.data
    parts: list[str] = []
    if isinstance(data, dict):
        errors = data.get("errors")
        parts = [str(data.get("message", ""))]
        for each in errors if isinstance(errors, list) else [errors] if errors else []:
            parts.append(str(each.get("message", each) if isinstance(each, dict) else each))
    return printable("; ".join(p for p in parts if p) or answer.text)[:_SAID]


def _pause(answer: _Answer | _Broken, tried: int, *, again: bool) -> float | None:
    """How long to wait before the next try; None: there is to be none.

    Where a limit was met nothing was done, so that anything may be tried again.
    """
    if isinstance(answer, _Broken):
        return float(tried) if again or not answer.sent else None
    if answer.status == 429 or (answer.status == 403 and _limited(answer)):
        return _told(answer.headers) or 2.0**tried * 5
    if answer.status in _PASSING and again:
        return _told(answer.headers) or 2.0 ** (tried - 1)
    return None


def _unconnected(error: requests.RequestException) -> bool:
    """Whether nothing can have been sent."""
    from urllib3.exceptions import MaxRetryError, NewConnectionError

    cause = error.args[0] if error.args else None
    return isinstance(cause, MaxRetryError) and isinstance(cause.reason, NewConnectionError)


def _limited(answer: _Answer) -> bool:
    headers = answer.headers
    message = answer.data.get("message") if isinstance(answer.data, dict) else None
    return (
        "retry-after" in headers
        or headers.get("x-ratelimit-remaining") == "0"
        or (isinstance(message, str) and "secondary rate limit" in message.lower())
    )


def _told(headers: Mapping[str, str]) -> float | None:
    """The pause that the server asks for, in seconds."""
    after = headers.get("retry-after", "")
    if re.fullmatch(r"\d{1,6}", after):
        return max(float(after), 0.1)
    reset = headers.get("x-ratelimit-reset", "")
    if headers.get("x-ratelimit-remaining") == "0" and re.fullmatch(r"\d{1,12}", reset):
        return max(float(reset) - time.time() + 1, 1.0)
    return None


def _next(link: str) -> str | None:
    """The address of the next page in a Link header."""
    from requests.utils import parse_header_links

    for each in parse_header_links(link):
        if each.get("rel") == "next":
            return str(each["url"])
    return None


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(url)
    port = parts.port or {"https": 443, "http": 80}.get(parts.scheme)
    return parts.scheme, parts.hostname, port


def _place(path: str) -> str:
    """A path for a message."""
    return printable(urlsplit(path).path)[:200]
