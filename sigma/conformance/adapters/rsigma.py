#!/usr/bin/env python3
"""Runs rsigma as the conformance suite asks: [--arrays] --rules FOLDER EVENTS.

rsigma does not number events. So it is given the first event, the first two, and so on; what it
prints beyond the run before belongs to the last one.
"""
import collections
import json
import os
import subprocess
import sys
import tempfile

RSIGMA = os.environ.get("RSIGMA", "rsigma")


def fired(rules, events):
    with tempfile.NamedTemporaryFile("w", suffix=".ndjson", encoding="utf-8") as file:
        file.write("".join(events))
        file.flush()
        run = subprocess.run(
            [RSIGMA, "engine", "eval", "-q", "--no-detections", "--timestamp-field", "time",
             "--output-format", "ndjson", "-r", rules, "-e", "@" + file.name],
            capture_output=True, text=True, check=False)
    found = (json.loads(line) for line in run.stdout.splitlines() if line.startswith("{"))
    return collections.Counter(match.get("rule_id") or match.get("rule_title") for match in found)


def main():
    arguments = [argument for argument in sys.argv[1:] if argument != "--arrays"]
    rules, path = arguments[1], arguments[2]
    with open(path, encoding="utf-8") as file:
        events = file.readlines()
    before = collections.Counter()
    for number in range(len(events)):
        now = fired(rules, events[: number + 1])
        for rule, count in (now - before).items():
            for _ in range(count):
                print(json.dumps({"rule": rule, "event": number}))
        before = now


main()
