"""The procrastinate application of the recipe: a periodic task wakes what is due."""

import asyncio
import os

import procrastinate
from forgotten import wake_what_is_due

app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=os.environ["PROCFLOW_RECIPE_CONNINFO"]))


@app.periodic(cron="* * * * * *")
@app.task(queueing_lock="wake", pass_context=False)
def wake(timestamp: int) -> int:  # noqa: ARG001 - procrastinate passes it
    """Wake what is due."""
    return wake_what_is_due()


async def main() -> None:
    """Lay procrastinate's own tables, and work until somebody stops it."""
    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        await app.run_worker_async()


if __name__ == "__main__":
    asyncio.run(main())
