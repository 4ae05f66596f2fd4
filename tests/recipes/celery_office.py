"""The Celery application of the recipe: beat wakes what is due."""

import os

from celery import Celery
from forgotten import wake_what_is_due

FOLDER = os.environ["PROCFLOW_RECIPE_FOLDER"]
app = Celery("office", broker="filesystem://")
_FOLDERS = ("data_folder_in", "data_folder_out", "control_folder")
app.conf.broker_transport_options = dict.fromkeys(_FOLDERS, f"{FOLDER}/messages")
app.conf.beat_schedule_filename = f"{FOLDER}/beat"
app.conf.beat_schedule = {"wake": {"task": "office.wake", "schedule": 1.0}}


@app.task(name="office.wake")
def wake() -> int:
    """Wake what is due."""
    return wake_what_is_due()
