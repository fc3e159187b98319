"""Computes the head of a journal's hash chain from README.md alone: SQLite, JSON and SHA-256."""
import hashlib, json, sqlite3, sys

file, realm = sys.argv[1:]
db = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
hash = "0" * 64
rows = db.execute("SELECT seq, at, wall_at, type, v, cause, actor, data, hash FROM events ORDER BY seq")
for seq, at, wall_at, type, v, cause, actor, data, stored in rows:
    fields = [seq, at, wall_at, json.dumps(type), v, "null" if cause is None else cause,
              json.dumps(realm), "null" if actor is None else actor, data]
    text = f"{hash}\n[{','.join(str(field) for field in fields)}]"
    hash = hashlib.sha256(text.encode()).hexdigest()
    assert hash == stored, f"event {seq}"
print(hash)
