"""textacy's direct quotations over a small English spaCy pipeline; prints CPU seconds, start excluded.

usage: python textacy_quotations.py TEXTS.jsonl FOUND.jsonl [PIPELINE]
"""

import json
import sys
import time
from pathlib import Path

import spacy
from textacy.extract import direct_quotations


def span_of(tokens) -> list[list[int]]:  # noqa: ANN001 - a spaCy span or a list of its tokens
    """Return one pair of code points for a span or a list of tokens."""
    tokens = list(tokens)
    return [[tokens[0].idx, tokens[-1].idx + len(tokens[-1])]] if tokens else []


def quotations_of(item) -> list:  # noqa: ANN001 - a parsed spaCy text
    """Return the quotations of an item, up to the first quote mark that textacy cannot pair."""
    found = []
    try:
        found.extend(direct_quotations(item))
    except ValueError:
        return found
    return found


if __name__ == "__main__":
    pipeline = spacy.load(sys.argv[3] if len(sys.argv) > 3 else "en_core_web_sm")
    rows = [json.loads(line) for line in Path(sys.argv[1]).read_text(encoding="utf-8").split("\n") if line]
    start = time.process_time()
    with Path(sys.argv[2]).open("w", encoding="utf-8") as out:
        for row in rows:
            quotations = quotations_of(pipeline(row["text"].replace("''", '" ')))  # as long as before
            found = [
                {"source": span_of(q.speaker), "cue": span_of(q.cue), "content": span_of(q.content)} for q in quotations
            ]
            out.write(json.dumps({"id": row["id"], "attributions": found}) + "\n")
    print(time.process_time() - start)
