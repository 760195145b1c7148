"""The tests leave the user's cache alone."""

import atexit
import os
import shutil
import tempfile

_CACHE = tempfile.mkdtemp(prefix="xlint-tests-")
os.environ["XLINT_CACHE_DIR"] = _CACHE
atexit.register(shutil.rmtree, _CACHE, ignore_errors=True)
