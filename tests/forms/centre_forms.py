"""A centre's own forms, laid out differently from ours, as somebody would type and tag them in Word."""

from __future__ import annotations

from pathlib import Path

from docx import Document

PACK = """
name = "Sample centre"
version = "7"
official = true

[forms.diary]
file = "our diary.docx"

[forms.matrix]
file = "our matrix.docx"
sections = []
"""

CRITERIA = ("1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "2.4", "3.1", "3.2", "3.3", "3.4")


def diary(path: Path) -> None:
    """A diary without front tables: questions as paragraphs, one table of two rows a session."""
    document = Document()
    document.add_heading("Our coaching record", 0)
    document.add_paragraph("Coach: {{ learner.coach_display_name }}   Client: {{ client.client_ref }}")
    document.add_paragraph("From {{ client.start_date }}, in all {{ client.total_hours }}")
    document.add_paragraph("{{ client.final_coach_signature }} ({{ client.final_coach_signed }})")
    document.add_paragraph("{{ client.final_client_signature }} ({{ client.final_client_signed }})")
    document.add_heading("AC 1.1 Plan", 1)
    for name in ("profile", "benefits", "venue", "venue_suitability"):
        split = document.add_paragraph("{{ ")  # Word often cuts a tag into several runs
        split.add_run("client.").bold = True
        split.add_run(f"{name} }}}}")
    document.add_paragraph("{{ client.planned_sessions }} sessions of {{ client.planned_session_hours }}")
    document.add_heading("AC 1.2 Goals", 1)
    document.add_paragraph("{%p for goal in client.goals %}")
    document.add_paragraph("{{ goal.goal_id }} {{ goal.goal }}")
    document.add_paragraph("{%p endfor %}")
    document.add_heading("AC 1.3 Contract", 1)
    document.add_paragraph("Review after {{ client.contract_review_after }} sessions")
    document.add_paragraph("{{ client.coach_signature }} {{ client.coach_signed }}")
    document.add_paragraph("{{ client.client_signature }} {{ client.client_signed }}")
    document.add_paragraph("{%p if client.stakeholder_ref %}")
    document.add_paragraph(
        "{{ client.stakeholder_ref }} {{ client.stakeholder_signature }} {{ client.stakeholder_signed }}"
    )
    document.add_paragraph("{%p endif %}")
    document.add_heading("AC 2.1 Tools", 1)
    for name in ("learning_style", "diagnostics_text", "swot_strengths", "swot_weaknesses"):
        document.add_paragraph(f"{{{{ client.{name} }}}}")
    document.add_paragraph("{{ client.swot_opportunities }} {{ client.swot_threats }}")
    document.add_heading("AC 2.2, AC 2.3, AC 2.4 Sessions", 1)
    fields = (
        "session_no", "date", "duration", "progress_review", "goal", "reality", "options", "chosen_option",
        "target_date", "willingness", "feedback_given", "feedback_received", "next_date", "next_venue",
    )  # fmt: skip
    table = document.add_table(rows=3, cols=len(fields))
    table.rows[0].cells[0].text = "{%tr for session in sessions %}"
    for cell, name in zip(table.rows[1].cells, fields, strict=True):
        cell.text = f"{{{{ session.{name} }}}}"
    table.rows[2].cells[0].text = "{%tr endfor %}"
    document.save(str(path))


def matrix(path: Path) -> None:
    """A matrix with a fixed row for each criterion, references before titles."""
    document = Document()
    document.add_paragraph("Learner: {{ learner.learner_name }}")
    document.add_paragraph("{{ unit.matrix_signature }} {{ unit.matrix_signed }}")
    table = document.add_table(rows=0, cols=3)
    for criterion in CRITERIA:
        name = f"ac_{criterion.replace('.', '_')}"
        cells = table.add_row().cells
        cells[0].text = f"AC {criterion}"
        cells[1].text = f"{{{{ {name}.references }}}}"
        cells[2].text = f"{{{{ {name}.titles }}}}"
    document.add_paragraph("{{ references_text }}")
    document.save(str(path))


def write_pack(folder: Path) -> Path:
    """The centre's pack: a diary and a matrix, nothing else."""
    folder.mkdir(parents=True, exist_ok=True)
    diary(folder / "our diary.docx")
    matrix(folder / "our matrix.docx")
    (folder / "pack.toml").write_text(PACK, encoding="utf-8")
    return folder
