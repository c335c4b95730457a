"""Sentences about single values and keys."""

from __future__ import annotations

SENTENCES = {
    "unknown-key": (
        "There is no key “%(key)s” here.",
        "Keys that may stand here: %(known)s.",
    ),
    "personal-key": (
        "There is no field “%(key)s”, on purpose: people are paired by what they can teach and learn.",
        "Delete this line; seniority is a grade of your organisation’s own.",
    ),
    "private-key": (
        "There is no field “%(key)s”, on purpose: what two people say to each other is theirs.",
        "Delete it; a journal holds dates, topics, levels, pulse and actions.",
    ),
    "device-id": (
        "“%(value)s” is the name of a device on Windows, where no file can be called so.",
        "Choose another id, such as %(value)s-1.",
    ),
    "missing-key": (
        "“%(key)s” is missing.",
        "Add a line: %(key)s: …",
    ),
    "empty-value": (
        "“%(key)s” has no value.",
        "Write a value, or delete the line.",
    ),
    "map-expected": (
        "Keys with values are expected here, not “%(value)s”.",
        "Write “key: value” on lines of their own, or {key: value}.",
    ),
    "list-expected": (
        "A list is expected here, not “%(value)s”.",
        "Write [one, another], or one item on each line after a hyphen.",
    ),
    "one-value": (
        "“%(key)s” takes one value, not several.",
        "Write one value after the colon.",
    ),
    "text-expected": (
        "“%(key)s” needs a text.",
        "Write a text after the colon.",
    ),
    "unknown-choice": (
        "“%(key)s” cannot be “%(value)s”.",
        "Choose one of: %(choices)s.",
    ),
    "slug-form": (
        "“%(value)s” cannot be an id.",
        "Use 1 to 64 of a-z, 0-9 and hyphens, such as pauline-r.",
    ),
    "email-form": (
        "“%(value)s” is not an e-mail address.",
        "Write it like pauline.r@example.org.",
    ),
    "whole-number": (
        "“%(value)s” is not a whole number.",
        "Write digits only, such as 3.",
    ),
    "number": (
        "“%(value)s” is not a number.",
        "Write digits, with a point before the decimals, such as 1.5.",
    ),
    "number-range": (
        "%(value)s is out of range: “%(key)s” goes from %(lowest)s to %(highest)s.",
        "Write a number from %(lowest)s to %(highest)s.",
    ),
    "number-least": (
        "%(value)s is out of range: “%(key)s” begins at %(lowest)s.",
        "Write a number from %(lowest)s on.",
    ),
    "newer-format": (
        "This program has format %(value)s; this rmentor reads format %(newest)s.",
        "Install a newer rmentor.",
    ),
    "yes-no": (
        "“%(value)s” is neither yes nor no.",
        "Write true or false.",
    ),
    "date-form": (
        "“%(value)s” is not a date as it is written here.",
        "Write year, month, day: 2027-01-11 for 11 January 2027.",
    ),
    "date-year": (
        "The year %(year)s cannot be meant.",
        "Check the year.",
    ),
    "no-such-day": (
        "There is no such day as %(value)s.",
        "Check day and month.",
    ),
    "moment-form": (
        "“%(value)s” is not a date with a time.",
        "Write it like 2027-01-12 12:00.",
    ),
    "clock": (
        "There is no such time as %(time)s.",
        "Write times from 00:00 to 24:00.",
    ),
    "span-form": (
        "“%(value)s” is neither a day nor a span of days.",
        "Write 2027-02-15 or 2027-02-15/2027-02-26.",
    ),
    "span-order": (
        "This span ends on %(last)s, before it begins on %(first)s.",
        "Put the first day first: %(last)s/%(first)s.",
    ),
    "window-form": (
        "“%(value)s” is not a weekly window.",
        "Write day, start and end, such as tue 12:00-14:00 or mon-fri 09:00-18:00; one window for each item of the list.",
    ),
    "window-order": (
        "This window ends at %(end)s, not after it begins at %(start)s.",
        "Write start, then end, within one day.",
    ),
    "window-midnight": (
        "A window that lasts until midnight ends at 24:00.",
        "Write %(start)s-24:00.",
    ),
    "unknown-day": (
        "“%(day)s” is not a day of the week.",
        "Days are mon, tue, wed, thu, fri, sat, sun.",
    ),
    "duration-form": (
        "“%(value)s” is not a length of time.",
        "Write a number and days or weeks, such as 2 weeks or 10 days.",
    ),
    "unknown-unit": (
        "“%(unit)s” is not a unit that is known here.",
        "Write days or weeks, such as 2 weeks.",
    ),
    "duration-range": (
        "“%(value)s” is longer than %(most)s days.",
        "Write a shorter time, such as 2 weeks.",
    ),
    "duration-zero": (
        "“%(key)s” cannot be nothing.",
        "Write at least 1 day.",
    ),
    "unknown-language": (
        "“%(value)s” is not a language code.",
        "Write a code such as fr, en or pt-br.",
    ),
    "unknown-country": (
        "“%(value)s” is not a country code.",
        "Write two letters such as FR, or a part of a country such as FR-57.",
    ),
    "unknown-subdivision": (
        "No public holidays are known for %(value)s; those of %(country)s count.",
        "Check the part after the hyphen, or write %(country)s.",
    ),
    "unknown-timezone": (
        "“%(value)s” is not a time zone.",
        "Write continent and city, such as Europe/Paris.",
    ),
}
