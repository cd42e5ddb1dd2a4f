"""The command line: a contract that art departments script, farms call and tests rely on.

    app.py, batch_app.py, world_app.py   the verbs with their options (options.py); light, so that --help answers at once
    load.py                              loads what a verb does when it is called
    verbs/                               what each verb does
    console.py                           results to stdout, progress and messages to stderr

Exit codes: 0 done; 2 the user's mistake; 1 our failure or any frame that is not there; 130 interrupted.
"""

from generator.cli.app import main

__all__ = ["main"]
