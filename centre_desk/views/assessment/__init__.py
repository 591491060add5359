"""The screens of tests: appointments, the grid of the two assessors, offers, declared against tested."""
