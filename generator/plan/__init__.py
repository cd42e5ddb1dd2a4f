"""Intent made into work: what has to be made, by whom, and what may stay. Files are touched through ``deliver/`` only.

fingerprint.py   one number for everything that frames depend on
tasks.py         frames to closed chunks, chunks to tasks
resume.py        what a folder holds, held against what is asked
job.py           a plate to be made, what came of it, what is happening meanwhile
make.py          a job in, a plate on disk out
crew.py          tasks to worker processes and their results home
nursery.py       where worker processes come from
"""
