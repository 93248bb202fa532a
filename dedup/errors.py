"""The errors that copydesk raises; the command line turns each into one line and exit code 2.

ArchiveError
├── CorpusError      a corpus or a file of it cannot be read at all
├── SettingsError    a setting is unknown, of the wrong kind or out of its range
├── IndexFileError   the archive's index is missing, stale, locked or damaged
├── EngineError      a cluster cannot be reached, or its work failed
├── OutputError      a result cannot be read or written
└── ExtraMissingError    an optional part is not installed

A bad item inside a readable corpus is no error but a row of `tables.REJECTED`.
"""


class ArchiveError(Exception):
    """Base of every error of ours; its message says what, where, what was expected and what to do."""


class CorpusError(ArchiveError):
    """Raised when a corpus does not exist, holds nothing readable, or names fields that it lacks."""


class SettingsError(ArchiveError):
    """Raised when a settings file or an option holds an unknown key or a value out of range."""


class IndexFileError(ArchiveError):
    """Raised when the archive's index is missing, locked, damaged, or made with other settings."""


class EngineError(ArchiveError):
    """Raised when a cluster cannot be reached, or a job on it failed for good."""


class OutputError(ArchiveError):
    """Raised when a folder of results is missing, incomplete, or cannot be written."""


class ExtraMissingError(ArchiveError):
    """Raised when a command needs an optional part that is not installed; the message names the extra."""
