"""Reading: files of news items, whatever their kind, to batches of ITEMS, REJECTED and METADATA.

survey -> streams -> kinds -> readers -> batches: which files there are, their bytes unpacked, the kind told, the items
drafted, the tables made. `read_corpus` walks it; everything else here is one of its steps.

METADATA holds what a file says of an item beyond its columns, under these fields, whatever the format called them:

- where it came from: source, agency, provider, distributor, publisher, credit, info_source, source_organization,
  is_based_on, citation, original_source, syndication_source, canonical, og_url, association, translation_of
- who made it: byline, creator, contributor, editor, sender, copyright, usage_terms
- what became of it: version, revision, correction, editor_note, status, embargoed_until, archived_at, hop
- where and when: located, dateline_date
- how it was read: encoding, first_line (of the file, at which the text begins), text_from, note (mojibake, broken markup)
"""

from dedup.corpus.batches import Batch
from dedup.corpus.reading import read_corpus, read_survey
from dedup.corpus.survey import File, Survey, survey_corpus

__all__ = ["Batch", "File", "Survey", "read_corpus", "read_survey", "survey_corpus"]
