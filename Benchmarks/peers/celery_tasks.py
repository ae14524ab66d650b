"""The task that celery's workers run."""
from celery import Celery

import work

app = Celery("celery_tasks", broker=f"redis+socket://{work.DIRECTORY}/redis.socket")
app.conf.task_ignore_result = True
app.conf.broker_connection_retry_on_startup = True


@app.task
def carry(path):
    work.carry(path)
