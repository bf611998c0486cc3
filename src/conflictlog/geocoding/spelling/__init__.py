"""How a name is spelt, and under which keys it is looked up."""

from conflictlog.geocoding.spelling.inflection import Morphology
from conflictlog.geocoding.spelling.keys import fold
from conflictlog.geocoding.spelling.scripts import script, suspicious
from conflictlog.geocoding.spelling.variants import Form, forms

__all__ = ["Form", "Morphology", "fold", "forms", "script", "suspicious"]
