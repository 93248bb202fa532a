"""Reading: files of news items, whatever their kind, to batches of ITEMS, REJECTED and METADATA.

survey -> streams -> kinds -> readers -> batches: which files there are, their bytes unpacked, the kind told, the items
drafted, the tables made. `read_corpus` walks it; everything else here is one of its steps.
"""

from dedup.corpus.batches import Batch
from dedup.corpus.reading import read_corpus, read_survey
from dedup.corpus.survey import File, Survey, survey_corpus

__all__ = ["Batch", "File", "Survey", "read_corpus", "read_survey", "survey_corpus"]
