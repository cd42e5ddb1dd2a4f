"""Portraits of people who do not exist: parametric heads, rendered and treated as machine vision.

    bytes of heads.npz ── read_heads ──> Heads        number ── portrait_of ──> Portrait
    Portrait + Heads ── figure_of ──> Figure ── take(View) ──> Shot ── tones ──> Tones
    Tones, Shot ── a style ──> outlines in the unit box (crisp at any size), or pixels

No file is opened here: the shelf gives the bytes. Nothing here knows SVG, citizens' lives or templates.
"""

from generator.faces.heads import Heads, read_heads
from generator.faces.portrait import Portrait, portrait_of
from generator.faces.robot import Robot, robot_of
from generator.faces.shot import Shot, View
from generator.faces.studio import Studio

__all__ = ["Heads", "Portrait", "Robot", "Shot", "Studio", "View", "portrait_of", "read_heads", "robot_of"]
