"""Conflict events with their sources and their uncertainty."""
