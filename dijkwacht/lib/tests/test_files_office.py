import io
import re
import zipfile

import pytest

from dijkwacht.lib.files import CannotAccept, clean_file
from dijkwacht.lib.files.kinds import ODT
from dijkwacht.lib.tests.test_files_images import phone_picture

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

WORD = {
    "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "_rels/.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" Target="docProps/thumbnail.jpeg"'
    f' Type="{RELATIONS}/metadata/thumbnail"/></Relationships>',
    "docProps/core.xml": "<core><creator>Piet</creator></core>",
    "docProps/app.xml": "<app><Company>Piet bv</Company></app>",
    "docProps/custom.xml": "<custom>Piet</custom>",
    "docProps/thumbnail.jpeg": "een plaatje van Piet",
    "word/document.xml": f'<w:document {W}><w:p w:rsidR="00AB12CD"><w:ins w:author="Piet" w:date="2026-01-01">'
    "<w:t>De schuur.</w:t></w:ins></w:p></w:document>",
    "word/comments.xml": f'<w:comments {W}><w:comment w:author="Piet" w:initials="PP" w:date="2026-01-01">'
    "<w:t>Klopt dit?</w:t></w:comment></w:comments>",
    "word/people.xml": "<people>Piet</people>",
    "word/settings.xml": f'<w:settings {W}><w:rsids><w:rsid w:val="00AB12CD"/></w:rsids></w:settings>',
    "word/_rels/settings.xml.rels": f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1"'
    f' Type="{OFFICE}/attachedTemplate" Target="file:///C:/Users/Piet/sjabloon.dotx" TargetMode="External"/>'
    f'<Relationship Id="r2" Type="{OFFICE}/hyperlink" Target="https://example.nl" TargetMode="External"/>'
    "</Relationships>",
    "word/media/image1.jpeg": phone_picture(),
    "customXml/item1.xml": '<p:properties xmlns:p="http://schemas.microsoft.com/office/2006/metadata/properties">'
    "Piet</p:properties>",
}
EXCEL = {
    "[Content_Types].xml": WORD["[Content_Types].xml"],
    "xl/workbook.xml": '<workbook><fileSharing userName="Piet"/><absPath url="C:\\Users\\Piet\\"/><sheets/></workbook>',
    "xl/comments1.xml": "<comments><authors><author>Piet</author></authors><text>Hoog bedrag</text></comments>",
    "xl/persons/person.xml": '<personList><person displayName="Piet" userId="piet@x" id="1"/></personList>',
    "xl/tables/table1.xml": '<table displayName="Tabel1"/>',
}
ODF = 'xmlns:office="o" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:config="c"'
LIBRE = {
    "mimetype": ODT.media_type,
    "meta.xml": f"<office:document-meta {ODF}><dc:creator>Piet</dc:creator></office:document-meta>",
    "content.xml": f"<office:document {ODF}><office:annotation><dc:creator>Piet</dc:creator>"
    "<dc:date>2026-01-01</dc:date>Klopt dit?</office:annotation></office:document>",
    "settings.xml": f'<office:settings {ODF}><config:config-item config:name="PrinterName">'
    "Printer van Piet</config:config-item></office:settings>",
    "Thumbnails/thumbnail.png": "een plaatje van Piet",
    "META-INF/manifest.xml": '<manifest><file-entry full-path="Thumbnails/thumbnail.png"/></manifest>',
}


def packed(parts, **more):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**parts, **more}.items():
            archive.writestr(name, content)
    return target.getvalue()


def unpacked(file):
    with zipfile.ZipFile(io.BytesIO(file.content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(("name", "parts"), [("brief.docx", WORD), ("lijst.xlsx", EXCEL), ("brief.odt", LIBRE)])
def test_nobody_is_named_any_more(name, parts):
    file = clean_file(name, packed(parts))

    assert file.name == name
    assert [part for part, content in unpacked(file).items() if re.search(b"Piet|Telefoonmerk", content)] == []


def test_it_tells_what_it_took_out():
    assert clean_file("brief.docx", packed(WORD)).removed == [
        "eigenschappen",
        "maker en datum",
        "namen bij opmerkingen en wijzigingen",
        "plaats en toestel van foto's",
    ]


def test_the_text_stays():
    parts = unpacked(clean_file("brief.docx", packed(WORD)))

    assert b"De schuur." in parts["word/document.xml"]
    assert b"Klopt dit?" in parts["word/comments.xml"]
    assert b"rsid" not in parts["word/document.xml"] + parts["word/settings.xml"]
    assert b"https://example.nl" in parts["word/_rels/settings.xml.rels"]
    assert b"Tabel1" in unpacked(clean_file("lijst.xlsx", packed(EXCEL)))["xl/tables/table1.xml"]


def test_the_preview_goes_with_what_points_to_it():
    word, libre = unpacked(clean_file("a.docx", packed(WORD))), unpacked(clean_file("a.odt", packed(LIBRE)))

    assert "docProps/thumbnail.jpeg" not in word
    assert b"thumbnail" not in word["_rels/.rels"] + libre["META-INF/manifest.xml"]


def test_the_type_of_an_odt_comes_first_and_unpacked():
    with zipfile.ZipFile(io.BytesIO(clean_file("a.odt", packed(LIBRE)).content)) as archive:
        first = archive.infolist()[0]

    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_the_numbers_behind_a_chart_are_cleaned_too():
    file = clean_file("a.docx", packed(WORD, **{"word/embeddings/sheet.xlsx": packed(EXCEL)}))

    with zipfile.ZipFile(io.BytesIO(unpacked(file)["word/embeddings/sheet.xlsx"])) as inner:
        assert b"Piet" not in inner.read("xl/comments1.xml")


@pytest.mark.parametrize(
    ("part", "why"),
    [
        ("word/vbaProject.bin", "macro"),
        ("word/activeX/activeX1.xml", "macro"),
        ("Basic/Standard/Module1.xml", "macro"),
        ("word/embeddings/oleObject1.bin", "ander bestand"),
        ("word/virus.exe", "ander bestand"),
        ("../../etc/passwd", "beschadigd"),
        ("/etc/passwd", "beschadigd"),
    ],
)
def test_dangerous_parts_are_refused(part, why):
    with pytest.raises(CannotAccept, match=why):
        clean_file("brief.docx", packed(WORD, **{part: b"x"}))


def test_xml_that_reads_other_files_is_refused():
    entity = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'

    with pytest.raises(CannotAccept, match="buiten het document"):
        clean_file("brief.docx", packed(WORD, **{"word/footnotes.xml": entity}))


def test_a_document_that_unpacks_to_far_more_is_refused():
    with pytest.raises(CannotAccept, match="uitgepakt te groot"):
        clean_file("brief.docx", packed(WORD, **{"word/bom.xml": bytes(201 * 1024 * 1024)}))


def test_a_closed_odt_is_refused():
    closed = '<manifest><file-entry full-path="content.xml"><encryption-data/></file-entry></manifest>'

    with pytest.raises(CannotAccept, match="wachtwoord"):
        clean_file("brief.odt", packed(LIBRE, **{"META-INF/manifest.xml": closed}))


def test_broken_xml_is_refused():
    with pytest.raises(CannotAccept, match="beschadigd"):
        clean_file("brief.docx", packed(WORD, **{"word/footnotes.xml": "<a>"}))


def test_word_under_the_name_of_excel_is_refused():
    with pytest.raises(CannotAccept, match="Word-document"):
        clean_file("lijst.xlsx", packed(WORD))
