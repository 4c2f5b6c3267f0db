"""What the occasions of a calendar are called."""

from consult.reports.occasions import Occasion, OccasionKind
from consult.web.steps import stage_label
from consult.web.wording import gettext


def occasion_label(occasion: Occasion) -> str:
    """The name of one occasion."""
    match occasion.kind:
        case OccasionKind.ROUND_OPENS:
            return gettext("Comment round %(number)s opens", number=occasion.number)
        case OccasionKind.ROUND_CLOSES:
            return gettext("Comment round %(number)s closes", number=occasion.number)
        case OccasionKind.SIGNING_CLOSES:
            return gettext("Signing closes")
        case OccasionKind.DEADLINE:
            return gettext("The authority's deadline")
        case OccasionKind.FILED:
            return gettext("The statement was filed")
        case OccasionKind.STAGE:
            return stage_label(occasion.stage, occasion.number) if occasion.stage is not None else ""
