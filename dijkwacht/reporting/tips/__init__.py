"""Tips of Meld Misdaad Anoniem as they come in: e-mails and tables. Nothing of who told is ever looked at."""

from dijkwacht.reporting.tips.checking import Checked, check_tips
from dijkwacht.reporting.tips.mail import tip_of_mail
from dijkwacht.reporting.tips.tables import FIELDS, Table, guess, read_table, tips_of_table
from dijkwacht.reporting.tips.tip import CannotRead, Tip, pack, readable, unpack

__all__ = [
    "FIELDS",
    "CannotRead",
    "Checked",
    "Table",
    "Tip",
    "check_tips",
    "guess",
    "pack",
    "read_table",
    "readable",
    "tip_of_mail",
    "tips_of_table",
    "unpack",
]
