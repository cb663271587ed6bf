"""Things to test with. Each factory makes the smallest true thing; what a test is about, it says itself."""

from tests.factories.agenda import AgendaItemFactory, SessionFactory
from tests.factories.bodies import BodyStepFactory, CalendarAddressFactory
from tests.factories.convening import ConvocationFactory, PlannedMeetingFactory, a_planned, give_minimum_agenda
from tests.factories.declarations import DecisionFactory, ParagraphFactory, TextFactory, text_with_paragraphs
from tests.factories.delegates import DelegateFactory
from tests.factories.ground import DiscrepancyFactory, ProvisionFactory, SourceFactory, TermFactory
from tests.factories.meetings import (
    BodyFactory,
    BodyMembershipFactory,
    BodyNameFactory,
    MeetingFactory,
    PlanFactory,
    PlanItemFactory,
    TopicFactory,
)
from tests.factories.members import (
    CalendarDayFactory,
    ChapterFactory,
    CountryFactory,
    InstitutionFactory,
    MandateFactory,
    OrganisationFactory,
    PersonFactory,
    PresidencyFactory,
    StandingFactory,
    UserFactory,
)
from tests.factories.negotiation import (
    DrafterFactory,
    DraftingFactory,
    PositionFactory,
    ProposalFactory,
    TextVersionFactory,
    a_negotiated_text,
)
from tests.factories.papers import DocumentFactory, DocumentFileFactory, StatementFactory
from tests.factories.plans import (
    ConceptNoteFactory,
    PlannedActivityFactory,
    ProgressReportFactory,
    StatedCountFactory,
    WorkPlanFactory,
    a_complete_note,
)
from tests.factories.secretariat import NoticeFactory, PublishedNoticeFactory, letter_to

__all__ = [
    "AgendaItemFactory",
    "BodyFactory",
    "BodyMembershipFactory",
    "BodyNameFactory",
    "BodyStepFactory",
    "CalendarAddressFactory",
    "CalendarDayFactory",
    "ChapterFactory",
    "ConceptNoteFactory",
    "ConvocationFactory",
    "CountryFactory",
    "DecisionFactory",
    "DelegateFactory",
    "DiscrepancyFactory",
    "DocumentFactory",
    "DocumentFileFactory",
    "DrafterFactory",
    "DraftingFactory",
    "InstitutionFactory",
    "MandateFactory",
    "MeetingFactory",
    "NoticeFactory",
    "OrganisationFactory",
    "ParagraphFactory",
    "PersonFactory",
    "PlanFactory",
    "PlanItemFactory",
    "PlannedActivityFactory",
    "PlannedMeetingFactory",
    "PositionFactory",
    "PresidencyFactory",
    "ProgressReportFactory",
    "ProposalFactory",
    "ProvisionFactory",
    "PublishedNoticeFactory",
    "SessionFactory",
    "SourceFactory",
    "StandingFactory",
    "StatedCountFactory",
    "StatementFactory",
    "TermFactory",
    "TextFactory",
    "TextVersionFactory",
    "TopicFactory",
    "UserFactory",
    "WorkPlanFactory",
    "a_complete_note",
    "a_negotiated_text",
    "a_planned",
    "give_minimum_agenda",
    "letter_to",
    "text_with_paragraphs",
]
