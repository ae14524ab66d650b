"""Prints the names of the files that watchdog reports as closed."""
import os
import sys
import threading

from watchdog.events import FileSystemEventHandler
from watchdog.observers import Observer


class Closed(FileSystemEventHandler):
    def on_closed(self, event):
        print(os.path.basename(event.src_path), flush=True)


observer = Observer()
observer.schedule(Closed(), sys.argv[1])
observer.start()
threading.Event().wait()
