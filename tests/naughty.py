"""Texts that programs like to stumble over, made by rule: markup, tags, formulas, controls, scripts, lengths.

Used by tests and by `benchmarks/naughty.py`. Each is what a learner might type or paste into a cell.
"""

# ruff: noqa: E501  (texts are data)
from __future__ import annotations

from collections.abc import Iterator

_TAGS = (
    "b",
    "select",
    "script",
    "w:p",
    "w:t",
    "w:r",
    "w:tbl",
    "textarea",
    "title",
    "svg",
    "!--",
    "?xml",
    "/w:t",
    "br/",
)
_MARKUP = (
    "<{0}>", "</{0}>", "<{0}>inside</{0}> after", "before <{0} unclosed", 'a <{0} x="1" y=\'2\'> b',
)  # fmt: skip
_ENTITIES = (
    "&",
    "&amp;",
    "&lt;",
    "&#65;",
    "&#x41;",
    "&#0;",
    "&#11;",
    "&nbsp;",
    "&bogus;",
    "&&",
    "a&b;c",
    "&#xD800;",
    "]]>",
    "<![CDATA[x]]>",
)
_EXPRESSIONS = (
    "7*7", "''.__class__.__mro__", "cycler.__init__.__globals__.os.popen('id')", "self", "config", "loop", "x|safe", "'}}'", "range(10**9)", "",
)  # fmt: skip
_FENCES = (
    "{{{{ {0} }}}}",
    "{{% {0} %}}",
    "{{# {0} #}}",
    "{{{{r {0} }}}}",
    "{{%p {0} %}}",
    "{{_{{ {0} }}_}}",
    "[[{0}]]",
    "${{{0}}}",
    "<%= {0} %>",
)
_FORMULAS = (
    "1+1", "cmd|' /C calc'!A0", 'HYPERLINK("http://example.invalid","x")', "SUM(A1:A9)", "A1", "-1", "", "DDE(\"a\";\"b\")",
)  # fmt: skip
_NUMBERS = (
    "0", "-0", "00123", "1e5", "1E400", "1,000.00", "1.000,00", "0x1F", "0b1", "NaN", "Infinity", "-Infinity", "1/2", "½", "²", "Ⅷ", "٣",
    "９", "1_000", "+44 20 7946 0000", "12345678901234567890", "TRUE", "FALSE", "true", "null", "None", "nil", "undefined", "N/A", "#N/A",
    "#REF!", "#VALUE!", "1:30", "25:61", "04/03/2026", "31/02/2026", "2026-03-04T10:30:00Z", "100%", "£1.50", "1st", "1e-5", ".5", "5.", "-",
)  # fmt: skip
_QUOTES = ("'", '"', "`", "''", '""', "\\", "\\\\", "\\n", "\\u0041", "%s", "%n", "%00", "$HOME", "$(id)", "`id`", "; ls", "| dir", "&& dir",
           "'; DROP TABLE learners; --", "\" OR \"1\"=\"1", "“curly”", "‘single’", "«guillemets»", "„low“", "…", "–", "—", "‑", "•", "™", "©", "§",
           "€", "½ cup", "¿qué?", "¡ya!")  # fmt: skip
_PLACES = ("CON", "NUL", "PRN", "AUX", "COM1", "LPT9", "con.txt", "..", "../../etc/passwd", "C:\\Windows\\system32", "\\\\server\\share",
           "file:///etc/passwd", "http://example.invalid/a?b=c&d=e#f", "mailto:robin@example.invalid", "-rf", "~", "name.", "name ", "a/b\\c:d*e?f",
           "desktop.ini", "$MFT", "%TEMP%")  # fmt: skip
