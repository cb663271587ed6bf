"""Settings of accounts: who signs in, with what, for how long. Part of ``crm_portal/settings.py``.

Why each is as it is: ``docs/decisions/0010-accounts.md``.
"""

from datetime import timedelta

import environ

env = environ.Env()
DEBUG = env.bool("DEBUG", default=False)
HTTPS = env.bool("HTTPS", default=env("SITE_URL", default="").startswith("https://"))

AUTH_USER_MODEL = "members.User"
AUTHENTICATION_BACKENDS = ["members.accounts.backend.AccountBackend", "guardian.backends.ObjectPermissionBackend"]
ANONYMOUS_USER_NAME = None  # guardian: no anonymous account; public access is an audience, not a grant
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "secretariat:desk"
LOGOUT_REDIRECT_URL = "home"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
_VALIDATORS = "django.contrib.auth.password_validation"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"{_VALIDATORS}.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ("email", "name")}},
    {"NAME": f"{_VALIDATORS}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_VALIDATORS}.CommonPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 4 * 3600  # seconds; ministries' mail servers hold letters back for up to an hour or two

# Two hours without a page end a session, twelve hours in all end it whatever happens, and so does the browser's end.
SESSION_COOKIE_AGE = 2 * 3600
SESSION_LONGEST = 12 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

ACCOUNT_ADAPTER = "members.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]  # nobody signs up; allauth asks a password only where this says so
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"  # an address is proven by the invitation that it received
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_FORMS = {
    "login": "members.forms.SignInForm",
    "reset_password": "members.forms.PasswordForgottenForm",
    "reset_password_from_key": "members.forms.NewPasswordForm",
    "change_password": "members.forms.PasswordForm",
    "set_password": "members.forms.FirstPasswordForm",
    "reauthenticate": "members.forms.IdentityForm",
}
# A ministry's delegation often shares one address; ten failures in five minutes at one account are many already.
ACCOUNT_RATE_LIMITS = {
    "login": "60/m/ip",
    "login_failed": "30/m/ip,10/300s/key",
    "reset_password": "20/m/ip,3/300s/key",
}
# How many proxies of ours stand in front and each add one address to X-Forwarded-For; 0: the header is not read.
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)

MFA_ADAPTER = "members.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TRUST_ENABLED = True
MFA_TRUST_COOKIE_AGE = timedelta(days=14)
MFA_TRUST_COOKIE_NAME = "__Host-trusted" if HTTPS else "trusted"
MFA_TRUST_COOKIE_SECURE = HTTPS
MFA_TRUST_COOKIE_HTTPONLY = True
MFA_TRUST_COOKIE_SAMESITE = "Lax"
MFA_TOTP_ISSUER = "Portal CRM"
MFA_TOTP_TOLERANCE = 1  # a telephone's clock may be half a minute off
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # see ACCOUNT_EMAIL_VERIFICATION
MFA_FORMS = {
    "authenticate": "members.forms.CodeForm",
    "reauthenticate": "members.forms.CodeAgainForm",
    "activate_totp": "members.forms.AppForm",
    "add_webauthn": "members.forms.PasskeyForm",
    "edit_webauthn": "members.forms.PasskeyNameForm",
}
MFA_REQUIRED_FOR_ALL = env.bool("MFA_REQUIRED_FOR_ALL", default=False)
# What secrets of second factors are encrypted with; empty: a key derived from SECRET_KEY.
MFA_SECRET_KEY = env("MFA_SECRET_KEY", default="")

USERSESSIONS_ADAPTER = "members.accounts.adapters.SessionsAdapter"

# Single sign-on: [{"provider_id": "…", "name": "…", "client_id": "…", "secret": "…", "server_url": "https://…"}, …]
OIDC_PROVIDERS = env.json("OIDC_PROVIDERS", default=[])
OIDC_TRUSTS_MFA = env.bool("OIDC_TRUSTS_MFA", default=False)
SOCIALACCOUNT_ADAPTER = "members.accounts.adapters.OutsideAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_QUERY_EMAIL = True
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {name: given[name] for name in ("provider_id", "name", "client_id", "secret")}
            | {"settings": {"server_url": given["server_url"], **given.get("settings", {})}}
            for given in OIDC_PROVIDERS
        ],
    }
}
