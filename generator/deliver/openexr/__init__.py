"""OpenEXR: the container (``file.py``, ``header.py``), the data in it (``pack.py``, ``scanlines.py``), and what is written with them."""
