"""The parts inside a Word, Excel or ODT file: which of them tell about people, and how they are blanked."""

import re
from collections.abc import Callable
from pathlib import PurePosixPath

from lxml import etree

from dijkwacht.lib.files import segments
from dijkwacht.lib.files.kinds import CannotAccept

_SOMEBODY = "Auteur"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"

# Whole parts that hold nothing but properties.
_BLANKS = {
    "docProps/core.xml": f'<cp:coreProperties xmlns:cp="{_PACKAGE}metadata/core-properties"/>',
    "docProps/app.xml": f'<Properties xmlns="{_OFFICE}extended-properties"/>',
    "docProps/custom.xml": f'<Properties xmlns="{_OFFICE}custom-properties"/>',
    "word/people.xml": f'<w15:people xmlns:w15="{_W15}"/>',
    "meta.xml": f'<office:document-meta xmlns:office="{_OASIS}" office:version="1.3"/>',
}
_TOLD = {
    "docProps/core.xml": "maker en datum",
    "docProps/app.xml": "maker en datum",
    "docProps/custom.xml": "eigenschappen",
    "meta.xml": "maker en datum",
}
# Parts that go whole: previews, the printer, signatures with the signer's name, labels with the employer's number.
_DROPPED_PARTS = re.compile(
    r"docProps/thumbnail\.|Thumbnails/|layout-cache$|xl/printerSettings/|_xmlsignatures/|docMetadata/"
    r"|META-INF/(document|macro)signatures\.xml$"
)
_DROPPED_RELATIONS = ("/thumbnail", "/printerSettings", "/classificationlabels")
_SIGNATURES = "/relationships/digital-signature/"
_XML = {".xml", ".rels", ".rdf", ".vml", ".svg"}
_PICTURES = {".jpg", ".jpeg", ".jpe", ".jfif", ".png", ".gif", ".webp", ".jp2"}
_FONTS = {".odttf", ".ttf", ".otf", ".fntdata", ".woff", ".woff2"}
_AUTHOR_ATTRIBUTES = {"author", "userName", "lastModifiedBy"}
_DROPPED_ATTRIBUTES = {"initials", "date", "userId", "providerId", "dT", "dateUtc"}
_AUTHOR_ELEMENTS = {"author", "creator", "creator-initials", "sender-initials"}
_DROPPED_ELEMENTS = {"rsids", "absPath", "fileSharing", "docVars", "script", "metadata", "namedview"}
_DUBLIN_CORE_DATE = "{http://purl.org/dc/elements/1.1/}date"
_PRINTER_SETTINGS = {"PrinterName", "PrinterSetup"}
_RELATION_ID = "{" + _OFFICE + "relationships}id"
# Alternative texts that a program filled in by itself with where the picture came from.
_PATH = re.compile(
    r"[A-Za-z]:\\|\\\\|/(Users|home|Volumes|storage)/|file:|\.(jpe?g|png|heic|gif|tiff?)$", re.IGNORECASE
)
_PICTURE_NAMES = {"descr", "title", "name"}
_MAX_XML = 50 * 1024 * 1024
_SHAREPOINT = "http://schemas.microsoft.com/office/2006/metadata/"


def is_dropped(name: str) -> bool:
    """
    This will return whether a part goes whole.

    A preview shows the first page as it was before something was taken out; a printer's name is that of an office.
    """
    return bool(_DROPPED_PARTS.match(name))


def what_it_told(name: str, content: bytes) -> str:
    """This will name in Dutch what was taken from a part, empty when it is not worth telling."""
    if name in _TOLD:
        return _TOLD[name]
    if re.search(rb"author=|<author|:creator>|<person ", content):
        return "namen bij opmerkingen en wijzigingen"
    return "plaats en toestel van foto's" if _suffix(name) in _PICTURES else ""


def clean(name: str, content: bytes) -> bytes:
    """
    This will return one part without what it tells about people and places.

    :raises CannotAccept: if it is no sound XML, or something of which we do not know what it tells
    """
    if name in _BLANKS:
        return _BLANKS[name].encode()
    suffix = _suffix(name)
    if suffix in _FONTS or name == "mimetype":
        return content
    # A drawing can carry a whole photo as text.
    if suffix in _XML and b"data:image/" not in content:
        return _clean_xml(content)
    bare = segments.strip(content) if suffix in _PICTURES else None
    if bare is None:
        raise CannotAccept(
            "In dit document zit een afbeelding of bestand waar we geen gegevens uit kunnen halen"
            f" ({PurePosixPath(name).name[:60]}). Bewaar het document als PDF en kies die."
        )
    return bare


def _suffix(name: str) -> str:
    """With its dot; that of "_rels/.rels" too, which PurePosixPath takes for a name without one."""
    last = name.rpartition("/")[2].lower()
    return "." + last.rpartition(".")[2] if "." in last else ""


