"""Replies to a written consultation, and what they come to, paragraph by paragraph."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from secretariat.views import comments, replies, replies_entered

reply_patterns = [
    path(_("<slug:symbol>/<slug:country>/reply/"), replies.reply, name="reply"),
    path(_("<slug:symbol>/<slug:country>/reply/<int:pk>/"), replies.reply_receipt, name="reply-receipt"),
    path(_("<slug:symbol>/<slug:country>/reply/from-mail/"), replies_entered.reply_enter, name="reply-enter"),
    path(_("<slug:symbol>/<int:pk>/comments/"), comments.comments, name="comments"),
    path(_("<slug:symbol>/<int:pk>/comments/word/"), comments.comments_word, name="comments-word"),
    path(_("<slug:symbol>/<int:pk>/comments/pdf/"), comments.comments_ask, name="comments-ask"),
    path(_("<slug:symbol>/comments/<int:pk>/progress/"), comments.comments_progress, name="comments-progress"),
    path(_("<slug:symbol>/comments/<int:pk>/"), comments.comments_file, name="comments-file"),
]
