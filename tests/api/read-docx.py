"""Reads a Word document with zip and XML alone (ISO/IEC 29500), and prints what stands in it.

Standard input: the document. Fails where a part is no XML, or a relation leads nowhere.
"""
import hashlib
import io
import json
import posixpath
import sys
import xml.etree.ElementTree as tree
import zipfile
import zlib

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
REFERENCE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
DESCRIPTION = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"

package = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
assert package.testzip() is None
parts = {
    name: tree.fromstring(package.read(name))
    for name in package.namelist()
    if name.endswith((".xml", ".rels"))
}


def relations(of):
    folder, name = posixpath.split(of)
    found = parts.get(posixpath.join(folder, "_rels", name + ".rels"), ())
    return {one.get("Id"): posixpath.normpath(posixpath.join(folder, one.get("Target"))) for one in found}


def text_of(paragraph):
    return "".join("\n" if one.tag == W + "br" else one.text or ""
                   for one in paragraph.iter() if one.tag in (W + "t", W + "br"))


def style_of(paragraph):
    style = paragraph.find(f"{W}pPr/{W}pStyle")
    return None if style is None else style.get(W + "val")


def dark_columns(png):
    """Stretches of columns with a black dot: the first and the last of each, px."""
    data, at, packed = png[8:], 0, b""
    while at < len(data):
        length = int.from_bytes(data[at:at + 4], "big")
        kind, body = data[at + 4:at + 8], data[at + 8:at + 8 + length]
        assert zlib.crc32(kind + body) == int.from_bytes(data[at + 8 + length:at + 12 + length], "big")
        if kind == b"IHDR":
            width, height = int.from_bytes(body[:4], "big"), int.from_bytes(body[4:8], "big")
            assert body[8:] == bytes([8, 0, 0, 0, 0]), "eight-bit grey"
        packed += body if kind == b"IDAT" else b""
        at += 12 + length
    rows = zlib.decompress(packed)
    assert len(rows) == height * (width + 1) and not any(rows[:: width + 1])
    dark = [any(rows[row * (width + 1) + 1 + x] == 0 for row in range(height)) for x in range(width)]
    edges = [x for x in range(width + 1) if (x > 0 and dark[x - 1]) != (x < width and dark[x])]
    return [[first, after - 1] for first, after in zip(edges[::2], edges[1::2])]


for name in parts:
    if name.endswith(".rels"):
        of = posixpath.join(posixpath.dirname(posixpath.dirname(name)), posixpath.basename(name)[:-5])
        for target in relations(of).values():
            assert target in package.namelist(), f"{name} leads to {target}"

body = parts["word/document.xml"].find(W + "body")
tags = [one.tag for one in body]
assert (W + "tbl", W + "tbl") not in zip(tags, tags[1:]), "two tables that touch are one to Word"
outside = body.findall(W + "p")
embedded = relations("word/document.xml")
pictures = []
for run in body.iter(W + "drawing"):
    content = package.read(embedded[run.find(f".//{DRAWING}blip").get(REFERENCE)])
    size = run.find(f".//{DRAWING}xfrm")
    pictures.append({
        "description": run.find(f".//{DESCRIPTION}").get("descr"),
        "sha256": hashlib.sha256(content).hexdigest(),
        "turn": int(size.get("rot", 0)) // 60000,
        "dark": dark_columns(content) if content[25:26] == b"\0" else None,
    })
print(json.dumps({
    "headings": [text_of(one) for one in outside if style_of(one)],
    "lines": [text_of(one) for one in outside if not style_of(one)],
    "rows": [[[text_of(line) for line in cell.iter(W + "p")] for cell in row.findall(W + "tc")]
             for row in body.iter(W + "tr")],
    "footer": [text_of(one) for one in parts["word/footer1.xml"].iter(W + "p")],
    "pictures": pictures,
}))
