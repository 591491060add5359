"""The build of the wheel: brings the resources into the package, with their catalogues compiled.

`resources/` lies beside `centre_desk/` in the source and inside it once installed; `places.py` knows both.
"""

import shutil
import sys
from pathlib import Path

from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:  # the build loads this file by its path alone
    sys.path.insert(0, str(ROOT))

from installer.catalogues import compile_all  # noqa: E402

NOT_SHIPPED = ("*.po", "*.new", "__pycache__", "pictures")


class BuildWithResources(build_py):
    """Copies the packages, and the resources as `centre_desk/resources`."""

    def run(self) -> None:
        """Build from an empty folder, so that a module that is gone does not come along."""
        compile_all(ROOT)
        if self.editable_mode:
            super().run()
            return
        package = Path(self.build_lib) / "centre_desk"
        shutil.rmtree(package, ignore_errors=True)
        super().run()
        shutil.copytree(ROOT / "resources", package / "resources", ignore=shutil.ignore_patterns(*NOT_SHIPPED))

    def get_source_files(self) -> list[str]:
        """Name what a source archive needs besides the packages."""
        beside = [path for folder in ("installer", "resources") for path in sorted((ROOT / folder).rglob("*"))]
        files = [path for path in beside if path.is_file() and path.suffix not in (".pyc", ".mo")]
        return [*super().get_source_files(), *(path.relative_to(ROOT).as_posix() for path in files)]
