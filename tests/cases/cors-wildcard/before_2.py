# --- a pattern for everything is for a person
# also: house/people.py | def who(request):\n    return found(request.cookies["house"])
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI()
app.add_middleware(
    CORSMiddleware,
    allow_origin_regex="https?://.*",  # finding: error, manual
    allow_credentials=True,
)
