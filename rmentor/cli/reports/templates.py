"""What each template makes, in words."""

from __future__ import annotations

from rmentor.cli.speech import say


def what(name: str) -> str:
    """Say what a template makes; nothing for one that does not ship."""
    return {
        "program.md": say("everything about the program, for its coordinator"),
        "sponsor.md": say("one page for the director"),
        "portfolio.md": say("several programmes side by side"),
        "pair.md": say("a pair's page"),
        "invitation.txt": say("a participant's invitation: subject and text of the mail"),
        "reminder.txt": say("a reminder to a participant: subject and text of the mail"),
        "session.md": say("the plan of a session"),
        "survey.md": say("a survey as a mail"),
        "survey.html": say("a survey as a page to fill in"),
        "_survey-style.html": say("the look of a survey's page, part of it"),
        "_survey-script.html": say("how a survey's page saves its answers, part of it"),
        "site.html": say("all reports on one page"),
        "_site-style.html": say("the look of that page, part of it"),
        "_site-script.html": say("how that page is searched and sorted, part of it"),
        "_site-preview.html": say("how the preview follows changes, part of it"),
        "_readers.md": say("for whom a report is, part of others"),
        "closing.md": say("the final review"),
        "certificate.md": say("a participant's certificate"),
        "_circle.md": say("what the mentors' circle decided and asked, part of others"),
        "_costs.md": say("hours and cost, part of others"),
        "_ideas.md": say("ideas and their answers, part of others"),
        "_learning.md": say("what the organisation learns, part of others"),
        "_lessons.md": say("what to keep, change and stop, part of others"),
        "_outcomes.md": say("KPIs before and after, part of others"),
        "_trainings.md": say("trainings, part of others"),
        "_voices.md": say("what people let others read, part of others"),
        "_audit.md": say("who is served, by group, part of others"),
        "_charter.md": say("the points of the charter, part of others"),
        "_kpis.md": say("the table of KPIs, part of others"),
        "_kpi-cells.md": say("a line of that table, part of others"),
        "announcement.md": say("announcement, with the questions that people ask"),
        "briefing.md": say("the programme on one page"),
        "kickoff.md": say("slides of the kick-off"),
        "interviews.md": say("interview guides for the selection"),
        "mentor-kit.md": say("the mentor's notebook"),
        "mentee-kit.md": say("the mentee's notebook"),
        "charter.md": say("the charter to sign"),
        "circle.md": say("agenda of the mentors' circle"),
        "manager-note.md": say("a note to managers on the time freed"),
    }.get(name, "")
