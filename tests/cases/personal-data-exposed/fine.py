# --- ids, counts, settings, addresses of machines
import logging

from openai import OpenAI

client = OpenAI(timeout=60)
logger = logging.getLogger(__name__)


def say(user, request, settings, server, wallet, email, emails):
    logger.info("user %s", user.id)

    logger.info("from %s", request.client.host)

    logger.info("listening on %s", server.address)

    logger.info("paid to %s", wallet.address)

    logger.info("mail host %s, sender %s", settings.email_host, settings.email_from)

    logger.info("sent %s", email.subject)

    logger.info("email %s sent", email.id)

    logger.info("%d mails", len(emails))

    logger.info("verified: %s", user.email_verified)

    logger.info("has phone: %s", bool(user.phone))

    logger.info("ssn given: %s", user.ssn is not None)

    logger.info("email missing")

    raise ValueError("phone must not be empty")
# --- redacted, hashed, masked
import hashlib
import logging

from openai import OpenAI
from presidio_anonymizer import AnonymizerEngine

from app.privacy import mask_email, redact_pii

client = OpenAI(timeout=60)
anonymizer = AnonymizerEngine()
logger = logging.getLogger(__name__)


def say(user, found):
    logger.info("user %s", redact_pii(user.email))

    logger.info("user %s", mask_email(user.email))

    logger.info("user %s", hashlib.sha256(user.email.encode()).hexdigest())

    logger.info(f"user {user.email[:2]}***")

    safe = anonymizer.anonymize(text=user.email, analyzer_results=found).text
    client.responses.create(model="gpt-4o-mini", input=f"Write to {safe}")
# --- stored, sent to the person, shown: no log and no model
import smtplib

from openai import OpenAI

client = OpenAI(timeout=60)


def register(user, db, mailer: smtplib.SMTP):
    db.execute("insert into users values (?)", (user.email,))

    mailer.sendmail("us@example.com", [user.email], "Welcome")

    user.email = user.email.lower()

    reply = client.responses.create(model="gpt-4o-mini", input="Write a welcome.")

    return {"email": user.email, "text": reply.output_text}
# --- the operator's own address, said back to the operator
import logging
import os

from openai import OpenAI

from accounts import User

client = OpenAI(timeout=60)
logger = logging.getLogger(__name__)


def set_up():
    given = os.getenv("ADMIN_EMAIL") or input("E-mail: ")
    user = User.objects.create_superuser(email=given, password=os.environ["ADMIN_PASSWORD"])
    logger.info(f"made {user.email}")

    user_email = os.environ["OWNER_EMAIL"]
    logger.info("alerts go to %s", user_email)
