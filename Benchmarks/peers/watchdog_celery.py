"""watchdog reports closed files, celery's workers get them through redis."""
import threading

from watchdog.events import FileSystemEventHandler
from watchdog.observers import Observer

import work
from celery_tasks import carry


class Closed(FileSystemEventHandler):
    def on_closed(self, event):
        carry.delay(event.src_path)


observer = Observer()
observer.schedule(Closed(), work.INBOX)
observer.start()
threading.Event().wait()
