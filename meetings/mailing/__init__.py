"""Letters about meetings: each in the language of its reader, kept in the mail log."""
