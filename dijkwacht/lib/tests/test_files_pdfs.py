import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String
from PIL import Image
from pypdf import PdfReader

from dijkwacht.lib.files import CannotAccept, clean_file
from dijkwacht.lib.tests.test_files_images import phone_picture


def saved(pdf, **options):
    target = io.BytesIO()
    pdf.save(target, **options)
    return target.getvalue()


@pytest.fixture
def pdf():
    pdf = Pdf.new()
    pdf.add_blank_page()
    return pdf


def everything_in(content):
    """The file with its streams unpacked, to search for words."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        target = io.BytesIO()
        pdf.save(target, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return target.getvalue()


def test_who_made_it_is_gone(pdf):
    pdf.docinfo["/Author"] = "Piet"
    with pdf.open_metadata() as metadata:
        metadata["dc:creator"] = ["Piet"]

    file = clean_file("brief.pdf", saved(pdf))

    assert file.removed == ["beschrijving"]
    assert b"Piet" not in everything_in(file.content)
    assert PdfReader(io.BytesIO(file.content)).metadata is None


def test_scripts_and_actions_are_gone(pdf):
    script = Dictionary(S=Name.JavaScript, JS=String("app.alert('hoi')"))
    pdf.Root.OpenAction = script
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([String("a"), script])))
    pdf.pages[0].AA = Dictionary(O=script)
    button = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 1, 1])
    button.A = Dictionary(S=Name.Launch, F=String("cmd.exe"), Next=script)
    pdf.pages[0].Annots = Array([pdf.make_indirect(button)])

    file = clean_file("brief.pdf", saved(pdf))

    assert file.removed == ["scripts"]
    for word in (b"alert", b"cmd.exe", b"OpenAction", b"/JS", b"Launch"):
        assert word not in everything_in(file.content)


def test_a_link_to_a_website_stays(pdf):
    link = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=[0, 0, 1, 1])
    link.A = Dictionary(S=Name.URI, URI=String("https://example.nl"))
    pdf.pages[0].Annots = Array([link])

    assert b"example.nl" in everything_in(clean_file("brief.pdf", saved(pdf)).content)


def test_hidden_files_are_gone(pdf):
    pdf.attachments["geheim.txt"] = b"het geheim van Piet"
    pinned = Dictionary(Type=Name.Annot, Subtype=Name.FileAttachment, Rect=[0, 0, 1, 1])
    pinned.FS = Dictionary(EF=Dictionary(F=Stream(pdf, b"nog een geheim")))
    pdf.pages[0].Annots = Array([pinned])

    file = clean_file("brief.pdf", saved(pdf))

    assert "bijgevoegde bestanden" in file.removed
    assert b"geheim" not in everything_in(file.content)


def test_remarks_stay_without_their_author(pdf):
    remark = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=[0, 0, 1, 1])
    remark.T, remark.Contents = String("Piet"), String("klopt dit?")
    pdf.pages[0].Annots = Array([remark])

    file = clean_file("brief.pdf", saved(pdf))

    assert file.removed == ["namen bij opmerkingen"]
    assert b"klopt dit?" in everything_in(file.content)
    assert b"Piet" not in everything_in(file.content)


def test_a_photo_on_a_page_loses_its_place(pdf):
    photo = Stream(pdf, phone_picture())
    photo.Type, photo.Subtype, photo.Filter = Name.XObject, Name.Image, Name.DCTDecode
    photo.Width, photo.Height, photo.ColorSpace, photo.BitsPerComponent = 60, 40, Name.DeviceRGB, 8
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(Im0=photo))

    cleaned = clean_file("scan.pdf", saved(pdf)).content

    assert b"Telefoonmerk" not in cleaned
    with pikepdf.open(io.BytesIO(cleaned)) as opened:
        picture = opened.pages[0].Resources.XObject.Im0.read_raw_bytes()
    assert Image.open(io.BytesIO(picture)).getpixel((5, 5))[1] > 100


@pytest.mark.parametrize("passwords", [{"user": "geheim", "owner": "x"}, {"user": "", "owner": "x"}])
def test_a_closed_pdf_is_refused(pdf, passwords):
    closed = saved(pdf, encryption=pikepdf.Encryption(**passwords))

    with pytest.raises(CannotAccept, match="beveiligd"):
        clean_file("brief.pdf", closed)


def test_half_a_pdf_is_refused(pdf):
    with pytest.raises(CannotAccept, match="beschadigd"):
        clean_file("brief.pdf", saved(pdf)[:-200])


def test_a_pdf_without_pages_is_refused():
    with pytest.raises(CannotAccept, match="geen bladzijden"):
        clean_file("brief.pdf", saved(Pdf.new()))
