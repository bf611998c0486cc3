"""A geocoding service on the loopback that answers, waits, refuses and lies, as it is told."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

LICENCE = "Data © OpenStreetMap contributors, ODbL 1.0."


def hit(name: str, lat: float, lon: float, *, land: str = "ua", kind: str = "village") -> Any:
    """Make an answer as Nominatim makes it."""
    half = 0.02
    return {
        "place_id": abs(hash((name, lat))),
        "licence": LICENCE,
        "osm_type": "node",
        "osm_id": round(lat * 1000),
        "lat": str(lat),
        "lon": str(lon),
        "class": "place",
        "type": kind,
        "addresstype": kind,
        "name": name,
        "display_name": f"{name}, Somewhere",
        "address": {"country_code": land},
        "boundingbox": [str(edge) for edge in (lat - half, lat + half, lon - half, lon + half)],
    }


class Service:
    """What the server says, and what it was asked."""

    def __init__(self) -> None:
        self.queries: list[str] = []
        self.answers: dict[str, Any] = {}
        self.status = 200
        self.headers: dict[str, str] = {}
        self.body: str | None = None
        self.wait = 0.0
        self.domain = ""

    def nominatim(self, **options: Any) -> Any:
        """Point geopy's Nominatim at this server."""
        from geopy.geocoders import Nominatim

        told = {"timeout": 5, **options}
        return Nominatim(user_agent="tests", domain=self.domain, scheme="http", proxies={}, **told)


@contextlib.contextmanager
def served() -> Iterator[Service]:
    """Run the server in a thread."""
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = parse_qs(urlsplit(self.path).query)
            query = asked["q"][0] if "q" in asked else f"{asked['lat'][0]},{asked['lon'][0]}"
            service.queries.append(query)
            time.sleep(service.wait)
            body = service.body
            if body is None:
                body = json.dumps(service.answers.get(query, []))
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                self.send_response(service.status)
                for name, value in service.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body.encode())

        def log_message(self, *_: Any) -> None:
            """Keep quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    service.domain = f"127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
