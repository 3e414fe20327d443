"""The settings of a private LibreOffice profile: closed to the outside, quiet, faithful PDF export."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

Setting = tuple[str, str, str | int | bool]

_COMMON = "/org.openoffice.Office.Common"
_SETTINGS: tuple[Setting, ...] = (
    # Nothing is fetched, no macro runs. Macro security 3 = "very high".
    (f"{_COMMON}/Security/Scripting", "BlockUntrustedRefererLinks", True),
    (f"{_COMMON}/Security/Scripting", "DisableMacrosExecution", True),
    (f"{_COMMON}/Security/Scripting", "DisableActiveContent", True),
    (f"{_COMMON}/Security/Scripting", "MacroSecurityLevel", 3),
    # Links in text documents: 2 = never update. Fields keep what the form says.
    ("/org.openoffice.Office.Writer/Content/Update", "Link", 2),
    # Whatever is fetched in spite of that goes to a proxy that is not there (port 9 discards).
    ("/org.openoffice.Inet/Settings", "ooInetProxyType", 2),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPProxyPort", 9),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("/org.openoffice.Inet/Settings", "ooInetHTTPSProxyPort", 9),
    ("/org.openoffice.Inet/Settings", "ooInetNoProxy", ""),
    # Work that nobody looks at: autosave, recovery, spelling, Java, tips, update checks.
    (f"{_COMMON}/Save/Document", "AutoSave", False),
    ("/org.openoffice.Office.Recovery/AutoSave", "Enabled", False),
    ("/org.openoffice.Office.Linguistic/SpellChecking", "IsSpellAuto", False),
    ("/org.openoffice.Office.Java/VirtualMachine", "Enable", False),
    (f"{_COMMON}/Misc", "FirstRun", False),
    (f"{_COMMON}/Misc", "ShowTipOfTheDay", False),
    # The version that last used the profile: with an older one, each start draws test pictures.
    ("/org.openoffice.Setup/Product", "ooSetupLastVersion", "999.0"),
    (f"{_COMMON}/Misc", "CrashReport", False),
    (f"{_COMMON}/Misc", "CollectUsageInformation", False),
    (
        "/org.openoffice.Office.Jobs/Jobs/org.openoffice.Office.Jobs:Job['UpdateCheck']/Arguments",
        "AutoCheckEnabled",
        False,
    ),
    ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", "en-GB"),
    # The PDF: tagged for screen readers, pictures untouched, no form fields. Bookmarks are the assembly's.
    (f"{_COMMON}/Filter/PDF/Export", "UseTaggedPDF", True),
    (f"{_COMMON}/Filter/PDF/Export", "ExportBookmarks", False),
    (f"{_COMMON}/Filter/PDF/Export", "ExportFormFields", False),
    (f"{_COMMON}/Filter/PDF/Export", "ExportNotes", False),
    (f"{_COMMON}/Filter/PDF/Export", "ReduceImageResolution", False),
    (f"{_COMMON}/Filter/PDF/Export", "UseLosslessCompression", False),
    (f"{_COMMON}/Filter/PDF/Export", "Quality", 92),
    (f"{_COMMON}/Filter/PDF/Export", "IsSkipEmptyPages", False),
)


def write_profile(folder: Path, build: str = "") -> None:
    """Make a profile folder ready for `-env:UserInstallation`.

    Args:
        folder: where the profile goes; it must not exist yet, because an old one may hold a lock.
        build: what `build_of` gives. A profile without the right build makes LibreOffice start twice: it
            empties its store of extensions, notes the build there and starts again.
    """
    user = folder / "user"
    user.mkdir(parents=True)
    if build:
        (user / "extensions").mkdir()
        (user / "extensions" / "buildid").write_text(build, encoding="utf-8")
    items = "\n".join(_item(*setting) for setting in _SETTINGS)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry"'
        ' xmlns:xs="http://www.w3.org/2001/XMLSchema"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">\n'
        f"{items}\n</oor:items>\n",
        encoding="utf-8",
    )


def build_of(program: Path) -> str:
    """The build of an installed LibreOffice, from the file beside the program; empty when it is not known."""
    folder = program.resolve().parent
    for place in (folder / "versionrc", folder / "version.ini", folder.parent / "Resources" / "versionrc"):
        try:
            text = place.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue
        found = re.search(r"^buildid=(.+)$", text, re.MULTILINE)
        if found:
            return found[1].strip()
    return ""


def _item(path: str, name: str, value: str | int | bool) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return (
        f'<item oor:path="{escape(path, quote=False)}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{escape(text, quote=False)}</value></prop></item>"
    )
