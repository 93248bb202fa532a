"""Frozen settings, one class a stage; each default with its reason. An invalid one cannot exist."""

from dataclasses import dataclass, field

from dedup.errors import SettingsError


def require(condition: bool, message: str) -> None:
    """Raise SettingsError with `message` unless `condition` holds."""
    if not condition:
        raise SettingsError(message)


@dataclass(frozen=True, slots=True)
class CorpusSettings:
    """How items are read."""

    id_field: str | None = None  # None: guessed from the usual names
    text_field: str | None = None
    date_field: str | None = None
    outlet_field: str | None = None
    title_field: str | None = None
    max_item_chars: int = 5_000_000  # a book has two million; beyond this it is no news item
    batch_items: int = 2_048  # about 7 MB of text: stays in the cache of the allocator

    def __post_init__(self) -> None:
        """Check the ranges."""
        require(self.max_item_chars > 0, f"max_item_chars must be positive, not {self.max_item_chars}")
        require(self.batch_items > 0, f"batch_items must be positive, not {self.batch_items}")


@dataclass(frozen=True, slots=True)
class BoilerplateSettings:
    """When a repeated line is furniture."""

    min_items: int = 2  # unlike carriers; two are enough for a line at an item's edge, where furniture stands
    min_unlike: float = 0.3  # unlike carriers as share of all: below it the line mostly travels with a story
    similar: float = 90.0  # rapidfuzz ratio in [0, 100] from which two lines are one in two wordings
    phrases: tuple[str, ...] = ()  # the user's own furniture, matched folded
    content: tuple[str, ...] = ()  # lines that the user has declared to be content: never masked

    def __post_init__(self) -> None:
        """Check the ranges."""
        require(self.min_items >= 2, f"min_items must be at least 2, not {self.min_items}")
        require(0 <= self.min_unlike <= 1, f"min_unlike must lie in [0, 1], not {self.min_unlike}")
        require(0 < self.similar <= 100, f"similar must lie in (0, 100], not {self.similar}")


@dataclass(frozen=True, slots=True)
class SketchSettings:
    """The shingles and their sketch."""

    n_words: int = 5  # words a shingle: Broder 1997 used 10 characters to 10 words; 5 keeps a light edit local
    n_values: int = 48  # MinHash values: 12 bands of 4 catch .963 at the threshold; those missed share fingerprints
    window: int = 8  # winnowing window (Schleimer, Wilkerson, Aiken 2003): any run of 8 + 5 - 1 words is hit
    threshold: float = 0.7  # resemblance that the bands are to catch; fingerprints catch what is less alike

    def __post_init__(self) -> None:
        """Check the ranges."""
        require(self.n_words >= 1, f"n_words must be positive, not {self.n_words}")
        require(self.n_values >= 1, f"n_values must be positive, not {self.n_values}")
        require(self.window >= 1, f"window must be positive, not {self.window}")
        require(0 < self.threshold <= 1, f"threshold must lie in (0, 1], not {self.threshold}")


@dataclass(frozen=True, slots=True)
class CandidateSettings:
    """Which pairs are proposed."""

    min_shared: int = 2  # fingerprints that a pair must share: one is chance
    min_share: float = 0.08  # of the fingerprints of the shorter: reuse of a quarter, a third of its shingles intact
    max_carriers: int = 50  # items with one fingerprint, above which they are chained instead of paired
    max_complete: int = 128  # items that hang together, up to which all pairs are looked at: a wire story has 60
    max_holders: int = 128  # items with the same few words, above which these are furniture: a wire story has 60
    budget_mb: int = (
        512  # postings joined at a time, in megabytes, and twice the texts compared; beyond it in several passes
    )

    def __post_init__(self) -> None:
        """Check the ranges."""
        require(self.min_shared >= 1, f"min_shared must be positive, not {self.min_shared}")
        require(0 <= self.min_share <= 1, f"min_share must lie in [0, 1], not {self.min_share}")
        require(self.max_carriers >= 2, f"max_carriers must be at least 2, not {self.max_carriers}")
        require(self.max_complete >= 2, f"max_complete must be at least 2, not {self.max_complete}")
        require(self.max_holders >= 2, f"max_holders must be at least 2, not {self.max_holders}")
        require(self.budget_mb >= 1, f"budget_mb must be positive, not {self.budget_mb}")


