"""Addresses of the adoption of a text, and of the certificates of the seal, which stand outside ``texts/``."""

from django.urls import path
from django.utils.translation import gettext_lazy as _

from declarations.views import adoption, seals

ADOPTION = [
    path(_("<slug:symbol>/adoption/"), adoption.adoption, name="text-adoption"),
    path(_("<slug:symbol>/adoption/table/"), adoption.table, name="adoption-table"),
    path(_("<slug:symbol>/adoption/untable/"), adoption.untable, name="adoption-untable"),
    path(_("<slug:symbol>/adoption/prepare/"), adoption.Prepare.as_view(), name="adoption-prepare"),
    path(_("<slug:symbol>/adoption/withdraw/"), adoption.withdraw, name="adoption-withdraw"),
    path(_("<slug:symbol>/adoption/sign/"), adoption.sign, name="adoption-sign"),
]
CERTIFICATES = [path("seal/<slug:fingerprint>.pem", seals.certificate, name="seal-certificate")]
