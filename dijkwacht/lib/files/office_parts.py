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
_PREVIEWS = re.compile(r"docProps/thumbnail\.|Thumbnails/")
_AUTHOR_ATTRIBUTES = {"author", "userName", "lastModifiedBy"}
_DROPPED_ATTRIBUTES = {"initials", "date", "userId", "providerId", "dT", "dateUtc"}
_AUTHOR_ELEMENTS = {"author", "creator", "creator-initials", "sender-initials"}
_DROPPED_ELEMENTS = {"rsids", "absPath", "fileSharing", "docVars"}
_DUBLIN_CORE_DATE = "{http://purl.org/dc/elements/1.1/}date"
_PRINTER_SETTINGS = {"PrinterName", "PrinterSetup"}
_SHAREPOINT = "http://schemas.microsoft.com/office/2006/metadata/"


def is_preview(name: str) -> bool:
    """A picture of the first page, which may show what was later taken out."""
    return bool(_PREVIEWS.match(name))


def what_it_told(name: str, content: bytes) -> str:
    """This will name in Dutch what was taken from a part, empty when it is not worth telling."""
    if name in _TOLD:
        return _TOLD[name]
    if re.search(rb"author=|<author|:creator>|<person ", content):
        return "namen bij opmerkingen en wijzigingen"
    return "plaats en toestel van foto's" if _is_picture(name) else ""


def clean(name: str, content: bytes) -> bytes:
    """
    This will return one part without what it tells about people and places.

    :raises CannotAccept: if it is no sound XML
    """
    if name in _BLANKS:
        return _BLANKS[name].encode()
    if _is_picture(name):
        return segments.strip(content)
    if not name.endswith((".xml", ".rels")):
        return content
    root = _parse(content)
    if root.tag.startswith("{" + _SHAREPOINT):
        return b"<leeg/>"
    changes = [change(root) for change in _CHANGES]
    if not any(changes):
        return content
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _is_picture(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in {".jpg", ".jpeg", ".png"}


def _parse(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
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
        if kind.endswith("/thumbnail"):
            _remove(relation)
            changed = True
    return changed


def _drop_preview_from_manifest(root: etree._Element) -> bool:
    found = [
        element
        for element in _elements(root)
        if _local(element.tag) == "file-entry" and any(is_preview(str(value)) for value in element.attrib.values())
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
    _drop_outside_targets,
    _drop_preview_from_manifest,
)
