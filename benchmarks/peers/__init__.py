"""Peers to measure against, each in the way in which its users would use it."""
