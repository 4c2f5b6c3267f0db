"""The blueprint whose views the other files of this folder are."""

from flask import Blueprint

blueprint = Blueprint("reconciling", __name__, url_prefix="/consultations/<slug>")
