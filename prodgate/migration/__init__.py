"""``prodgate migrate``: a whole repository rewritten once, a commit for each rule.

All work is done on a copy (scratch.py): the steps of a plan are the steps that are applied, and
the files of the user are never touched. What is applied becomes commits on a branch of its own
(branch.py); a journal (journal.py) says how far a run came, so that the next one goes on.

main line: command.py    one rule: steps.py    what is reported: record.py, report/migration.py
"""

from __future__ import annotations


def mistakes() -> tuple[type[Exception], ...]:
    """What a user can get wrong about a migration; imported only once something was raised."""
    from prodgate.migration.branch import BranchError
    from prodgate.migration.journal import JournalError
    from prodgate.migration.options import MigrationError
    from prodgate.migration.record import RecordError
    from prodgate.migration.shards import ShardError
    from prodgate.scratch import NoCopyError

    return BranchError, JournalError, MigrationError, NoCopyError, RecordError, ShardError
