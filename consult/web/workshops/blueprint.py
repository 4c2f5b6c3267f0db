"""The blueprint whose views the other files of this folder are."""

from flask import Blueprint

blueprint = Blueprint("workshops", __name__, url_prefix="/consultations/<slug>")

SEE_OTHER = 303
CONFLICT = 409
UNPROCESSABLE = 422
