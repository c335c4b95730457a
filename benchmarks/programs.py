"""Make program folders of any size, the same ones every time."""

from __future__ import annotations

import random
from pathlib import Path

TOPICS = [
    "linkedin",
    "instagram",
    "tiktok",
    "social-writing",
    "e-reputation",
    "spreadsheets",
    "teams",
    "slack",
    "video-meetings",
    "seo",
    "web-analytics",
    "search-ads",
    "ai-assistants",
    "ai-critical",
    "data-literacy",
    "dashboards",
    "automation",
    "passwords-mfa",
    "phishing",
    "privacy-settings",
    "agile",
    "prototyping",
    "new-consumers",
    "sustainability",
]
RETURNS = [
    "company-strategy",
    "decision-making",
    "negotiation",
    "public-speaking",
    "budgeting",
    "leadership",
]
DEPARTMENTS = [
    "Finance",
    "Marketing",
    "Sales",
    "Legal",
    "IT",
    "HR",
    "Research",
    "Logistics",
    "Purchasing",
    "Quality",
]
SITES = ["Lille", "Lyon", "Strasbourg", "Paris", "Nantes"]
INTERESTS = [
    "photography",
    "running",
    "music",
    "gardening",
    "cooking",
    "chess",
    "cinema",
    "travel",
    "football",
    "reading",
]
DAYS = ["mon", "tue", "wed", "thu", "fri"]

PROGRAM = """format: 1
name: Benchmark {people}
language: en
timezone: Europe/Paris
country: FR
start: 2027-01-11
end: 2027-07-02
"""
FRAMEWORK = "sessions: 6\nminutes: 90\nevery: 2 weeks\n"
OBJECTIVES = """objectives:
  - {id: digital, title: Leaders on social media, topics: [linkedin, e-reputation]}
kpis: []
"""


def participants(people: int, seed: int = 7) -> str:
    """YAML of that many people, half mentors and half mentees, in 18 lines each."""
    draw = random.Random(seed)
    lines = ["participants:"]
    for number in range(people):
        teaches = number % 2 == 0
        mine, theirs = (TOPICS, RETURNS) if teaches else (RETURNS, TOPICS)
        offers = {t: draw.randint(3, 5) for t in sorted(draw.sample(mine, 4 if teaches else 2))}
        wants = {t: draw.randint(1, 3) for t in sorted(draw.sample(theirs, 2 if teaches else 4))}
        day, other = draw.sample(DAYS, 2)
        hour, later = draw.randint(8, 12), draw.randint(13, 16)
        lines += [
            f"  - id: p{number:05d}",
            f"    name: Person {number}",
            f"    email: p{number:05d}@example.org",
            f"    role: {'mentor' if teaches else 'mentee'}",
            "    volunteer: true",
            f"    seniority: {draw.randint(1, 4) if teaches else draw.randint(4, 8)}",
            f"    department: {draw.choice(DEPARTMENTS)}",
            f"    site: {draw.choice(SITES)}",
            f"    languages: [{draw.choice(['fr', 'fr, en', 'en', 'fr, en'])}]",
            f"    mode: {draw.choice(['either', 'either', 'onsite', 'remote'])}",
            "    offers:",
            *(f"      {topic}: {level}" for topic, level in offers.items()),
            "    wants:",
            *(f"      {topic}: {level}" for topic, level in wants.items()),
            f"    interests: [{', '.join(sorted(draw.sample(INTERESTS, 3)))}]",
            f"    availability: [{day} {hour:02d}:00-{hour + 4:02d}:00, {other} {later}:00-{later + 3}:00]",
            f"    drive: {draw.randint(2, 5)}",
        ]
    return "\n".join(lines) + "\n"


def write_program(folder: Path, people: int) -> Path:
    """Write a program of that many people into ``folder`` and answer it."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "program.yaml").write_text(PROGRAM.format(people=people), encoding="utf-8")
    (folder / "framework.yaml").write_text(FRAMEWORK, encoding="utf-8")
    (folder / "objectives.yaml").write_text(OBJECTIVES, encoding="utf-8")
    (folder / "participants.yaml").write_text(participants(people), encoding="utf-8")
    return folder
