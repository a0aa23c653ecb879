"""What a command tells its user in one line, without a traceback."""


class GraderError(Exception):
    """Something the user can mend; the message says what was expected, what came and what to do."""
