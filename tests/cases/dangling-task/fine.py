import asyncio

tasks = set()


async def chat(question: str) -> None:
    task = asyncio.create_task(save(question))
    tasks.add(task)
    task.add_done_callback(tasks.discard)


async def both(question: str) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(save(question))
