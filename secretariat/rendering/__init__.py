"""Papers and workbooks of the Secretariat's floor."""
