"""Unpacks a ZIP with Python's own zipfile, and its tables with its own csv; prints what is in it.

Standard input: the ZIP. Fails where a file is not what its checksum says.
"""
import csv
import hashlib
import io
import json
import sys
import zipfile

package = zipfile.ZipFile(io.BytesIO(sys.stdin.buffer.read()))
assert package.testzip() is None
files = {}
for name in package.namelist():
    content = package.read(name)
    text = None if name.startswith("photos/") or "/photos/" in name else content.decode("utf-8-sig")
    files[name] = {
        "bytes": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
        "text": text,
        "rows": list(csv.reader(io.StringIO(text, newline=""))) if name.endswith(".csv") else None,
    }
print(json.dumps(files))
