"""The blueprint whose views the other files of this folder are."""

from flask import Blueprint

blueprint = Blueprint("administration", __name__)

SEE_OTHER = 303
UNPROCESSABLE = 422
