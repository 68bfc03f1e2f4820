# --- a key in a comment: whoever deletes it must rotate it too
# client = OpenAI(api_key="@@OPENAI_KEY@@")  # finding: in-a-comment
MODEL = "gpt-4o"
# --- a key in the middle of a text
URL = "https://api.example.org"
command = f"curl -H 'Authorization: Bearer @@OPENAI_KEY@@' {URL}"  # finding: part-of-a-larger-text
# --- a key as the name of something
OWNERS = {
    "@@GITHUB_KEY@@": "alice",  # finding: not-a-value
}
