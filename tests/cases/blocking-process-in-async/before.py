import subprocess


async def transcribe(path: str) -> None:
    subprocess.run(["ffmpeg", "-i", path, "out.wav"])  # finding: warning, manual
