"""The control words of RTF that say what its words are, and the encodings of its letters."""

import re

SIGNS = {
    "tab": "\t",
    "line": "\n",
    "lbr": "\n",
    "softline": "\n",
    "page": "\n",
    "column": "\n",
    "emdash": "—",
    "endash": "–",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "zwj": "\u200d",
    "zwnj": "\u200c",
}
SYMBOL_SIGNS = {"~": "\u00a0", "_": "-", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}


def _named(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Groups whose words are not on the page. Those marked by `\*` are left out unless they are read.
UNSEEN = _named(
    "colortbl stylesheet info pict xe tc txe rxe fldtype nonesttables shprslt sp listtext pntext "
    "header headerl headerr headerf footer footerl footerr footerf mmathPict upr"
)
MARKED_AND_READ = _named(
    "annotation atnauthor atrfstart atrfend atnref nesttableprops shpinst do moMath moMathPara ud "
    "fldrslt footnote shptxt dptxbxtext"
)
RUNNING = re.compile(r"(?:header|footer)[lrf]?")
PROPERTIES_OF_FORMULAS = re.compile(r"m\w+Pr")
BESIDE = {"footnote", "shptxt", "dptxbxtext", "annotation"}
CAPTURED = {"atnauthor", "atrfstart", "atrfend", "atnref", "listtext", "pntext"}

CODE_PAGES = {"mac": "mac-roman", "pc": "cp437", "pca": "cp850", "ansi": "cp1252"}
CHARSETS = {
    0: "cp1252",
    77: "mac-roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gbk",
    136: "big5",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
SYMBOL_CHARSET = 2
