"""The screens of certificates: queues, preview, register; and the exam that may be reopened before them."""
