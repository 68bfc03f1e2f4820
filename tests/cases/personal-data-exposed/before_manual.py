# --- a conversion stands behind the value in an f-string
import logging

from openai import OpenAI

client = OpenAI(timeout=60)
logger = logging.getLogger(__name__)


def greet(user):
    logger.info(f"user {user.email!r}")  # finding: warning, inside-f-string
