"""The command line: a contract that art departments script, farms call and tests rely on.

    app.py       the verbs with their options; light, so that --help answers at once
    console.py   results to stdout, progress and messages to stderr
    work/        what each verb does; loaded when its verb is called

Exit codes: 0 done; 2 the user's mistake; 1 our failure or any frame that is not there; 130 interrupted.
"""

from generator.cli.app import main

__all__ = ["main"]
