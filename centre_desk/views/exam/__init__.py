"""The screens of exams: the marks grid with its threshold, the jury, the settled results."""
