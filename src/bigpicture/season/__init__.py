"""The awards season: who gives which prizes and when, and how likely each nominee is to win. Pure: it knows no record.

bodies (what is given, by whom) | races (who is up for it) | model (what earlier seasons teach) | forecast
"""
