"""What a signature says is signed, compared with the lock and the files: digests, and which files there are."""

from __future__ import annotations

import os
import posixpath

from labcoat.core.lockfile.content import open_regular
from labcoat.model_lock.bundle import LARGEST, WHOLE, BundleError, Signed, read_bundle
from labcoat.model_lock.subjects import SHOWN, content_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.lockfile.lock import Lock, LockedFile, LockedModel

MOST_SHOWN = 5  # files in one message


def load_bundle(path: str) -> Signed:
    """What the bundle at a path says is signed. Raises BundleError."""
    try:
        with open_regular(path) as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise BundleError(f"it cannot be read: {error.strerror}") from None
    if len(data) > LARGEST:
        raise BundleError(f"it is larger than {LARGEST:,} bytes")
    return read_bundle(data)


def signed_root(bundle: str, signed: Signed, files: list[str]) -> str:
    """The folder, or the only file, that a bundle is about: the one in which most of what it names exists.

    `files` are the paths of the model's files; the bundle's own folder and those above come after theirs.
    """
    if WHOLE in signed.digests:
        beside = [os.path.splitext(bundle)[0], *files]
        return next((path for path in beside if os.path.isfile(path)), files[0] if files else "")
    places = [os.path.dirname(path) for path in files]
    common = [os.path.commonpath(places)] if places else []
    folders = [*common, *_upwards(os.path.dirname(bundle)), *[_above(path) for path in common]]
    return max(folders, key=lambda folder: sum([_is_there(folder, name) for name in signed.digests]))


def _upwards(folder: str) -> list[str]:
    return [folder, _above(folder), _above(_above(folder))]


def _above(folder: str) -> str:
    return os.path.dirname(folder) or folder


def _is_there(folder: str, name: str) -> bool:
    return os.path.isfile(os.path.join(folder, name))


def disagreements(bundle: str, signed: Signed, lock: Lock | None, model: LockedModel | None) -> Iterator[str]:
    """What is not as it was signed, in words."""
    files = [os.path.join(lock.folder, file.path) for file in model.files] if lock and model else []
    root = signed_root(bundle, signed, files)
    wrong, gone = [], []
    for name, digest in signed.digests.items():
        path = root if name == WHOLE else posixpath.join(root, name)
        found = _sha256(path, lock)
        if not found:
            gone.append(name)
        elif found != digest:
            wrong.append(f"`{_shown(name, path)}` ({found[:SHOWN]}…, signed is {digest[:SHOWN]}…)")
    if wrong:
        yield f"{_several(wrong)} {'is' if len(wrong) == 1 else 'are'} not as signed"
    if gone:
        yield f"{_several([f'`{name}`' for name in gone])} {'is' if len(gone) == 1 else 'are'} signed, but gone"
    extra = [] if WHOLE in signed.digests else sorted(_unsigned(root, bundle, signed, files))
    if extra:
        names = _several([f"`{name}`" for name in extra])
        yield f"{names} {'is' if len(extra) == 1 else 'are'} in the model, but not signed"


def _shown(name: str, path: str) -> str:
    return os.path.basename(path) if name == WHOLE else name


def _several(names: list[str]) -> str:
    more = len(names) - MOST_SHOWN
    return ", ".join(names[:MOST_SHOWN]) + (f" and {more} more" if more > 0 else "")


def _sha256(path: str, lock: Lock | None) -> str:
    """What the lock says about a file, which is compared with the file elsewhere; else that of the file."""
    entry: tuple[LockedModel, LockedFile] | None = lock.file_at(path) if lock else None
    if entry:
        return entry[1].sha256
    content = content_at(path)
    return content.sha256 if content else ""


def _unsigned(root: str, bundle: str, signed: Signed, files: list[str]) -> set[str]:
    """The files of the model, in the lock and on disk, that nobody has signed; without those that git ignores."""
    from labcoat.core.files import find_files
    from labcoat.core.paths import relative

    found = find_files([root], lambda path: False)[0] if os.path.isdir(root) else []
    names = {relative(path, root) or "" for path in [*found, *files]}
    own = {relative(bundle, root) or "", ""}
    return {name for name in names - own if name not in signed.digests and not signed.ignores(name)}
