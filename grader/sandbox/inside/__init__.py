"""What runs on the student's side of the border, and the two modules both sides speak: `values` and `frames`.

`server` forks one child for each notebook; the child (`child`) confines itself (`confine`), chooses what to
run (`cells`, `ipython_syntax`), finds stand-ins for absent modules (`stubs`, `provided`), and answers calls
(`calls`). Nothing here imports the rest of the grader: the server can't reach it.
"""
