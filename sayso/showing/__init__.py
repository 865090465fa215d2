"""Readings → people: the command line, the terminal view and the page. Nothing here computes meaning."""
