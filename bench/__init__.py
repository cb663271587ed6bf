"""Speed, measured side by side in one run: ``make bench``. The method is in ``bench/report.py`` and its report."""
