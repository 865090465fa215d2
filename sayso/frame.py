"""Title, style, body → a whole HTML page that needs nothing else and lets nothing in: no script, no other host, its own style alone."""

from __future__ import annotations

import base64
import hashlib
from html import escape

from sayso.__about__ import __version__


def frame(title: str, style: str, body: str, classes: str = "") -> str:
    """A page; `title` is escaped here, `style` and `body` are taken as they are.

    The policy (Content Security Policy 3) allows the one style sheet by its digest.
    """
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    opening = f'<body class="{classes}">' if classes else "<body>"
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="Sayso {__version__}">
<meta name="color-scheme" content="light dark">
<title>{escape(title)} - Sayso</title>
<style>{style}</style>
</head>
{opening}
{body}
</body>
</html>
"""
