"""Asks the questions of a file by script, and scores what comes back."""
