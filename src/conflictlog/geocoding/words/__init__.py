"""The words that stand around names: texts as words, and the table of words of five languages."""

from conflictlog.geocoding.words.lexicon import Lexicon, lexicon
from conflictlog.geocoding.words.tokens import Token, tokens

__all__ = ["Lexicon", "Token", "lexicon", "tokens"]
