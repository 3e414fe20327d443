"""Fills a form for a part of the plan: data in, an editable Word document and what was printed out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ilmdocs.forms.chart_pages import chart_pictures, unit_figures
from ilmdocs.forms.context import Sources, build_context
from ilmdocs.forms.packs import Form, Pack, SectionRule
from ilmdocs.forms.pictures import InlinePicture
from ilmdocs.forms.signature import load_signature
from ilmdocs.forms.template import FormTemplate
from ilmdocs.model.portfolio import FilledDocument, Layout, Part, Plan, Section
from ilmdocs.model.submission import Submission
from ilmdocs.model.unit import PartKind, Unit


class Filler:
    """Fills the forms of a pack.

    Each template is read and compiled when it is first needed and kept for the next learner; nothing
    else is remembered between two fillings.

    Args:
        pack: the forms.
        logo: a picture for the head of the authentication sheet, or None.
    """

    def __init__(self, pack: Pack, logo: InlinePicture | None = None) -> None:
        self._pack = pack
        self._logo = logo
        self._templates: dict[str, FormTemplate] = {}

    def fill(
        self, part: Part, plan: Plan, submission: Submission, layout: Layout | None = None
    ) -> FilledDocument:
        """Fill the form of a part.

        Args:
            part: a part with a form.
            plan: the portfolio's plan, for matrix and contents.
            submission: the learner's workbook.
            layout: where everything stands; without it page numbers are placeholders of the same width.

        Raises:
            UnreadableInput: when the pack lacks the form, or its template is broken.
            EngineFailure: when a value did not reach the document whole.
        """
        form = self._pack.form(part.form)
        template = self._template(form)
        signature = _signature(submission) if template.has_signature_lines else None
        sources = Sources(part, plan, submission, layout, signature, form.sections or ())
        context = build_context(sources, template.names)
        logo = self._logo if part.kind is PartKind.AUTHENTICATION else None
        pictures = (*((signature,) if signature else ()), *_charts(part, plan.unit, submission))
        rendered = template.render(context, f"{plan.unit.id} {part.title}", pictures, logo)
        sections = tuple(_sections(form, part, plan.unit, rendered.paragraphs))
        return FilledDocument(
            part, rendered.docx, rendered.printed, sections, rendered.blanks, rendered.pictures
        )

    def _template(self, form: Form) -> FormTemplate:
        template = self._templates.get(form.name)
        if template is None:
            template = self._templates[form.name] = FormTemplate(form.path)
        return template


def _signature(submission: Submission) -> InlinePicture | None:
    return load_signature(submission.folder, submission.learner.text("signature_image"))


def _charts(part: Part, unit: Unit, submission: Submission) -> Sequence[InlinePicture]:
    return chart_pictures(unit_figures(submission, unit)) if part.kind is PartKind.CHARTS else ()


def _sections(form: Form, part: Part, unit: Unit, paragraphs: Sequence[str]) -> Iterator[Section]:
    """The sections that the filled document really has, in the order in which they stand there."""
    lines = [" ".join(text.split()) for text in paragraphs]
    position = 0
    for section in _expected(form, part, unit):
        anchor = " ".join(section.anchor.split())
        for number in range(position, len(lines)):
            if lines[number].startswith(anchor):
                position = number + 1
                yield section
                break


def _by_criterion(unit: Unit) -> Iterator[SectionRule]:
    """The headings of a form that has none of its own: each sub-heading, and below it its criteria."""
    for outcome in unit.outcomes:
        heading = outcome.heading or outcome.title
        yield SectionRule(heading, heading)
        yield from (SectionRule(f"AC {c.number}", f"AC {c.number}", (c.id,)) for c in outcome.criteria)


def _expected(form: Form, part: Part, unit: Unit) -> Iterator[Section]:
    rules = form.sections
    if rules is None:
        rules = tuple(_by_criterion(unit))
    for rule in rules:
        criteria = rule.criteria_for(unit, form.name)
        if not rule.each:
            yield Section(rule.title, rule.anchor, criteria)
            continue
        for row in part.rows:
            if row.sheet == "Sessions":
                number = row.text("session_no") or "not provided"
                yield Section(
                    rule.title.replace("{number}", number),
                    rule.anchor.replace("{number}", number),
                    criteria,
                )
