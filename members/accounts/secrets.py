"""Secrets of second factors, encrypted at rest."""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet
from django.conf import settings


def encrypt(words: str) -> str:
    return _fernet().encrypt(words.encode()).decode()


def decrypt(sealed: str) -> str:
    """What ``encrypt`` sealed. Raises ``cryptography.fernet.InvalidToken`` for anything else, or under another key."""
    return _fernet().decrypt(sealed.encode()).decode()


def _fernet() -> Fernet:
    source = (settings.MFA_SECRET_KEY or settings.SECRET_KEY).encode()
    return Fernet(base64.urlsafe_b64encode(hmac.digest(source, b"members.second_factors", hashlib.sha256)))
