"""What the process that workers fork from imports: all that they need, so that they have it from their first moment.

The first kernel that is loaded brings numba's own machinery with it, which takes as long as all the others together.
"""

from __future__ import annotations

import importlib

import numpy as np

from generator.plan.nursery import NEEDED, unswept

with unswept():
    for name in NEEDED:
        importlib.import_module(name)
    importlib.import_module("generator.deliver.pixels").dark(np.zeros(1, np.uint32))
