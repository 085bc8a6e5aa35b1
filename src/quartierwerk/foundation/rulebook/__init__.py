"""Rules as dated data: every rate, list, deadline and stage of the programme, with its source.

The files lie in ``quartierwerk/rulebooks``; ``queries`` tells which rule is in force on a day, and
``core`` holds what a rule is, how a file is checked, and the rules that are plain arithmetic.
"""
