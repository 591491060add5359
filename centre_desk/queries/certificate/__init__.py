"""Reads of certificates: who may have one, the queues, and the facts of their pages."""
