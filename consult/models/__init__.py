"""Every table, one noun per file."""

from consult.models.admission import Admission
from consult.models.answer import Answer, Channel, Draft, Sending, SpentPage, Stance
from consult.models.approval import Approval
from consult.models.arrival import Arrival, ArrivedPart, CorrectionLink
from consult.models.attempt import Attempt
from consult.models.comment import Comment, CommentKind, CommentRevision
from consult.models.consultation import (
    MILESTONES,
    PLANNABLE,
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
from consult.models.ending import Ending, EndingKind
from consult.models.endorsement import SIGNING, Endorsement, EndorsementChoice
from consult.models.endorsement_round import EndorsementRound
from consult.models.export import Export
from consult.models.filed_file import FiledFile
from consult.models.gathering import GatheredNote, Gathering, GatheringKind
from consult.models.group import Group, GroupMember
from consult.models.intake import Intake, IntakeSource
from consult.models.invitation import Invitation, Reminder
from consult.models.late_signature import LateSignature
from consult.models.letter import Letter
from consult.models.letterhead import Letterhead
from consult.models.log import LogEntry
from consult.models.note import Note, NoteHiding, NoteOrigin
from consult.models.option import OptionChoice, OptionPosition, VersionChoice
from consult.models.organisation import (
    ContactChannel,
    MemberRole,
    Membership,
    Organisation,
    OrganisationKind,
    Senders,
)
from consult.models.outbox import OutboxMail, Trouble
from consult.models.pending_file import PendingFile, PendingKind
from consult.models.person import MailPace, Person
from consult.models.picture import DocumentPicture, Picture
from consult.models.placement import Placement, PlacementOutcome
from consult.models.point import Destination, Point, PointAnswer, PointWording
from consult.models.proposal import Proposal, ProposalKind, ProposalRevision, Support
from consult.models.readiness import Readiness
from consult.models.record_change import RecordChange
from consult.models.representation import Hearing, Representation
from consult.models.request import Question, QuestionKind, Request
from consult.models.request_change import RequestChange
from consult.models.returned_file import ReturnedFile, ReturnedPart
from consult.models.round import Round
from consult.models.submission import Submission
from consult.models.token import SignedInSession, Token, TokenPurpose
from consult.models.voice import BY_AGENT, Voice, VoiceKind
from consult.models.workshop import Attendance, AttendanceKind, Workshop

__all__ = [
    "BY_AGENT",
    "MILESTONES",
    "PLANNABLE",
    "SIGNING",
    "Access",
    "Admission",
    "Agency",
    "Answer",
    "Arrival",
    "ArrivedPart",
    "Approval",
    "Attempt",
    "Attendance",
    "AttendanceKind",
    "Channel",
    "Clarification",
    "Comment",
    "CommentKind",
    "CommentRevision",
    "Consultation",
    "ConsultationKind",
    "ContactChannel",
    "Content",
    "CorrectionLink",
    "Decision",
    "DecisionItem",
    "Destination",
    "Difference",
    "Document",
    "DocumentPicture",
    "DocumentRole",
    "Draft",
    "Ending",
    "EndingKind",
    "Endorsement",
    "EndorsementChoice",
    "EndorsementRound",
    "Export",
    "FiledFile",
    "Hearing",
    "Intake",
    "IntakeSource",
    "Letterhead",
    "LateSignature",
    "Letter",
    "GatheredNote",
    "Gathering",
    "GatheringKind",
    "Group",
    "GroupMember",
    "Invitation",
    "LogEntry",
    "MailPace",
    "MemberRole",
    "Membership",
    "Note",
    "NoteHiding",
    "NoteOrigin",
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
    "Point",
    "PointAnswer",
    "PointWording",
    "Proposal",
    "ProposalKind",
    "ProposalRevision",
    "Question",
    "QuestionKind",
    "Readiness",
    "RecordChange",
    "Reminder",
    "Representation",
    "Request",
    "RequestChange",
    "ReturnedFile",
    "ReturnedPart",
    "Round",
    "SIGNING",
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
    "Trouble",
    "Version",
    "VersionBlock",
    "VersionChoice",
    "Visibility",
    "Voice",
    "VoiceKind",
    "Workshop",
]
