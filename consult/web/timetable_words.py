"""What may be wrong with a timetable, in sentences."""

from datetime import date, datetime

from babel.dates import format_date

from consult.reports.counting_back import Trouble, Warned
from consult.reports.working_days import holiday_name
from consult.web.i18n import language
from consult.web.wording import gettext, ngettext

DAY = {"fi": "ccc d.M.y", "sv": "ccc d.M.y", "en": "ccc d MMM y"}


def day_words(day: date | datetime) -> str:
    """A day with its weekday: to 16.1.2027."""
    return format_date(day, DAY[language()], locale=language())


def warning_words(warned: Warned) -> str:
    """One thing to look at, as a sentence."""
    day = day_words(warned.day)
    match warned.trouble:
        case Trouble.HOLIDAY:
            name = holiday_name(warned.day, language())
            return gettext("The last day, %(day)s, is a holiday: %(name)s.", day=day, name=name)
        case Trouble.WEEKEND:
            return gettext("The last day, %(day)s, is on a weekend.", day=day)
        case Trouble.AFTER_DEADLINE:
            return gettext("The last day, %(day)s, is after the deadline.", day=day)
        case Trouble.IN_THE_PAST:
            return gettext("It would have had to begin already, on %(day)s. Shorten a stage.", day=day)
        case Trouble.TOO_SHORT:
            days = ngettext("There is %(num)s working day.", "There are %(num)s working days.", warned.days)
            return gettext("%(days)s At least %(least)s are wise.", days=days, least=warned.least)
