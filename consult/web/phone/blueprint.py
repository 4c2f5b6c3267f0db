"""The blueprint whose views the other files of this folder are."""

from flask import Blueprint

blueprint = Blueprint("phone", __name__, url_prefix="/w")

SEE_OTHER = 303
NOT_FOUND = 404
CONFLICT = 409
UNPROCESSABLE = 422
