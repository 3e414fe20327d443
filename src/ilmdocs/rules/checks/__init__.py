"""Every check by the name that unit files use; a new one is a module here and its line below."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from ilmdocs.model.unit import Rule
from ilmdocs.rules.case import Case, Found
from ilmdocs.rules.checks import (
    answer_unit,
    answers_complete,
    centre_devised,
    choice_among,
    choice_avoided,
    citations_listed,
    client_named,
    coaching_hours,
    code_referenced,
    counted_twice,
    coverage_words,
    criteria_decided,
    criteria_unknown,
    criterion_evidenced,
    date_against_sessions,
    dates_ascending,
    ethical_code_named,
    evidence_complete,
    examples_given,
    fields_filled,
    future_date,
    half_marks,
    introduction_given,
    items_counted,
    items_framed,
    judgement,
    linking_text,
    low_scores_answered,
    mark_range,
    marks_as_published,
    marks_belong,
    marks_mixed,
    matrix_first,
    next_session_date,
    not_more_than,
    number_in_range,
    observation_held,
    official_forms,
    other_feedback,
    part_order,
    part_printed,
    placeholder_text,
    plan_horizons,
    plan_linked,
    plan_span,
    reference_not_a_name,
    repeated_text,
    row_count,
    row_for_each_client,
    session_before_start,
    session_examples,
    session_number_unique,
    session_numbers,
    sessions_overlap,
    single_matrix,
    skills_evidenced,
    sources_cited,
    statement_for_criterion,
    sub_headings,
    two_qualifications,
    uncounted_sessions,
    unique_value,
    unknown_reference,
    values_covered,
    word_count,
    yes_said,
)


class CheckModule(Protocol):
    """What a module of this folder offers; its docstring is its manual."""

    @property
    def Options(self) -> type[Any]:
        """The frozen dataclass of its settings; unknown ones in a unit file are refused."""

    def check(self, case: Case, rule: Rule, options: Any) -> Iterator[Found]:
        """Yield what is wrong."""

    def fields(self, options: Any) -> Iterable[str]:
        """The workbook fields (`Sheet.field`) that it looks at."""

    def required(self, options: Any) -> Iterable[str]:
        """Those whose blank cell is always a finding."""


CHECKS: Mapping[str, CheckModule] = {
    "answer-unit": answer_unit,
    "answers-complete": answers_complete,
    "centre-devised": centre_devised,
    "choice-among": choice_among,
    "choice-avoided": choice_avoided,
    "citations-listed": citations_listed,
    "client-named": client_named,
    "coaching-hours": coaching_hours,
    "code-referenced": code_referenced,
    "counted-twice": counted_twice,
    "coverage-words": coverage_words,
    "criteria-decided": criteria_decided,
    "criteria-unknown": criteria_unknown,
    "criterion-evidenced": criterion_evidenced,
    "date-against-sessions": date_against_sessions,
    "dates-ascending": dates_ascending,
    "ethical-code-named": ethical_code_named,
    "evidence-complete": evidence_complete,
    "examples-given": examples_given,
    "fields-filled": fields_filled,
    "future-date": future_date,
    "half-marks": half_marks,
    "introduction-given": introduction_given,
    "items-counted": items_counted,
    "items-framed": items_framed,
    "judgement": judgement,
    "linking-text": linking_text,
    "low-scores-answered": low_scores_answered,
    "mark-range": mark_range,
    "marks-as-published": marks_as_published,
    "marks-belong": marks_belong,
    "marks-mixed": marks_mixed,
    "matrix-first": matrix_first,
    "next-session-date": next_session_date,
    "not-more-than": not_more_than,
    "number-in-range": number_in_range,
    "observation-held": observation_held,
    "official-forms": official_forms,
    "other-feedback": other_feedback,
    "part-order": part_order,
    "part-printed": part_printed,
    "placeholder-text": placeholder_text,
    "plan-horizons": plan_horizons,
    "plan-linked": plan_linked,
    "plan-span": plan_span,
    "reference-not-a-name": reference_not_a_name,
    "repeated-text": repeated_text,
    "row-count": row_count,
    "row-for-each-client": row_for_each_client,
    "session-before-start": session_before_start,
    "session-examples": session_examples,
    "session-number-unique": session_number_unique,
    "session-numbers": session_numbers,
    "sessions-overlap": sessions_overlap,
    "single-matrix": single_matrix,
    "skills-evidenced": skills_evidenced,
    "sources-cited": sources_cited,
    "statement-for-criterion": statement_for_criterion,
    "sub-headings": sub_headings,
    "two-qualifications": two_qualifications,
    "uncounted-sessions": uncounted_sessions,
    "unique-value": unique_value,
    "unknown-reference": unknown_reference,
    "values-covered": values_covered,
    "word-count": word_count,
    "yes-said": yes_said,
}
