"""Every blueprint of the application, in the order of the main menu."""

from flask import Flask

from consult.config import Config
from consult.web.administration.routes import blueprint as administration
from consult.web.answering.routes import blueprint as answering
from consult.web.auth.routes import blueprint as auth
from consult.web.coordination.routes import blueprint as coordination
from consult.web.dev.routes import blueprint as dev
from consult.web.endorsing.routes import blueprint as endorsing
from consult.web.home.routes import blueprint as home
from consult.web.intake.routes import blueprint as intake
from consult.web.mails.routes import blueprint as mails
from consult.web.own.routes import blueprint as own
from consult.web.phone.routes import blueprint as phone
from consult.web.reading.routes import blueprint as reading
from consult.web.reconciling.routes import blueprint as reconciling
from consult.web.versions.routes import blueprint as versions
from consult.web.workshops.routes import blueprint as workshops

BLUEPRINTS = (
    own,
    home,
    auth,
    reading,
    answering,
    reconciling,
    versions,
    endorsing,
    coordination,
    workshops,
    phone,
    intake,
    administration,
    mails,
)


def register_blueprints(app: Flask, config: Config) -> None:
    """Register them all; the pages for developers exist in demonstration mode only."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    if config.demo:
        app.register_blueprint(dev)
