"""Optional libraries, imported when a file needs one."""

import importlib
from types import ModuleType

from dedup.errors import ExtraMissingError


def need(module: str, kind: str) -> ModuleType:
    """Return `module` of the extra `formats`, which reads files of `kind`.

    Raises:
        ExtraMissingError: it is not installed; the message says how to.

    >>> need("json", "JSON").__name__
    'json'
    """
    try:
        return importlib.import_module(module)
    except ImportError as error:
        name = module.partition(".")[0]
        raise ExtraMissingError(f"reading {kind} needs {name}: pip install 'copydesk[formats]'") from error
