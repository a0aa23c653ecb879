"""Exercises of lesson 00: shapes, and checking a gradient."""

LESSON = "00_start_here"
PROVIDES = ()
