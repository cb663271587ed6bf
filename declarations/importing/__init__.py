"""Import of the conference's texts: files in, aligned paragraphs and a report out. No database.

This file stays empty: the child process that reads DOCX knows nothing of Django.
"""
