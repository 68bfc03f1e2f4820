# --- Flask's own server, started by a Procfile
# also: Procfile | web: python app.py
from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    app.run()  # finding: warning, manual


# --- Flask's own server listens for others, and there is no other
import os

from flask import Flask

app = Flask(__name__)

if __name__ == "__main__":
    app.run(host="0.0.0.0", port=int(os.environ.get("PORT", 5000)))  # finding: note, manual
