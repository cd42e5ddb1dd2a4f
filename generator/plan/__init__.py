"""Intent made into work, without touching a file: what has to be made, by whom, and what may stay.

fingerprint.py   one number for everything that frames depend on
tasks.py         frames to closed chunks, chunks to tasks
resume.py        what a folder holds, held against what is asked
crew.py          tasks to worker processes and their results home
"""
