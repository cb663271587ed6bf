from modeltranslation.translator import TranslationOptions, register

from common.history import keep_history
from members.models import CalendarDay, CivilSocietyChapter, Institution, Participant, Person, Presidency, Standing


@register(Participant)
class ParticipantTranslation(TranslationOptions):
    fields = ("acronym", "name", "official_name", "about")


@register(Standing)
class StandingTranslation(TranslationOptions):
    fields = ("note",)


@register(CivilSocietyChapter)
class CivilSocietyChapterTranslation(TranslationOptions):
    fields = ("name", "note")


@register(Presidency)
class PresidencyTranslation(TranslationOptions):
    fields = ("theme", "note")
    # A theme is given only in the languages in which a source gives it; none stands in for the other unseen.
    fallback_languages = {"default": ()}


@register(Institution)
class InstitutionTranslation(TranslationOptions):
    fields = ("acronym", "name")


@register(Person)
class PersonTranslation(TranslationOptions):
    fields = ("position",)


@register(CalendarDay)
class CalendarDayTranslation(TranslationOptions):
    fields = ("name",)


for model in (Participant, Standing, CivilSocietyChapter, Presidency, Institution, CalendarDay):
    keep_history(model)
