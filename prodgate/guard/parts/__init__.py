"""The parts of a guard module, one file each; a file added here is a part, by its name.

A part says what it is called in the guard module (``PYTHON``, ``JAVASCRIPT``; it may lack one of
the languages) and gives its definitions, those it needs first: ``python(policy)`` and
``javascript(policy, dialect)``. Python parts pass mypy --strict and ruff as they stand. JavaScript
parts are written once, in TypeScript: see ``prodgate.guard.dialect``. A key of the policy's
``functions`` with the name of the part names the team's own function.
"""
