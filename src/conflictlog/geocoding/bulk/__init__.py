"""Many texts at once: the column of a table, the places of a log, and a review of both."""
