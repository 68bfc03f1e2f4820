import os

from dotenv import load_dotenv

load_dotenv()

AWS_ACCESS_KEY_ID = os.environ["AWS_ACCESS_KEY_ID"]  # finding
AWS_SECRET_ACCESS_KEY = os.environ["AWS_SECRET_ACCESS_KEY"]  # finding
DATABASE_URL = os.environ["DATABASE_URL"]  # finding
JWT_SECRET = os.environ["JWT_SECRET"].encode()  # finding
