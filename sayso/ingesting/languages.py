"""Text → whether it is English; another language is named. Too few words tell nothing and pass."""

from __future__ import annotations

import functools
import re
from typing import Any

from sayso.ingesting.refusals import BadInput

ENOUGH = 60  # letters: fewer do not tell a language
SURE = 0.8  # of another language, before a text is turned away
SAMPLE = 6000  # characters that are looked at, from the first and the last part

_COMMON_WORDS = """
    the of and to in a that was is for on with as it he she they at by from had has have be are were this an which or
    but not his her their said who its been after would will one more than
"""
_COMMON = frozenset(_COMMON_WORDS.split())
_ENGLISH_SHARE = 0.25  # of the words, when common ones make up this much
_NAMES = {
    "af": "Afrikaans", "am": "Amharic", "ar": "Arabic", "az": "Azerbaijani", "be": "Belarusian",
    "bg": "Bulgarian", "bn": "Bengali", "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "cy": "Welsh",
    "da": "Danish", "de": "German", "el": "Greek", "es": "Spanish", "et": "Estonian", "eu": "Basque",
    "fa": "Persian", "fi": "Finnish", "fil": "Filipino", "fr": "French", "ga": "Irish", "gl": "Galician",
    "gu": "Gujarati", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "ht": "Haitian Creole",
    "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "is": "Icelandic", "it": "Italian",
    "ja": "Japanese", "ka": "Georgian", "kk": "Kazakh", "km": "Khmer", "kn": "Kannada", "ko": "Korean",
    "la": "Latin", "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "ml": "Malayalam",
    "mn": "Mongolian", "mr": "Marathi", "ms": "Malay", "mt": "Maltese", "my": "Burmese", "ne": "Nepali",
    "nl": "Dutch", "no": "Norwegian", "nb": "Norwegian", "nn": "Norwegian", "pl": "Polish", "ps": "Pashto",
    "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "si": "Sinhala", "sk": "Slovak", "sl": "Slovenian",
    "so": "Somali", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili", "ta": "Tamil",
    "te": "Telugu", "th": "Thai", "tl": "Tagalog", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu",
    "uz": "Uzbek", "vi": "Vietnamese", "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip


def find_language(text: str) -> str | None:
    """ISO 639 code of the text's language; None where too few words tell.

    >>> find_language("Fire!") is None
    True
    """
    sample = text if len(text) <= SAMPLE else f"{text[: SAMPLE // 2]}\n{text[-SAMPLE // 2 :]}"
    if sum(char.isalpha() for char in sample) < ENOUGH:
        return None
    if _common_share(sample) >= _ENGLISH_SHARE:
        return "en"
    language, sure = _identifier().classify(sample)
    if language == "en":
        return "en"
    return str(language) if sure >= SURE else None


def check_english(text: str) -> str | None:
    """The language, if the text may be English. Raises `BadInput` where it is plainly another."""
    language = find_language(text)
    if language not in ("en", None):
        raise BadInput(f"looks like {_NAMES.get(language, language)}: not read (only English is)")
    return language


def _common_share(text: str) -> float:
    words = re.findall(r"[^\W\d_]+", text.lower())
    return sum(word in _COMMON for word in words) / len(words) if words else 0.0


@functools.cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]  # noqa: PLC0415

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
