"""The machine forms of a text: pure functions on its canonical form, out and back. No database, no Django.

What is written can be read again without loss: words, kinds, depth, labels, identities, title and facts, in both
languages. The canonical form itself (JSON) is ``declarations/canonical.py``; the page is the HTML.
"""
