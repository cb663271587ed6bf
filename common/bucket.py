"""Files in an object store that speaks S3, in a bucket that nobody else reads."""

import tempfile

from django.core.files.base import File
from storages.backends.s3 import S3Storage

IN_MEMORY = 1024 * 1024  # bytes


class PrivateBucket(S3Storage):
    """A bucket of an object store that speaks S3. What is in it is reached by signed addresses of a minute's life."""

    def _save(self, name: str, content: File) -> str:
        """The content is read once, by its chunks, as the folder reads it: what is hashed on the way is kept."""
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as spool:
            for chunk in content.chunks():
                spool.write(chunk)
            return super()._save(name, File(spool, name))

    def signed_url(self, name: str, *, method: str, seconds: int, disposition: str, content_type: str) -> str:
        """An address under which the store itself answers one ``method``, with these headers, for ``seconds``."""
        wanted = {
            "ResponseContentDisposition": disposition,
            "ResponseContentType": content_type,
            "ResponseCacheControl": "private, no-store",
        }
        if method == "HEAD":
            parameters = {"Bucket": self.bucket_name, "Key": name} | wanted
            client = self.connection.meta.client
            return client.generate_presigned_url("head_object", Params=parameters, ExpiresIn=seconds)
        return self.url(name, parameters=wanted, expire=seconds)

    def probe(self) -> None:
        """The bucket answers. Raises an error of botocore."""
        self.connection.meta.client.head_bucket(Bucket=self.bucket_name)
