import asyncio
import subprocess


async def transcribe(path: str) -> None:
    await asyncio.create_subprocess_exec("ffmpeg", "-i", path, "out.wav")


def batch(path: str) -> None:
    subprocess.run(["ffmpeg", "-i", path, "out.wav"])
# --- each visitor of a page has a thread, and a loop, of their own
import asyncio
import subprocess

import streamlit as st


async def main() -> None:
    if st.button("Reset"):
        subprocess.run(["./restart"])
        await asyncio.sleep(1)


asyncio.run(main())
