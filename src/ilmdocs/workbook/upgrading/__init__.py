"""An older intake workbook becomes one of the newest version, with everything that was typed."""

from ilmdocs.workbook.upgrading.upgrade import Upgraded, upgraded

__all__ = ["Upgraded", "upgraded"]
