import logging

import pytest


@pytest.fixture(autouse=True)
def quiet():
    """Thousands of refusals are asked for here; to write each of them down takes longer than to make it."""
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)
