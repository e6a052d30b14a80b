"""PDF: written anew without metadata, scripts, actions and hidden files."""

import io
from collections.abc import Iterator
from contextlib import suppress

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from dijkwacht.lib.files import segments
from dijkwacht.lib.files.kinds import CannotAccept

# Keys that go wherever they stand, with what they are called for the user.
_KEYS = {
    "/Metadata": "beschrijving",
    "/PieceInfo": "beschrijving",
    "/CreatorInfo": "beschrijving",
    "/Thumb": "voorbeeldplaatjes",
    "/LastModified": "beschrijving",
    "/JS": "scripts",
    "/JavaScript": "scripts",
    "/AA": "scripts",
    "/OpenAction": "scripts",
    "/XFA": "scripts",
    "/EmbeddedFiles": "bijgevoegde bestanden",
    "/EF": "bijgevoegde bestanden",
    "/AF": "bijgevoegde bestanden",
    "/Collection": "bijgevoegde bestanden",
}
_ACTIONS = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToE",
    "/GoToR",
    "/Rendition",
    "/RichMediaExecute",
    "/Movie",
    "/Sound",
}
# What a reader needs to show the pages; a program may have written anything beside it.
_ROOT_KEEPS = {
    "/Type",
    "/Pages",
    "/Version",
    "/Extensions",
    "/PageLabels",
    "/Names",
    "/Dests",
    "/ViewerPreferences",
    "/PageLayout",
    "/PageMode",
    "/Outlines",
    "/AcroForm",
    "/StructTreeRoot",
    "/MarkInfo",
    "/Lang",
    "/OCProperties",
    "/OutputIntents",
}
_PICTURES = {"/DCTDecode", "/JPXDecode"}
_ANNOTATIONS = {"/FileAttachment", "/RichMedia", "/Movie", "/Sound", "/Screen", "/3D"}
# Who wrote a remark in the margin, and when.
_REMARK_KEYS = ("/T", "/M", "/CreationDate", "/NM")


def clean(content: bytes) -> tuple[bytes, list[str]]:
    """
    This will return the PDF with its pages only, and what was left out.

    :raises CannotAccept: if it is broken or closed with a password
    """
    try:
        with pikepdf.open(io.BytesIO(content), attempt_recovery=False) as pdf:
            return _write_anew(pdf)
    except pikepdf.PasswordError as closed:
        raise CannotAccept(_CLOSED) from closed
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RecursionError) as broken:
        raise CannotAccept("Deze PDF is beschadigd. Sla hem opnieuw op en probeer het nog eens.") from broken


_CLOSED = "Deze PDF is beveiligd. Sla hem op zonder wachtwoord of beperkingen en probeer het nog eens."


def _write_anew(pdf: Pdf) -> tuple[bytes, list[str]]:
    if pdf.is_encrypted:
        raise CannotAccept(_CLOSED)
    if not len(pdf.pages):
        raise CannotAccept("Deze PDF heeft geen bladzijden.")
    removed: list[str] = []
    if "/Info" in pdf.trailer:
        removed.append("beschrijving")
        del pdf.trailer["/Info"]
    for key in sorted(set(pdf.Root.keys()) - _ROOT_KEEPS):
        removed += [_KEYS.get(key, "beschrijving")]
        del pdf.Root[key]
    # The mark that a file keeps through all its versions.
    if "/ID" in pdf.trailer:
        del pdf.trailer["/ID"]
    for page in pdf.pages:
        removed += _clean_annotations(page.obj)
    for part in _all_parts(pdf):
        removed += _clean_part(part)
    target = io.BytesIO()
    pdf.save(target, deterministic_id=True, fix_metadata_version=False)
    return target.getvalue(), removed


def _all_parts(pdf: Pdf) -> Iterator[Object]:
    for thing in pdf.objects:
        yield from _direct_parts(thing)


def _direct_parts(thing: Object) -> Iterator[Object]:
    """The dictionaries and streams in one object; what it only points to comes by itself."""
    if isinstance(thing, Array):
        children = list(thing)
    elif isinstance(thing, (Dictionary, Stream)):
        yield thing
        children = [value for _, value in thing.items()]
    else:
        return
    for child in children:
        if isinstance(child, Object) and not child.is_indirect:
            yield from _direct_parts(child)


def _clean_part(part: Object) -> list[str]:
    removed = [words for key, words in _KEYS.items() if key in part]
    for key in _KEYS:
        if key in part:
            del part[key]
    if str(part.get("/S", "")) in _ACTIONS:
        removed.append("scripts")
        for key in list(part.keys()):
            del part[key]
    if "/ByteRange" in part:  # a signature holds the certificate of who signed
        removed.append("handtekening")
        for key in list(part.keys()):
            del part[key]
    if isinstance(part, Stream):
        _clean_picture(part)
    return removed


def _clean_picture(stream: Stream) -> None:
    """
    This will take the metadata out of a photo on a page, also when it is packed once more around.

    A photo that is no sound one shows nothing and could carry anything, so nothing stays of it.
    """
    filters = _filters(stream)
    if not filters or filters[-1] not in _PICTURES:
        return
    bare = None
    with suppress(pikepdf.PdfError):
        bare = segments.strip(_unpacked(stream, filters[:-1]))
    parameters = stream.get("/DecodeParms")
    last = parameters[-1] if isinstance(parameters, Array) and len(parameters) else parameters
    stream.write(bare or b"", filter=Name(filters[-1]), decode_parms=last if isinstance(last, Dictionary) else None)


def _filters(stream: Stream) -> list[str]:
    found = stream.get("/Filter")
    if found is None:
        return []
    return [str(each) for each in found] if isinstance(found, Array) else [str(found)]


def _unpacked(stream: Stream, around: list[str]) -> bytes:
    """The picture itself, which other filters may be wrapped around."""
    raw = stream.read_raw_bytes()
    if not around:
        return raw
    holder = Pdf.new()
    return holder.make_stream(raw, Filter=Array([Name(each) for each in around])).read_bytes()


def _clean_annotations(page: Object) -> list[str]:
    if "/Annots" not in page:
        return []
    found = list(page.Annots)
    kept = [remark for remark in found if str(remark.get("/Subtype", "")) not in _ANNOTATIONS]
    page.Annots = Array(kept)
    removed = ["bijgevoegde bestanden"] if len(kept) < len(found) else []
    for remark in kept:
        if remark.get("/Subtype") != Name.Widget:
            removed += ["namen bij opmerkingen"] if "/T" in remark else []
            for key in _REMARK_KEYS:
                if key in remark:
                    del remark[key]
    return removed
