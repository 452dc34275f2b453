"""A real nginx before a server, with Debian's configuration: only its folders are others."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2

from api.serving import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
CONFIGURATION = Path("/etc/nginx/nginx.conf")

_SITE = """
{temporary}
server {{
    listen 127.0.0.1:{port};
    location / {{
        proxy_pass http://127.0.0.1:{upstream};
    }}
    location /county/ {{
        proxy_pass http://127.0.0.1:{upstream}/;
        proxy_set_header Host $http_host;
        proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
        proxy_set_header X-Forwarded-Proto https;
    }}
}}
"""


@contextmanager
def nginx_before(upstream: int, folder: Path) -> Iterator[str]:
    """Run nginx before the port; yield its address."""
    port = free_port()
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    site = folder / "site.conf"
    site.write_text(_SITE.format(temporary=temporary, port=port, upstream=upstream))
    text = CONFIGURATION.read_text("utf-8")
    text = re.sub(r"(?m)^user .*$", "", text)
    text = text.replace("/run/nginx.pid", f"{folder}/pid")
    text = text.replace("/var/log/nginx", str(folder))
    text = text.replace("/etc/nginx/sites-enabled/*", str(site))
    own = folder / "nginx.conf"
    own.write_text(text)
    folder.chmod(0o755)
    command = [str(NGINX), "-c", str(own), "-e", f"{folder}/error.log", "-g", "daemon off;"]
    with subprocess.Popen(command) as process:
        try:
            _wait(f"http://127.0.0.1:{port}/healthz", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


def _wait(address: str, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        assert process.poll() is None
        try:
            if httpx2.get(address, trust_env=False).status_code == 200:
                return
        except httpx2.TransportError:
            pass
        time.sleep(0.05)
    raise TimeoutError("nginx did not become ready")
