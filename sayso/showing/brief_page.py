"""A brief, as cut for reading → one HTML page that needs nothing else."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from sayso.showing import phrases
from sayso.showing.board import short
from sayso.showing.page import shell

if TYPE_CHECKING:
    from sayso.showing.brief import Block, Line, Sheet


def page(shown: Sheet) -> str:
    """No script, no request. What a document says is escaped, and never markup."""
    blocks = "\n".join(_block(each) for each in shown.blocks)
    left = f'<p class="meta">{escape(shown.left_out)}</p>' if shown.left_out else ""
    foot = "".join(f"<p>{escape(each)}</p>" for each in shown.foot)
    body = f"""<article class="brief">
<header class="head"><h1 class="title">{escape(shown.title)}</h1><p class="meta">{escape(shown.summary)}</p></header>
{blocks}
{left}
<footer class="capture">{foot}</footer>
</article>"""
    return shell(shown.title, body, "brief")


def _block(block: Block) -> str:
    lines = "\n".join(f'<li class="{line.what}">{_line(line)}</li>' for line in block.lines)
    return f"""<section class="turn"><h2>{escape(block.title)} <span class="id">{escape(short(block.claim))}</span></h2>
<ul>
{lines}
</ul></section>"""


def _line(line: Line) -> str:
    told = f'<span class="told">{escape(line.told)}</span>'
    words = f' <q class="words">{escape(line.words)}</q>' if line.words else ""
    where = escape(line.where or "")
    address = phrases.address(line.url)
    linked = f'<a href="{escape(address)}" rel="noopener noreferrer">{where}</a>' if address else where
    return told + words + (f' <span class="where">{linked}</span>' if where else "")
