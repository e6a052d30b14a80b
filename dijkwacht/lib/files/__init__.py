"""
Uploaded files: known by their content, and rid of what they tell about their maker.

Everything accepted is rewritten: pictures are encoded anew, documents are taken apart and put together
without metadata, scripts and hidden files. What cannot be rewritten is refused.
"""

from dijkwacht.lib.files.cleaning import MAX_BYTES, CleanFile, clean_file
from dijkwacht.lib.files.kinds import ACCEPT, CannotAccept

__all__ = ["ACCEPT", "MAX_BYTES", "CannotAccept", "CleanFile", "clean_file"]