_ESCAPES = (
    "_x000D_",
    "_x000B_",
    "_x005F_",
    "_x005F_x000D_",
    "_xD83D__xDE00_",
    "_xZZZZ_",
    "_x41_",
    "x_x0041_x",
    "\\a",
    "\\f",
    "^p",
    "^l",
    "^&",
)
_LATIN = ("Siân Ŵyn Llŷr", "Łódź Gdańsk żółć", "Ærøskøbing Þórður", "Çağrı İstanbul ığdır", "Nguyễn Thị Hương", "naïve façade", "straße ẞ", "ŒUVRE œuvre",
          "ﬁ ﬂ ﬀ ligatures", "ǆ ǅ Ǆ", "Ω Å K", "ℌ ℕ ℝ", "ａｂｃ ＡＢＣ", "Ελληνικά κείμενο", "Кириллица текст", "Ѐ Ѝ ӂ", "H₂O x² n³")  # fmt: skip
_OTHERS = (
    "עברית טקסט",
    "العربية نص",
    "हिन्दी पाठ",
    "ไทย ข้อความ",
    "中文文本",
    "日本語のテキスト",
    "한국어 텍스트",
    "ქართული",
    "አማርኛ",
    "தமிழ்",
    "ᏣᎳᎩ",
    "𝔘𝔫𝔦𝔠𝔬𝔡𝔢",
)
_EMOJI = ("😀", "👩\u200d🏫", "👨\u200d👩\u200d👧\u200d👦", "👍🏽", "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f", "🇬🇧", "1\ufe0f\u20e3",
          "❤\ufe0f", "☒ ☐ ✓ ✔", "→ ← ⇒ ≤ ≥ ≠", "🤷\u200d♀\ufe0f", "\U0001fae0")  # fmt: skip
_MARKS = ("\u0301", "\u0308", "\u0302", "\u0327", "\u0323", "\u0338", "\u20dd", "\u034f")
_INVISIBLE = (
    "\u00ad", "\u061c", "\u180e", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2060",
    "\u2061", "\u2062", "\u2063", "\u2064", "\u2066", "\u2067", "\u2068", "\u2069", "\u206a", "\u206f", "\ufeff", "\ufff9", "\ufffa", "\ufffb",
    "\ufe0e", "\ufe0f", "\ufdd0", "\ufdef", "\ufffe", "\uffff", "\U0001fffe", "\U0010ffff", "\ufffd", "\ufffc", "\ud800", "\udfff", "\udc00\ud800",
)  # fmt: skip
_SPACES = (
    "\u00a0",
    "\u1680",
    *(chr(code) for code in range(0x2000, 0x200B)),
    "\u202f",
    "\u205f",
    "\u3000",
    "\t",
    "\u2028",
    "\u2029",
    "\x85",
)


def naughty_texts() -> tuple[str, ...]:
    """All of them, each once, in an order that never changes."""
    return tuple(dict.fromkeys(_texts()))


def _texts() -> Iterator[str]:
    yield from (form.format(tag) for tag in _TAGS for form in _MARKUP)
    yield from _ENTITIES
    yield from (fence.format(inside) for inside in _EXPRESSIONS for fence in _FENCES)
    yield from (sign + formula for formula in _FORMULAS for sign in ("=", "+", "-", "@", "\t=", "\r=", "'="))
    yield from (*_NUMBERS, *_QUOTES, *_PLACES, *_ESCAPES, *_LATIN, *_OTHERS, *_EMOJI)
    yield from (f"e{mark} a{mark * 2} x{mark * 5}" for mark in _MARKS)
    yield from (f"one{chr(code)}two" for code in (*range(32), *range(0x7F, 0xA0)))
    yield from (f"one{mark}two" for mark in (*_INVISIBLE, *_SPACES))
    yield from (f"{mark}edge{mark}" for mark in (" ", "\n", "\t", "\u00a0", "\u200b", "\u3000"))
    yield from (
        "a" * 300,
        "a" * 5000,
        "word " * 1500,
        "line\n" * 60,
        "\n\n\none\n\n\n\ntwo",
        "/".join("path" * 30),
        "-" * 400,
        "W" * 80,
    )
    yield from (
        "x" + "\u0301" * 60,
        "👩\u200d🏫" * 40,
        "a&b<c>d" * 200,
        "tab\t" * 50,
        "  two  spaces  ",
        "{" * 50,
        "}" * 50,
        "{{" * 30 + "}}" * 30,
    )
