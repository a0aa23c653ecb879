"""Property tests know no deadline: a busy machine isn't a wrong formula."""

from hypothesis import settings

settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")
