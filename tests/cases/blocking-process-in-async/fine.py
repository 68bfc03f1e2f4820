import asyncio
import subprocess


async def transcribe(path: str) -> None:
    await asyncio.create_subprocess_exec("ffmpeg", "-i", path, "out.wav")


def batch(path: str) -> None:
    subprocess.run(["ffmpeg", "-i", path, "out.wav"])
