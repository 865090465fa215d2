"""Contents that only point ("it", "the report", "this news") → the utterance that they point at (RULES.md, U9)."""

from __future__ import annotations

import re

ANAPHOR = re.compile(
    r"^(?:it|that|this|them|those|these|both|(?:the|this|that|these|those|such|his|her|its|their|any|an?)\s(?:\w+\s){0,2}?"
    r"(?:claims?|reports?|allegations?|accusations?|charges?|figures?|numbers?|news|story|stories|account|version|statement|remarks?|suggestions?|assertions?|idea|plan|deal|denial"
    r"|rumou?rs?|estimates?|toll|count|warning|threat|offer|proposal|decision|finding|findings|conclusion|theory|video|footage|letter|memo|payment|incident|existence of))\b",
    re.IGNORECASE,
)
