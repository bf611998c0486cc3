"""The pipeline: a text's phrase, its guesses, a decision with its reasons."""
