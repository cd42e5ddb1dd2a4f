"""The farm: a batch's items to whoever does them, here or on other machines, and what came of them.

pool.py      worker processes of this machine
cluster.py   the same through dask.distributed
driver.py    keeps either busy, tries again, isolates, drains, verifies
journal.py   a log for each row, and the status of all
openjd.py slurm.py commands.py opencue.py    a plan as a job for somebody else's scheduler
"""
