"""The headers that every answer carries, written in one place."""

from flask import Response, request

from consult.web.current import config, identity

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
FEATURES = (
    "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen", "geolocation",
    "gyroscope", "magnetometer", "microphone", "midi", "payment", "picture-in-picture",
    "publickey-credentials-get", "screen-wake-lock", "usb", "xr-spatial-tracking",
)  # fmt: skip
FIXED = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in FEATURES),
    "X-Frame-Options": "DENY",
}
HSTS = "max-age=31536000; includeSubDomains"
FONT = ".woff2"
SCRIPT = ".js"
SIGN_IN = "/sign-in"
A_YEAR = "public, max-age=31536000, immutable"
#: A script that another one names comes without a hash; parts of two releases must never run together.
ASK_EACH_TIME = "public, no-cache"
#: A style sheet that another one names comes without a hash too, and at worst looks old; fonts hardly change.
A_WHILE = "public, max-age=600"
A_WEEK = "public, max-age=604800"


def write_headers(response: Response) -> Response:
    """Add what is missing; a download may have set a stricter policy of its own."""
    for name, value in FIXED.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Referrer-Policy", _referrer_policy())
    if config().is_https:
        response.headers["Strict-Transport-Security"] = HSTS
    if request.endpoint == "static":
        response.headers["Cache-Control"] = _static_caching()
    else:
        response.vary.add("Cookie")
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store" if identity().is_signed_in else "private, no-cache"
    return response


def _static_caching() -> str:
    if "h" in request.args:
        return A_YEAR
    if request.path.endswith(SCRIPT):
        return ASK_EACH_TIME
    return A_WEEK if request.path.endswith(FONT) else A_WHILE


def _referrer_policy() -> str:
    # An address with a sign-in secret in it must not travel anywhere.
    return "no-referrer" if request.path.startswith(SIGN_IN) else "same-origin"
