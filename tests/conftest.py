"""The tests leave the user's cache alone, and share the programs of npm."""

import atexit
import os
import shutil
import tempfile

from node_tools import node_tools

__all__ = ["node_tools"]

_CACHE = tempfile.mkdtemp(prefix="xlint-tests-")
os.environ["XLINT_CACHE_DIR"] = _CACHE
atexit.register(shutil.rmtree, _CACHE, ignore_errors=True)
