import logging

logger = logging.getLogger(__name__)


def failed(error: Exception) -> None:
    logging.exception("The model did not answer")


def slow(seconds: float) -> None:
    logger.warning("The model took %s s", seconds)
