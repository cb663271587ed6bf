"""Settings of files: where they lie, who sends them, how large they may be. Part of ``crm_portal/settings.py``.

Why each is as it is: ``docs/decisions/0009-files.md``.
"""

from pathlib import Path
from typing import Any

import environ

env = environ.Env()

ACCEL_REDIRECT_PREFIX = env("ACCEL_REDIRECT_PREFIX", default="")  # nginx's internal location; empty: Django sends
FILES_S3_BUCKET = env("FILES_S3_BUCKET", default="")  # empty: files lie in a folder
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_BYTES", default=20 * 1024 * 1024)  # of one file; some kinds take less
REQUEST_MAX_BYTES = 2 * UPLOAD_MAX_BYTES + 1024 * 1024  # two files and their form; deploy/nginx.conf says the same
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # of a form without its files
VERIFY_MAX_BYTES = 20 * 1024 * 1024
CLAMAV_SOCKET = env("CLAMAV_SOCKET", default="")  # a path or host:port; empty: uploads are not scanned
# The electronic seal of editions: a key and its certificate in a file, or in a device that speaks PKCS#11.
SEAL_PKCS12 = env("SEAL_PKCS12", default="")  # a path; empty, as is the module: PDFs are not sealed
SEAL_PASSPHRASE = env("SEAL_PASSPHRASE", default="")
SEAL_PKCS11_MODULE = env("SEAL_PKCS11_MODULE", default="")  # the path of the device's library
SEAL_PKCS11_TOKEN = env("SEAL_PKCS11_TOKEN", default="")  # the label of the token
SEAL_PKCS11_LABEL = env("SEAL_PKCS11_LABEL", default="")  # of the key, and of its certificate
SEAL_PKCS11_PIN = env("SEAL_PKCS11_PIN", default="")


def private_files(folder: Path) -> dict[str, Any]:
    """Where files lie: in ``folder``, or in a bucket where one is named."""
    if not FILES_S3_BUCKET:
        return {"BACKEND": "common.storages.PrivateStorage", "OPTIONS": {"location": str(folder)}}
    options = {
        "bucket_name": FILES_S3_BUCKET,
        "endpoint_url": env("FILES_S3_ENDPOINT", default="") or None,
        "region_name": env("FILES_S3_REGION", default="") or None,
        "access_key": env("FILES_S3_ACCESS_KEY", default="") or None,
        "secret_key": env("FILES_S3_SECRET_KEY", default="") or None,
        "addressing_style": env("FILES_S3_ADDRESSING", default="auto"),
        "signature_version": "s3v4",
    }
    return {"BACKEND": "common.bucket.PrivateBucket", "OPTIONS": options}
