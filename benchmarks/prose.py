"""Made-up news prose: words by Zipf's law, set in sentences and paragraphs, with a footer; copied, cut and reused."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

N_WORDS, ZIPF = 40_000, 1.05  # of the vocabulary; the exponent of word frequencies in news
TABLE_BITS = 20  # of the table that words are drawn from: the rarest has one entry or two
BREVITY = 0.025  # how much frequent words are shorter: news in English has about six bytes a word, blanks included
N_OUTLETS = 200
MAX_CHANGED = 0.15  # share of words
CUT = 1 / 3  # share of copies that are cut short
WORDS_A_SENTENCE, SENTENCES_A_PARAGRAPH = 19, 3
SENTENCE, PARAGRAPH = 1 << 20, 1 << 21  # added to the number of a word that ends one: signs travel with their words
NUMBER = SENTENCE - 1
SHINGLE = 5
MIX = np.uint64(0x9E3779B97F4A7C15)
SYLLABLES = (
    "ka lo mi re sto ven dra pu li no sa ter bi cor el ma gri ol us fen ha wi a e o i "
    "tu da se fra nel po gu ri ban he mol ta ni ze ce vo ju pe du ro le ga"
).split()

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Written:
    """The words of one item, by number: its body, its footer, and how much both resemble what they were made from."""

    body: Numbers
    outlet: int
    resemblance: float


class Prose:
    """Writes items, each from its own seed, so that a copy can be made without its original at hand."""

    def __init__(self, rng: np.random.Generator) -> None:
        words = sorted({"".join(rng.choice(SYLLABLES, rng.integers(1, 6))) for _ in range(3 * N_WORDS)})
        rarity = BREVITY * np.array([len(word) for word in words]) + rng.random(len(words))
        self.words = np.array(words, dtype=object)[np.argsort(rarity)[:N_WORDS]]
        frequency = 1.0 / np.arange(1, N_WORDS + 1) ** ZIPF
        shares = np.cumsum(frequency) / frequency.sum()
        middles = (np.arange(1 << TABLE_BITS) + 0.5) / (1 << TABLE_BITS)
        self.table = np.searchsorted(shares, middles).clip(0, N_WORDS - 1)
        self.footers = [self._draw(rng, int(rng.integers(6, 25))) for _ in range(N_OUTLETS)]

    def write(self, kind: str, row: int, source: int, sizes: Numbers, seeds: Numbers) -> Written:
        """Return the words of the item in `row`, made from those in `source` where it is a copy or reuse."""
        outlet = int(seeds[row] % N_OUTLETS)
        if source < 0:
            return Written(self._original(sizes[row], seeds[row]), outlet, 0.0)
        rng = np.random.default_rng(seeds[row])
        given = self._original(sizes[source], seeds[source])
        whole = np.concatenate([given, self.footers[seeds[source] % N_OUTLETS]])
        if kind == "copy":
            body = self._copy(given, rng)
        else:
            body = self._reuse(given, len(whole), self._original(sizes[row], seeds[row]), rng)
        return Written(body, outlet, resemblance(whole, np.concatenate([body, self.footers[outlet]])))

    def print_item(self, written: Written) -> str:
        """Return running text: sentences, paragraphs, and the footer."""
        words, parts, start = self.words[written.body & NUMBER].tolist(), [], 0
        for end in (np.flatnonzero(written.body & SENTENCE) + 1).tolist():
            sign = ".\n\n" if written.body[end - 1] & PARAGRAPH else ". "
            parts.append(" ".join(words[start:end]).capitalize() + sign)
            start = end
        footer = " ".join(self.words[self.footers[written.outlet]])
        return f"{''.join(parts)}{' '.join(words[start:])}\n\n{footer}."

    def _draw(self, rng: np.random.Generator, size: int) -> Numbers:
        """Return numbers of words by Zipf's law."""
        return self.table[rng.integers(0, len(self.table), size)]

    def _original(self, size: int, seed: int) -> Numbers:
        """Return the words of an original body."""
        body = self._draw(np.random.default_rng(seed), size)
        body[WORDS_A_SENTENCE - 1 :: WORDS_A_SENTENCE] |= SENTENCE
        body[WORDS_A_SENTENCE * SENTENCES_A_PARAGRAPH - 1 :: WORDS_A_SENTENCE * SENTENCES_A_PARAGRAPH] |= PARAGRAPH
        return body

    def _copy(self, body: Numbers, rng: np.random.Generator) -> Numbers:
        """Return `body` with up to MAX_CHANGED of its words replaced, dropped or doubled, and perhaps cut short."""
        body = body.copy()
        if rng.random() < CUT:
            body = body[: int(len(body) * rng.uniform(0.4, 0.95))]
        changed = rng.random(len(body)) < rng.uniform(0, MAX_CHANGED)
        body[changed] = self._draw(rng, int(changed.sum()))
        return np.repeat(body, np.where(changed, rng.choice([0, 1, 1, 1, 2], len(body)), 1))

    def _reuse(self, body: Numbers, n_words: int, around: Numbers, rng: np.random.Generator) -> Numbers:
        """Return the words `around` a stretch of `body` that makes up 30 to 50 % of the `n_words` of its item."""
        taken = min(len(body), int(np.ceil(n_words * rng.uniform(0.3, 0.5))))
        start = int(rng.integers(0, len(body) - taken + 1))
        place = int(rng.integers(0, len(around)))
        return np.concatenate([around[:place], body[start : start + taken], around[place:]])


def resemblance(a: Numbers, b: Numbers) -> float:
    """Return the exact Jaccard similarity of two texts' word 5-grams."""
    shingles_a, shingles_b = _shingles(a), _shingles(b)
    common = len(np.intersect1d(shingles_a, shingles_b, assume_unique=True))
    return common / (len(shingles_a) + len(shingles_b) - common)


def _shingles(words: Numbers) -> NDArray[np.uint64]:
    """Return the distinct 5-grams of a text, each as one number."""
    n_shingles = len(words) - SHINGLE + 1
    value = np.zeros(n_shingles, np.uint64)
    for place in range(SHINGLE):
        value = (value + (words[place : place + n_shingles] & NUMBER).astype(np.uint64) + np.uint64(1)) * MIX
    return np.unique(value)
