"""Checks data against JSON Schemas with Python's jsonschema.

Standard input: [{"name": ..., "schema": {...}, "data": ...}]; prints a line for each mistake.
"""
import json
import sys

from jsonschema import Draft7Validator

for case in json.load(sys.stdin):
    Draft7Validator.check_schema(case["schema"])
    for error in Draft7Validator(case["schema"]).iter_errors(case["data"]):
        path = ".".join(str(part) for part in error.absolute_path)
        print(f"{case['name']} {path}: {error.message[:200]}")
