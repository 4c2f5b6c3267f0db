"""Every table, one noun per file."""

from consult.models.answer import Answer, Channel, Draft, Sending, SpentPage, Stance
from consult.models.comment import Comment, CommentKind, CommentRevision
from consult.models.consultation import (
    Access,
    Agency,
    Consultation,
    ConsultationKind,
    Participation,
    Stage,
    StageKind,
    Visibility,
)
from consult.models.decision import Clarification, Decision, DecisionItem, Outcome
from consult.models.document import (
    Content,
    Difference,
    Document,
    DocumentRole,
    Version,
    VersionBlock,
)
from consult.models.intake import Intake, IntakeSource
from consult.models.letterhead import Letterhead
from consult.models.log import LogEntry
from consult.models.option import OptionChoice, OptionPosition, VersionChoice
from consult.models.organisation import (
    ContactChannel,
    MemberRole,
    Membership,
    Organisation,
    OrganisationKind,
    Senders,
)
from consult.models.outbox import OutboxMail
from consult.models.pending_file import PendingFile, PendingKind
from consult.models.person import Person
from consult.models.picture import DocumentPicture, Picture
from consult.models.placement import Placement, PlacementOutcome
from consult.models.proposal import Proposal, ProposalKind, ProposalRevision, Support
from consult.models.readiness import Readiness
from consult.models.request import Question, QuestionKind, Request
from consult.models.returned_file import ReturnedFile, ReturnedPart
from consult.models.round import Round
from consult.models.submission import Submission
from consult.models.token import SignedInSession, Token, TokenPurpose
from consult.models.voice import Voice, VoiceKind

__all__ = [
    "Access",
    "Agency",
    "Answer",
    "Channel",
    "Clarification",
    "Comment",
    "CommentKind",
    "CommentRevision",
    "Consultation",
    "ConsultationKind",
    "ContactChannel",
    "Content",
    "Decision",
    "DecisionItem",
    "Difference",
    "Document",
    "DocumentPicture",
    "DocumentRole",
    "Draft",
    "Intake",
    "IntakeSource",
    "Letterhead",
    "LogEntry",
    "MemberRole",
    "Membership",
    "OptionChoice",
    "OptionPosition",
    "Organisation",
    "OrganisationKind",
    "OutboxMail",
    "Outcome",
    "Participation",
    "PendingFile",
    "PendingKind",
    "Person",
    "Picture",
    "Placement",
    "PlacementOutcome",
    "Proposal",
    "ProposalKind",
    "ProposalRevision",
    "Question",
    "QuestionKind",
    "Readiness",
    "Request",
    "ReturnedFile",
    "ReturnedPart",
    "Round",
    "Senders",
    "Sending",
    "SignedInSession",
    "SpentPage",
    "Stage",
    "StageKind",
    "Stance",
    "Submission",
    "Support",
    "Token",
    "TokenPurpose",
    "Version",
    "VersionBlock",
    "VersionChoice",
    "Visibility",
    "Voice",
    "VoiceKind",
]
