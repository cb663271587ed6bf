"""What others made stands beside its licence."""

from scripts.check_licences import complaints


def test_licence_when_something_was_brought_in_stands_beside_it():
    assert complaints() == []


def test_licence_when_it_is_missing_is_missed(tmp_path):
    """The gate can fail: a planted font without its licence is reported."""
    (tmp_path / "LICENSE").write_text("EUPL")
    fonts = tmp_path / "static/fonts"
    fonts.mkdir(parents=True)
    (fonts / "planted.woff2").write_bytes(b"font")
    assert complaints(tmp_path) == ["static/fonts/*.woff2 stands without static/fonts/OFL-*.txt"]