def _clean_xml(content: bytes) -> bytes:
    if len(content) > _MAX_XML:
        raise CannotAccept("Dit document is uitgepakt te groot. Maak het kleiner.")
    root = _parse(content)
    if root.tag.startswith("{" + _SHAREPOINT):
        return b"<leeg/>"
    changes = [change(root) for change in _CHANGES]
    has_remarks = b"<!--" in content or content.count(b"<?") > 1
    if not any(changes) and not has_remarks:
        return content
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _parse(content: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as broken:
        raise CannotAccept("Dit document is beschadigd. Sla het opnieuw op.") from broken
    if root.getroottree().docinfo.doctype:
        raise CannotAccept("Dit document verwijst naar iets buiten het document. We nemen het niet aan.")
    return root


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _elements(root: etree._Element) -> list[etree._Element]:
    return [element for element in root.iter() if isinstance(element.tag, str)]


def _forget_authors(root: etree._Element) -> bool:
    changed = False
    for element in _elements(root):
        if _local(element.tag) in _AUTHOR_ELEMENTS and element.text:
            element.text, changed = _SOMEBODY, True
        for attribute in list(element.attrib):
            changed |= _forget_attribute(element, str(attribute))
    return changed


def _forget_attribute(element: etree._Element, attribute: str) -> bool:
    name = _local(attribute)
    if name.startswith("rsid") or (name in _DROPPED_ATTRIBUTES and _is_about_people(element)):
        del element.attrib[attribute]
        return True
    # A table in Excel has a displayName too, which formulas refer to.
    is_name = name in _AUTHOR_ATTRIBUTES or (name == "displayName" and _local(element.tag) == "person")
    if is_name and element.attrib[attribute] != _SOMEBODY:
        element.attrib[attribute] = _SOMEBODY
        return True
    return False


def _is_about_people(element: etree._Element) -> bool:
    """A remark, a change or a person; elsewhere "date" can be content, as in a field that picks a date."""
    names = {_local(str(name)) for name in element.attrib}
    return bool(names & {"author", "personId"}) or _local(element.tag) == "person"


def _drop_elements(root: etree._Element) -> bool:
    found = [
        element
        for element in _elements(root)
        if _local(element.tag) in _DROPPED_ELEMENTS or element.tag == _DUBLIN_CORE_DATE
    ]
    for element in found:
        _remove(element)
    return bool(found)


def _forget_printer(root: etree._Element) -> bool:
    found = [
        element
        for element in _elements(root)
        if _local(element.tag) == "config-item"
        and _PRINTER_SETTINGS & {str(value) for value in element.attrib.values()}
    ]
    for element in found:
        element.text = None
    return bool(found)


def _forget_printer_of_sheet(root: etree._Element) -> bool:
    found = [
        element for element in _elements(root) if _local(element.tag) == "pageSetup" and _RELATION_ID in element.attrib
    ]
    for element in found:
        del element.attrib[_RELATION_ID]
    return bool(found)


def _forget_picture_names(root: etree._Element) -> bool:
    changed = False
    for element in _elements(root):
        if _local(element.tag) not in {"cNvPr", "docPr"}:
            continue
        for name in _PICTURE_NAMES & set(element.attrib):
            if _PATH.search(str(element.attrib[name])):
                element.attrib[name], changed = "Afbeelding", True
    return changed


def _drop_outside_targets(root: etree._Element) -> bool:
    """
    Links may stay; templates, pictures and data that would be fetched from elsewhere point nowhere.

    The relation itself stays, because the document refers to it by its id.
    """
    changed = False
    for relation in _elements(root):
        kind = str(relation.get("Type", ""))
        if relation.get("TargetMode") == "External" and not kind.endswith("/hyperlink"):
            relation.set("Target", "verwijderd")
            changed = True
        if str(relation.get("Target", "")).lower().startswith("file:"):
            relation.set("Target", "verwijderd")
            changed = True
        if kind.endswith(_DROPPED_RELATIONS) or _SIGNATURES in kind:
            _remove(relation)
            changed = True
    return changed


def _drop_preview_from_manifest(root: etree._Element) -> bool:
    found = [
        element
        for element in _elements(root)
        if _local(element.tag) == "file-entry" and any(is_dropped(str(value)) for value in element.attrib.values())
    ]
    for element in found:
        _remove(element)
    if any(_local(element.tag) == "encryption-data" for element in _elements(root)):
        raise CannotAccept("Dit document is beveiligd met een wachtwoord. Sla het op zonder wachtwoord.")
    return bool(found)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


_CHANGES: tuple[Callable[[etree._Element], bool], ...] = (
    _forget_authors,
    _drop_elements,
    _forget_printer,
    _forget_printer_of_sheet,
    _forget_picture_names,
    _drop_outside_targets,
    _drop_preview_from_manifest,
)
