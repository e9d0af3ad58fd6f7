# SPDX-License-Identifier: GPL-3.0-or-later
"""The real server program, on a port that the system chooses, and an HTTP client for it."""
import http.client
import json
import os
import pathlib
import subprocess
import urllib.parse

ROOT = pathlib.Path(os.environ.get("CORD_SOURCE_ROOT", pathlib.Path(__file__).resolve().parents[2]))
BUILD = pathlib.Path(os.environ.get("CORD_BUILD_ROOT", "."))
LISTENING = "Listening at http://127.0.0.1:"
PATCH_TYPE = "application/merge-patch+json"


class Reply:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.text = response.read().decode("utf-8")
        kind = (self.headers.get("Content-Type") or "").split(";")[0]
        self.json = json.loads(self.text) if self.text and kind == "application/json" else None

    def __str__(self):
        return f"{self.status} {self.text[:600]}"


class Server:
    """Listens from when it is made until it is stopped."""

    def __init__(self, program, *arguments, environment=None):
        command = [str(program), "--listen", "127.0.0.1:0", "--data-dir", str(ROOT / "data"), *arguments]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True,
                                        env={**os.environ, **(environment or {})})
        line = self.process.stdout.readline()
        if not line.startswith(LISTENING):
            raise RuntimeError(f"the server did not start: {line!r}")
        self.port = int(line[len(LISTENING):].strip().strip("/"))
        self.token = None

    def stop(self):
        self.process.terminate()
        self.process.wait(30)
        self.process.stdout.close()

    def send(self, method, path, body=None, query=None, **headers):
        """@body: a document, or text that is sent as it is. @query: pairs to encode. Header names have _ in place of -."""
        sent = {name.replace("_", "-"): value for name, value in headers.items() if value is not None}
        if body is not None:
            sent.setdefault("Content-Type", PATCH_TYPE if method == "PATCH" else "application/json")
        if self.token:
            sent.setdefault("Authorization", f"Bearer {self.token}")
        if query:
            path += "?" + urllib.parse.urlencode(query, quote_via=urllib.parse.quote)
        text = body if body is None or isinstance(body, str) else json.dumps(body)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, text.encode() if text is not None else None, sent)
            return Reply(connection.getresponse())
        finally:
            connection.close()

    def get(self, path, query=None, **headers):
        return self.send("GET", path, None, query, **headers)

    def post(self, path, body, **headers):
        return self.send("POST", path, body, **headers)

    def patch(self, path, body, **headers):
        return self.send("PATCH", path, body, **headers)

    def delete(self, path, **headers):
        return self.send("DELETE", path, **headers)

    def sign_in(self, user, password):
        reply = self.post("/cordboard/v1/token", {"grant_type": "password", "username": user, "password": password})
        self.token = reply.json["access_token"]

    def sign_in_client(self, name, secret):
        body = {"grant_type": "client_credentials", "client_id": name, "client_secret": secret}
        self.token = self.post("/cordboard/v1/token", body).json["access_token"]
