import asyncio


async def chat(question: str) -> None:
    asyncio.create_task(save(question))  # finding: warning, manual
