#!/usr/bin/env python3
"""Runs pySigma with its SQLite backend as the conformance suite asks: [--arrays] --rules FOLDER EVENTS.

Events become rows with a column for each dotted path; a rule's query runs over each row. Needs the
packages pysigma and pysigma-backend-sqlite.
"""
import json
import pathlib
import re
import sqlite3
import sys

from sigma.backends.sqlite import sqliteBackend
from sigma.collection import SigmaCollection
from sigma.correlations import SigmaCorrelationRule


def flat(value, path, into):
    if isinstance(value, dict):
        for key, inner in value.items():
            flat(inner, path + "." + key if path else key, into)
    else:
        into[path] = json.dumps(value) if isinstance(value, list) else value
    return into


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def matches(query, row):
    """Whether the query finds the row; columns that the query names and the row lacks are null."""
    columns = dict(row)
    while True:
        database = sqlite3.connect(":memory:")
        database.create_function(
            "REGEXP", 2, lambda pattern, text: text is not None and re.search(pattern, str(text)) is not None)
        names = list(columns) or ["_"]
        database.execute("create table logs (" + ", ".join(map(quoted, names)) + ")")
        values = [columns.get(name) for name in names]
        database.execute("insert into logs values (" + ", ".join("?" * len(names)) + ")", values)
        try:
            return len(database.execute(query).fetchall()) > 0
        except sqlite3.OperationalError as error:
            missing = re.match(r"no such column: (.*)", str(error))
            if not missing:
                return False
            columns[missing.group(1)] = None
        finally:
            database.close()


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--arrays"]
    text = "\n---\n".join(path.read_text() for path in sorted(pathlib.Path(arguments[1]).glob("*.yml")))
    # The suite's ids are words; pySigma takes UUIDs only. Rules are found by name.
    text = re.sub(r"(?m)^name: .*\n", "", text)
    text = re.sub(r"(?m)^id: (.*)$", r"name: \1", text)
    with open(arguments[2], encoding="utf-8") as file:
        rows = [flat(json.loads(line), "", {}) for line in file]
    for rule in SigmaCollection.from_yaml(text, collect_errors=True).rules:
        if rule.errors or isinstance(rule, SigmaCorrelationRule):
            continue
        try:
            queries = sqliteBackend().convert_rule(rule)
        except Exception:  # a rule that cannot be converted finds nothing
            continue
        for number, row in enumerate(rows):
            if any(matches(query.replace("<TABLE_NAME>", "logs"), row) for query in queries):
                print(json.dumps({"rule": rule.name, "event": number}))


main()
