# --- the environment set by the code is for a person
import os

from flask import Flask

os.environ["FLASK_DEBUG"] = "1"  # finding: warning, manual
app = Flask(__name__)
