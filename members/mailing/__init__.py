"""Letters: how they are written, handed to the mail server, and gathered into digests."""

from members.mailing.digests import tell, write_digests
from members.mailing.sending import send_letter, sweep_letters
from members.mailing.writing import Enclosed, write_letter

__all__ = ["Enclosed", "send_letter", "sweep_letters", "tell", "write_digests", "write_letter"]
