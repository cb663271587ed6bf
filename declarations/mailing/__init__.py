"""Letters about what was agreed: each in the language of its reader, kept in the mail log."""
