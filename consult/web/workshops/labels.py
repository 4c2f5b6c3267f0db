"""What is said of a workshop: who came, how a note came."""

from flask_babel import lazy_gettext

from consult.models import AttendanceKind, NoteOrigin

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