@dataclass(frozen=True, slots=True)
class VerifySettings:
    """Which pairs are copies."""

    n_words: int = 5  # words a shingle: the length of a run, as in the sketch
    max_gap: int = 10  # words that an edit within a passage may touch, about half a sentence
    min_words: int = 12  # words a passage: names with titles and turns of phrase have up to ten
    duplicate: float = 0.7  # share of the longer from which two items are one text
    contained: float = 0.8  # share of the shorter from which it stands inside the longer
    partial: float = 0.25  # share of the shorter from which it is reuse at all
    min_narration: int = 25  # shared words outside quotes: a sentence of the outlet's own, or only speech is shared
    template_numbers: float = 0.15  # share of the numbers in shared passages that differ, from which they are the news
    template_form: float = 0.4  # of the words of two bulletins that agree in order: other news has up to a quarter
    template_words: int = 50  # shared words to a number that differs: a corrected copy changes one in hundreds
    n_nearest: int = 0  # pairs on each side of `partial` that a scan keeps, so that its user may choose another

    def __post_init__(self) -> None:
        """Check the ranges."""
        for name in ("n_words", "max_gap", "min_words", "template_words"):
            require(getattr(self, name) >= 1, f"{name} must be positive, not {getattr(self, name)}")
        for name in ("min_narration", "n_nearest"):
            require(getattr(self, name) >= 0, f"{name} must not be negative, not {getattr(self, name)}")
        for name in ("template_numbers", "template_form", "duplicate", "contained", "partial"):
            value = getattr(self, name)
            require(0 < value <= 1, f"{name} must lie in (0, 1], not {value}")


@dataclass(frozen=True, slots=True)
class PairDecisions:
    """What people have decided of pairs of items, each (item_a, item_b) with item_a < item_b; it overrules the texts."""

    copies: frozenset[tuple[str, str]] = frozenset()
    no_copies: frozenset[tuple[str, str]] = frozenset()

    def __post_init__(self) -> None:
        """Check the order within pairs, and that no pair is decided twice."""
        for a, b in sorted(self.copies | self.no_copies):
            require(a < b, f"a decided pair must be in order, not ({a}, {b})")
        both = sorted(self.copies & self.no_copies)
        require(not both, f"a pair cannot be copies and no copies: {both[:1]}")


NO_DECISIONS = PairDecisions()


@dataclass(frozen=True, slots=True)
class ClusterSettings:
    """When an item joins a cluster."""

    join: float = 0.5  # verified overlap with the centre, as share of the shorter

    def __post_init__(self) -> None:
        """Check the ranges."""
        require(0 < self.join <= 1, f"join must lie in (0, 1], not {self.join}")


@dataclass(frozen=True, slots=True)
class ProvenanceSettings:
    """How direction is told."""

    min_hours: float = 1.0  # two times of publication closer than this decide nothing
    min_weight: float = 2.0  # of evidence; one weak reason, such as a longer text, leaves the direction unclear
    min_passage_chars: int = 150  # about 25 words: less of a second origin is a phrase, not a passage
    better_by: float = 0.15  # share by which another item must match better for a notice to be inaccurate

    def __post_init__(self) -> None:
        """Check the ranges."""
        require(self.min_hours >= 0, f"min_hours must not be negative, not {self.min_hours}")
        require(self.min_weight > 0, f"min_weight must be positive, not {self.min_weight}")
        require(self.min_passage_chars > 0, f"min_passage_chars must be positive, not {self.min_passage_chars}")
        require(0 < self.better_by <= 1, f"better_by must lie in (0, 1], not {self.better_by}")


@dataclass(frozen=True, slots=True)
class IndexSettings:
    """How the archive's index answers."""

    max_neighbours: int = 32  # of one item that are verified: a wire story has more, and the nearest tell as much

    def __post_init__(self) -> None:
        """Check the range."""
        require(self.max_neighbours >= 1, f"max_neighbours must be positive, not {self.max_neighbours}")


@dataclass(frozen=True, slots=True)
class Settings:
    """All settings of the lower street; each stage takes the one it needs."""

    corpus: CorpusSettings = field(default_factory=CorpusSettings)
    boilerplate: BoilerplateSettings = field(default_factory=BoilerplateSettings)
    sketch: SketchSettings = field(default_factory=SketchSettings)
    candidates: CandidateSettings = field(default_factory=CandidateSettings)
    verify: VerifySettings = field(default_factory=VerifySettings)
    clusters: ClusterSettings = field(default_factory=ClusterSettings)
    provenance: ProvenanceSettings = field(default_factory=ProvenanceSettings)
    index: IndexSettings = field(default_factory=IndexSettings)
