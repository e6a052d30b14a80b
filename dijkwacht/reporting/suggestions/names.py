"""
Names of people, found by deduce (made at UMC Utrecht to leave patients out of Dutch text).

As it comes, deduce takes 1.1 GB of memory and starts in six seconds or more, for the streets and hospitals of the
whole country. Without those lists (addresses have a pattern of our own) it takes some 45 MB. It is loaded when the
first report is summarised, once in a process; where nobody reads reports it never is. Its folder is private and gone
after loading: it likes to keep a pickle beside its lists, and read it back.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

from dijkwacht.reporting.suggestions.patterns import Found

_KINDS: Final = {"persoon": "name", "patient": "name"}
_NOT_ASKED: Final = {
    "institutions", "dates", "ages", "identifiers", "phone_numbers", "email_addresses", "urls", "redactor",
}  # fmt: skip
_EMPTIED: Final = (
    "institutions/lst_healthcare_institution",
    "institutions/lst_hospital",
    "locations/lst_street",
    "whitelist/lst_eponymous_disease",
    "whitelist/lst_eponymous_disease/lst_eponymous_single",
)
_NOTHING = "qzxqzxqzx\n"
# Words that open a sentence with a capital, and so look like the first part of a name.
_OPENING: Final = re.compile(
    r"^(?:(?:Volgens|Bij|Toen|Daar|Ook|En|Maar|Want|Met|Van|Voor|Naast|Alleen|Soms|Dat|Dit) )+"
)
_one_at_a_time = Lock()


def find(text: str) -> Iterator[Found]:
    """This will give the names of people in a text."""
    if not any(sign.isupper() for sign in text):
        return
    with _one_at_a_time:
        found = _reader().deidentify(text, disabled=_NOT_ASKED).annotations
    for each in found:
        name = _OPENING.sub("", each.text)
        if each.tag in _KINDS and len(name) > 1:
            yield each.end_char - len(name), each.end_char, name, _KINDS[each.tag]


def load() -> None:
    """This will get ready to find names, the first time in a second or two."""
    with _one_at_a_time:
        _reader()


@cache
def _reader() -> Any:
    from deduce import Deduce
    from deduce.data.lookup import src

    with tempfile.TemporaryDirectory(prefix="dijkwacht-names-") as folder:
        lists = Path(folder) / "src"
        shutil.copytree(Path(str(src.__file__)).parent, lists)
        for name in _EMPTIED:
            for path in (lists / name).glob("*.txt"):
                path.write_text(_NOTHING)
        return Deduce(lookup_data_path=folder, cache_path=folder, build_lookup_structs=True)
