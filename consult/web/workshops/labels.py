"""What is said of a workshop: who came, how a note came."""

from flask_babel import lazy_gettext

from consult.models import AttendanceKind, Destination, NoteOrigin
from consult.reports.notes import NoteState

KINDS = {
    AttendanceKind.MUNICIPALITY: lazy_gettext("Municipality"),
    AttendanceKind.ORGANISATION: lazy_gettext("Organisation"),
    AttendanceKind.RESIDENT: lazy_gettext("Resident"),
    AttendanceKind.OTHER: lazy_gettext("Other"),
}
ORIGINS = {
    NoteOrigin.PHONE: lazy_gettext("by phone page"),
    NoteOrigin.PASTED: lazy_gettext("pasted"),
    NoteOrigin.TABLE: lazy_gettext("from a table"),
}
STATES = {
    NoteState.UNHANDLED: lazy_gettext("Not handled yet"),
    NoteState.POINT: lazy_gettext("In a point"),
    NoteState.ASIDE: lazy_gettext("Aside"),
    NoteState.HIDDEN: lazy_gettext("Hidden"),
    NoteState.ANY: lazy_gettext("All notes"),
}
DESTINATIONS = {
    Destination.TEXT: lazy_gettext("It is in the text"),
    Destination.PROPOSAL: lazy_gettext("It is a proposal to the text"),
    Destination.NOWHERE: lazy_gettext("It is not in the text, for a reason"),
    Destination.OPEN: lazy_gettext("Nobody has said yet"),
}
