"""Servers and pages for the browser tests. A test takes `lab` or `notebook`, or `desk` to run in both.

One server for all tests of a worker: it serves JupyterLab and Notebook. The browser goes with the module, as its loop
would be in the way of the tests of the server, which have loops of their own.
"""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import sync_playwright

from tests.jupyter.browser.desk import Desk
from tests.jupyter.browser.server import running
from tests.jupyter.environments import chromium

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

    from tests.jupyter.browser.server import Server

ARGUMENTS = """--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
--disable-component-update --disable-sync --disable-dev-shm-usage""".split()


@pytest.fixture(scope="session")
def start_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    """Start a server as `running` does, or hand out again the one that was started with the same arguments."""
    servers: dict[object, Server] = {}
    with ExitStack() as stack:

        def start(application: str = "lab", environment: str = "main", *options: str) -> Server:
            key = (application, environment, options)
            if key not in servers:
                directory = tmp_path_factory.mktemp("jupyter")
                servers[key] = stack.enter_context(running(directory, application, environment, options))
            return servers[key]

        yield start


@pytest.fixture(scope="session")
def server(start_server: Callable[..., Server]) -> Server:
    """The server that tests share."""
    return start_server()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_desk(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Desk]]:
    """A new page, as of another user, of a server: `open_desk(server, "notebook")`."""
    with ExitStack() as stack:
        yield lambda server, application="lab": stack.enter_context(_desk(browser, server, application, request.node))


@contextmanager
def _desk(browser: Browser, server: Server, application: str, test: pytest.Item) -> Iterator[Desk]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
    desk = Desk(context.new_page(), server, application)
    try:
        yield desk
        if test.stash.get(FAILED, False):
            desk.shot(f"failed-{test.name}")
    finally:
        context.close()
        server.settings({})
        server.end_sessions()
    assert not desk.errors, "\n".join(desk.errors)


@pytest.fixture
def lab(open_desk: Callable[..., Desk], server: Server) -> Desk:
    """A page of JupyterLab."""
    return open_desk(server)


@pytest.fixture
def notebook(open_desk: Callable[..., Desk], server: Server) -> Desk:
    """A page of Notebook 7."""
    return open_desk(server, "notebook")


@pytest.fixture(params=["lab", "notebook"])
def desk(open_desk: Callable[..., Desk], server: Server, request: pytest.FixtureRequest) -> Desk:
    """A page of JupyterLab, and in another run of the test one of Notebook 7."""
    return open_desk(server, request.param)


FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Tell the fixtures that a test has failed, for its screenshot."""
    report = yield
    item.stash[FAILED] = item.stash.get(FAILED, False) or report.failed
    return report
