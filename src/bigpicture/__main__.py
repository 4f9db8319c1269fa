"""python -m bigpicture"""

from bigpicture.cli import run

run()
