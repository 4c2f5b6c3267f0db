"""Views that do what a test of the shell needs: write, fail, conflict, answer in parts."""

from flask import Blueprint, Flask, g
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from wtforms import StringField, TextAreaField

from consult.errors import Conflict, Invalid, NotAllowed, NotFound
from consult.models import Document, Person
from consult.security import Permission
from consult.services.people import add_person
from consult.web import transaction
from consult.web.current import consultation, identity, now, person, session
from consult.web.forms import BaseForm
from consult.web.limits import Size, accepts
from consult.web.loading import belonging
from consult.web.permission import permission

outside = Blueprint("probe", __name__, url_prefix="/probe")
inside = Blueprint("inside", __name__, url_prefix="/consultations/<slug>/probe")

STATUSES = {"not-found": NotFound, "not-allowed": NotAllowed, "invalid": Invalid}


class ProbeForm(BaseForm):
    """A line and a text."""

    line = StringField("Rivi")
    text = TextAreaField("Teksti")


@outside.post("/add/<int:status>")
@permission(Permission.PUBLIC)
def add(status: int) -> ResponseReturnValue:
    """Write a row, then answer with this status."""
    add_person(session(), email="written@example.test", name="", now=now())
    return "written", status


@outside.post("/add-and-keep")
@permission(Permission.PUBLIC)
def add_and_keep() -> ResponseReturnValue:
    """Write a row that stays although the answer is an error."""
    add_person(session(), email="written@example.test", name="", now=now())
    transaction.keep()
    return "kept", 422


@outside.post("/add-and-fail")
@permission(Permission.PUBLIC)
def add_and_fail() -> ResponseReturnValue:
    """Write a row, then break."""
    add_person(session(), email="written@example.test", name="", now=now())
    raise RuntimeError("salainen syy")


@outside.get("/add")
@permission(Permission.PUBLIC)
def add_by_get() -> ResponseReturnValue:
    """A page that would write: it must not."""
    session().add(Person(email="written@example.test", created_at=now()))
    session().flush()
    return "read", 200


@outside.route("/raise/<kind>", methods=["GET", "POST"])
@permission(Permission.PUBLIC)
def fail(kind: str) -> ResponseReturnValue:
    """Raise a domain error."""
    if kind == "conflict":
        raise Conflict("This has changed.", ours="oma teksti", theirs="toisen teksti")
    raise STATUSES[kind]("There is no such page.")


@outside.get("/many")
@permission(Permission.PUBLIC)
def many() -> ResponseReturnValue:
    """Read twice, on one session."""
    return {"same": session() is session(), "people": len(session().scalars(select(Person)).all())}


@outside.get("/who")
@permission(Permission.SIGNED_IN)
def who() -> ResponseReturnValue:
    """Who is asking."""
    return {"name": identity().name, "person": person().id}


@outside.get("/arrival")
@permission(Permission.PUBLIC)
def arrival() -> ResponseReturnValue:
    """When the request arrived."""
    return {"now": now().isoformat(), "id": g.request_id}


@outside.post("/form")
@permission(Permission.PUBLIC)
def form() -> ResponseReturnValue:
    """What the base form makes of what was typed."""
    sent = ProbeForm()
    return {"valid": sent.validate(), "line": sent.line.data, "text": sent.text.data, "errors": sent.errors}


@outside.post("/document")
@permission(Permission.PUBLIC)
@accepts(Size.DOCUMENT)
def document() -> ResponseReturnValue:
    """A form that takes a document."""
    return {"size": len(ProbeForm().text.data or "")}


@outside.post("/upload")
@permission(Permission.PUBLIC)
@accepts(Size.UPLOAD)
def upload() -> ResponseReturnValue:
    """A form that takes a file."""
    return {"ok": True}


@inside.route("/<asked>", methods=["GET", "POST"])
@permission(Permission.READ)
def read(asked: str) -> ResponseReturnValue:
    """What anybody may read who may read the consultation."""
    return {"id": consultation().id, "asked": asked}


@inside.route("/contribute", methods=["GET", "POST"])
@permission(Permission.CONTRIBUTE)
def contribute() -> ResponseReturnValue:
    """What participants do."""
    return {"id": consultation().id}


@inside.route("/coordinate", methods=["GET", "POST"])
@permission(Permission.COORDINATE)
def coordinate() -> ResponseReturnValue:
    """What agents do."""
    return {"id": consultation().id}


@inside.get("/documents/<int:document_id>")
@permission(Permission.READ)
def one_document(document_id: int) -> ResponseReturnValue:
    """A thing of this consultation."""
    return {"title": belonging(Document, id=document_id).title}


def add_probe(app: Flask) -> Flask:
    """The application with these views; declared like any others."""
    app.register_blueprint(outside)
    app.register_blueprint(inside)
    return app
