"""What is in the files that the world begins with: by kind, made when somebody asks.

The same name and address give the same content, on every machine.
"""

from base64 import b64decode
from collections.abc import Callable
from io import BytesIO
from struct import pack
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo
from zlib import compress, crc32

from eddytui.demo.data.chance import Chance

_PHOTO = b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDACAWGBwYFCAcGhwkIiAmMFA0MCwsMGJGSjpQdGZ6eHJmcG6AkLicgIiu"
    "im5woNqirr7EztDOfJri8uDI8LjKzsb/wAALCAAYACABAREA/8QAFwABAQEBAAAAAAAAAAAAAAAABAUBAv/EAB0Q"
    "AAICAwEBAQAAAAAAAAAAAAABAgMREjEEUWH/2gAIAQEAAD8AFWKrKdXkk4puSUvmDqCaeH1ECsVWVqvXHVZi9vzh"
    "kXtJt9byQKxVYqsVWf/Z"
)
"""A grey evening with a sun, 32 by 24 points."""
_WIDTH, _HEIGHT = 96, 64
_TITLE_BAR = 8
_DONE = (
    "connecting to gateway gw-2.eddytui.example",
    "connected, session opened",
    "keepalive sent",
    "keepalive answered after {} ms",
    "no answer for {} ms, trying again",
    "tunnel closed by the other side",
    "retry in {} ms",
    "session restored",
)
_GOODS = ("Licence, one year", "Support, hours", "Network cable, 3 m", "Headset", "Toner, black")
_PARTS = "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOT = "http://schemas.openxmlformats.org"
_KIND = "application/vnd.openxmlformats-officedocument"


def content_of(name: str, address: str) -> bytes:
    """The bytes of a file that was there from the beginning."""
    make = _MAKERS.get(name.rpartition(".")[2].lower(), _log)
    return make(Chance(address))


def _log(chance: Chance) -> bytes:
    """Some minutes of a program's log."""
    seconds, lines = 8 * 3600 + chance.randrange(3600), []
    for _ in range(chance.randrange(30, 90)):
        seconds += chance.randrange(1, 40)
        clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
        said = chance.choice(_DONE).format(chance.randrange(20, 9000))
        lines.append(f"{clock} {chance.choice(('INFO', 'INFO', 'WARN'))} {said}\n")
    return "".join(lines).encode()


def _rows(chance: Chance) -> list[tuple[str, int, str]]:
    """What, how many, and the price of one."""
    return [
        (what, chance.randrange(1, 12), f"{chance.randrange(500, 90_000) / 100:.2f}")
        for what in chance.shuffled(_GOODS)
    ]


def _csv(chance: Chance) -> bytes:
    rows = [("item", "quantity", "price"), *_rows(chance)]
    return "".join(f'"{what}",{count},{price}\r\n' for what, count, price in rows).encode()


def _png(chance: Chance) -> bytes:
    """A window with lines of text, as seen from far away."""
    bar = bytes(chance.randrange(60, 180) for _ in range(3))
    lines = [bytearray(b"\0" + bar * _WIDTH) for _ in range(_TITLE_BAR)]
    for row in range(_TITLE_BAR, _HEIGHT):
        points = bytearray(b"\xf8" * 3 * _WIDTH)
        if row % 6 in {3, 4} and row > _TITLE_BAR + 2:
            length = 3 * chance.randrange(_WIDTH // 4, _WIDTH - 8)
            points[12 : 12 + length] = b"\x50" * length
        lines.append(bytearray(b"\0") + points)
    head = pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)
    blocks = ((b"IHDR", head), (b"IDAT", compress(b"".join(lines), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_block(kind, data) for kind, data in blocks)


def _block(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", crc32(kind + data))


def _photo(_: Chance) -> bytes:
    return _PHOTO


def _heic(chance: Chance) -> bytes:
    """A photo of a telephone: its head is right, and few programs can show the rest."""
    brands = b"ftypheic\0\0\0\0mif1heic"
    data = chance.randbytes(600)
    return pack(">I", len(brands) + 4) + brands + pack(">I", len(data) + 8) + b"mdat" + data


def _pdf(chance: Chance) -> bytes:
    """One page with a table in it."""
    texts = [f"Document {chance.randrange(10_000, 99_999)}", ""]
    texts += [f"{count:>3} x {what}: {price} EUR" for what, count, price in _rows(chance)]
    shown = "".join(f"({text}) Tj T*\n" for text in texts)
    drawing = f"BT /F1 12 Tf 72 760 Td 18 TL\n{shown}ET"
    objects = (
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(drawing)} >>\nstream\n{drawing}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    written, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(written))
        written += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    written += f"xref\n0 {size}\n0000000000 65535 f \n{table}"
    end = written.index("xref\n0 ")
    return f"{written}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{end}\n%%EOF\n".encode()


def _zipped(parts: dict[str, str]) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for path, text in parts.items():
            archive.writestr(ZipInfo(path), text)  # without today's date
    return out.getvalue()


def _office(main: str, kind: str, parts: dict[str, str]) -> bytes:
    """A document of Microsoft's: a zip file in which `main` is where to begin."""
    types = "".join(
        f'<Override PartName="/{path}" ContentType="{_KIND}.{kind if path == main else other}"/>'
        for path, other in ((main, kind), ("xl/worksheets/sheet1.xml", _SHEET))
        if path in parts
    )
    rels = "application/vnd.openxmlformats-package.relationships+xml"
    return _zipped(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PARTS}"><Default Extension="rels"'
            f' ContentType="{rels}"/>{types}</Types>',
            "_rels/.rels": _links("officeDocument", main),
            **parts,
        }
    )


def _links(kind: str, target: str) -> str:
    link = f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_LINKS}">{link}</Relationships>'


_SHEET = "spreadsheetml.worksheet+xml"


def _xlsx(chance: Chance) -> bytes:
    rows = "".join(
        f'<row><c t="inlineStr"><is><t>{what}</t></is></c>'
        f"<c><v>{count}</v></c><c><v>{price}</v></c></row>"
        for what, count, price in _rows(chance)
    )
    space = f"{_ROOT}/spreadsheetml/2006/main"
    sheets = '<sheets><sheet name="1" sheetId="1" r:id="rId1"/></sheets>'
    return _office(
        "xl/workbook.xml",
        "spreadsheetml.sheet.main+xml",
        {
            "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{_OFFICE}">{sheets}</workbook>',
            "xl/_rels/workbook.xml.rels": _links("worksheet", "worksheets/sheet1.xml"),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData>'
            "</worksheet>",
        },
    )


def _docx(chance: Chance) -> bytes:
    texts = (f"{what}: {count}" for what, count, _ in _rows(chance))
    body = "".join(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>" for text in texts)
    space = f"{_ROOT}/wordprocessingml/2006/main"
    document = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    kind = "wordprocessingml.document.main+xml"
    return _office("word/document.xml", kind, {"word/document.xml": document})


_MAKERS: dict[str, Callable[[Chance], bytes]] = {
    "csv": _csv,
    "docx": _docx,
    "heic": _heic,
    "jpg": _photo,
    "jpeg": _photo,
    "pdf": _pdf,
    "png": _png,
    "xlsx": _xlsx,
    "zip": lambda chance: _zipped({"log.txt": _log(chance).decode()}),
}
