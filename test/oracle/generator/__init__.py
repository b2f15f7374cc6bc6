"""Random programs on aio, with faults planted at known lines.

text.py: pieces of programs, and how their lines are told.
shapes.py: marks, and what a coroutine can be kept in.
texts.py, locks.py: what pieces about lifetimes and about mutexes use.
faults_*.py: for each check, pieces that have the fault, and look-alikes.
wrappers.py: what can be put around a piece without changing that.
noise.py: what does no harm and shows nothing.
programs.py: whole programs, of one or several files.
"""
