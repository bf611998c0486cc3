"""Small logs that come with the library, to learn with and to test with."""

from conflictlog.datasets.december_2022 import minsk_kyiv_2022

__all__ = ["minsk_kyiv_2022"]
