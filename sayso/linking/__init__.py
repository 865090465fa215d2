"""Judgements → clusters of utterances: which are about the same proposition."""

from sayso.linking.claims import claims, components

__all__ = ["claims", "components"]
