from dotenv import load_dotenv

load_dotenv()

AWS_ACCESS_KEY_ID = "@@AWS_KEY@@"  # finding
AWS_SECRET_ACCESS_KEY = "@@AWS_SECRET@@"  # finding
DATABASE_URL = "@@DATABASE_URL@@"  # finding
JWT_SECRET = b"@@PLAIN_KEY@@"  # finding
