"""Words that are the number of a page, called so in many languages: `Page 3 of 12`, `s. 3`."""

import re

from kodeverk.analysis.recognition.forms.signs import DIGITS

NUMBERED_PAGE = re.compile(
    r"(?<![^\W_])(?:(?:pages?|pg|side|sider|seite|sidan?|sid|sivu|página|pagina|pág|pag|strona|str|lk|"
    r"стр|страница|сторінка|sayfa|σελίδα|صفح[ةه])\.?\s*[#:]?\s*|(?:pp?|s)(?:\.\s?|\s))(\d+)(?![\w:])|"
    r"第?\s*(\d+)\s*(?:页|頁|ページ|쪽)",
    re.IGNORECASE,
)
OF_PAGES = r"\s*(?:/|of|av|von|van|de|di|af|sur|z|из)\s*"
"""A pattern of what stands between the number of a page and that of all pages."""
_REST = re.compile(rf"(?:{OF_PAGES}\d{{1,4}})?\W*", re.IGNORECASE)


def says_page(words: str) -> bool:
    """Tell whether words are the number of a page, called so, and no more."""
    # Most words have no number, and that is cheaper to see.
    page = NUMBERED_PAGE.search(words) if DIGITS.search(words) else None
    if page is None or any(map(str.isalnum, words[: page.start()])):
        return False
    return _REST.fullmatch(words, page.end()) is not None
