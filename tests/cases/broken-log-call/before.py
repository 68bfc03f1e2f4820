import logging


def failed(error: Exception) -> None:
    logging.exception("The model did not answer", error)  # finding: warning, manual
