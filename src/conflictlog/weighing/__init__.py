"""How sure we may be: reports in, one number and its basis out; plain Python, knows no event."""

from conflictlog.weighing.basis import Basis
from conflictlog.weighing.model import ConfidenceModel
from conflictlog.weighing.pooling import weigh
from conflictlog.weighing.profile import Profile, is_self_interested, profile
from conflictlog.weighing.suggesting import OriginSuggestion, suggest_origins
from conflictlog.weighing.witnesses import Weighing, Witness

__all__ = [
    "Basis",
    "ConfidenceModel",
    "OriginSuggestion",
    "Profile",
    "Weighing",
    "Witness",
    "is_self_interested",
    "profile",
    "suggest_origins",
    "weigh",
]
