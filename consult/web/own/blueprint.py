"""The blueprint whose views the other files of this folder are."""

from flask import Blueprint

blueprint = Blueprint("own", __name__, url_prefix="/own")

SEE_OTHER = 303
UNPROCESSABLE = 422
