"""Cells as answers: numbers, words, choices, levels and texts; dates; and what is off the scale."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rmentor.intake.answer_moments import moment_order, read_moment
from rmentor.intake.answer_values import LONGEST_TEXT, Said, read_answer
from rmentor.model.surveys import SurveyItem
from rmentor.model.topics import Words
from tests.intake.desk import topics

_TEXT = Words("Question", "Question")
FIVE = SurveyItem("useful", _TEXT)
TEN = SurveyItem("recommend", _TEXT, "0-10")
FIT = SurveyItem("fit", _TEXT, "choice", ("good", "deciding", "not-good"))
FREE = SurveyItem("why", _TEXT, "text")
LEVELS = SurveyItem("levels", _TEXT, "topics")
WANTS = SurveyItem("wants", _TEXT, "topics")
OFFERS = SurveyItem("offers", _TEXT, "topics")


def _read(
    item: SurveyItem, text: str, topic: str | None = None, **words: dict[str, object]
) -> tuple[Said, list[str]]:
    found, faults = read_answer(item, topic, text, words, topics())
    return found, [fault.code for fault in faults]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("4", 4), (" 4,0 ", 4), ("4.0", 4), ("4/5", 4), ("4 sur 5", 4), ("4 out of 5", 4), ("(4)", 4),
        ("4 - Plutôt d’accord", 4), ("4 – plutôt d'accord", 4), ("4: agree", 4), ("4 Agree", 4), ("4. Agree", 4),
        ("Plutôt d'accord (4)", 4), ("Agree - 4", 4), ("5 = 🙂", 5), ("3 ★★★", 3),
        ("Pas du tout d'accord", 1), ("Strongly disagree", 1), ("plutôt PAS d’accord", 2), ("Disagree", 2),
        ("Ni d’accord, ni pas d’accord", 3), ("Neutre", 3), ("Neither agree nor disagree", 3),
        ("D'accord", 4), ("Somewhat agree", 4), ("Tout à fait d’accord", 5), ("Strongly agree", 5),
    ],
)  # fmt: skip
def test_numbers_and_words_of_agreement_in_both_languages(text: str, number: int) -> None:
    """As plain numbers, as numbers with words, and as words alone."""
    assert _read(FIVE, text) == (number, [])


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("0", "off-scale"), ("6", "off-scale"), ("-1", "off-scale"), ("10 - Tout à fait d’accord", "off-scale"),
        ("4/10", "off-scale"), ("3.5", "off-scale"), ("3-4", "off-scale"), ("A6", "off-scale"),
        ("9" * 30, "off-scale"), ("oui", "unknown-answer"), ("Plutôt oui", "unknown-answer"),
        ("5 - Pas du tout d’accord", "contrary-answer"), ("Strongly agree (1)", "contrary-answer"),
        ("Je trouve que cette séance était longue, et la salle trop petite.", "no-number"),
    ],
)  # fmt: skip
def test_what_is_off_the_scale_is_refused(text: str, code: str) -> None:
    """Too low, too high, between two, on another scale, against its own words, or a sentence."""
    assert _read(FIVE, text) == (None, [code])


@pytest.mark.parametrize(
    "text", ["", "N/A", "n.a.", "Sans réponse", "No answer", "Ne se prononce pas", "-"]
)
@pytest.mark.parametrize("item", [FIVE, TEN, FIT, LEVELS])
def test_no_opinion_is_no_answer(item: SurveyItem, text: str) -> None:
    """Neither a number nor something wrong."""
    assert _read(item, text) == (None, [])


def test_codes_of_limesurvey_are_numbers_and_it_is_said() -> None:
    """A1 to A5, AO01 to AO05; which way round they go is for people to look at."""
    assert _read(FIVE, "A5") == (5, ["answer-codes"])
    assert _read(FIVE, "AO01") == (1, ["answer-codes"])
    assert _read(FIVE, "A5", useful={"a5": "1"}) == (1, [])
    assert _read(TEN, "A5") == (None, ["off-scale"])


@pytest.mark.parametrize(
    ("text", "number"), [("0", 0), ("10", 10), ("9 - Très probable", 9), ("7/10", 7)]
)
def test_recommendation_goes_from_0_to_10(text: str, number: int) -> None:
    """With words behind the number, too."""
    assert _read(TEN, text) == (number, [])
    assert _read(TEN, "11") == (None, ["off-scale"])
    assert _read(TEN, "Strongly agree") == (None, ["unknown-answer"])


def test_a_word_means_what_import_yaml_says() -> None:
    """Of the item first, then of the scale; a blank is no meaning, ignore no answer."""
    assert _read(FIVE, "Plutôt oui", useful={"plutot oui": "4"}) == (4, [])
    words: dict[str, object] = {"plutot oui": 4, "bof": None, "nsp": "ignore"}
    assert _read(FIVE, "Plutôt oui", **{"1-5": words}) == (4, [])
    assert _read(FIVE, "bof", **{"1-5": words}) == (None, ["unknown-answer"])
    assert _read(FIVE, "NSP", **{"1-5": words}) == (None, [])
    assert _read(FIVE, "Plutôt oui", useful={"plutot oui": "7"}) == (None, ["off-scale"])


@pytest.mark.parametrize(
    ("text", "choice"),
    [("good", "good"), ("Not good", "not-good"), ("not_good", "not-good"), ("Oui", "good"), ("pas encore décidé", "deciding"), ("Non", "not-good")],
)  # fmt: skip
def test_choices_by_their_id_or_in_words(text: str, choice: str) -> None:
    """Either language."""
    assert _read(FIT, text) == (choice, [])


def test_what_is_no_choice_is_refused_and_never_repeated() -> None:
    """“Other: …” of a form may hold anything: no message has it."""
    for text, code in (
        ("godo", "close-choice"),
        ("peut-être", "unknown-choice"),
        ("x" * 60, "no-choice"),
    ):
        found, faults = read_answer(FIT, None, text, {}, topics())
        assert (found, [fault.code for fault in faults]) == (None, [code])
    _, (fault,) = read_answer(FIT, None, "Autre : il ronfle", {}, topics())
    assert set(fault.args) <= {"item", "choices", "close"}


def test_levels_by_number_or_words_and_never_without() -> None:
    """0 to 5; an offer without a figure is one, as in an import of people; a level is not."""
    assert _read(LEVELS, "4", "linkedin") == ({"linkedin": 4}, [])
    assert _read(LEVELS, "0 - jamais", "linkedin") == ({"linkedin": 0}, [])
    assert _read(LEVELS, "avec aide", "linkedin") == ({"linkedin": 2}, [])
    assert _read(LEVELS, "6", "linkedin") == (None, ["level-range"])
    assert _read(LEVELS, "oui", "linkedin") == (None, ["level-range"])
    assert _read(LEVELS, "LinkedIn for work") == (None, ["level-range"])
    assert _read(OFFERS, "LinkedIn for work") == ({"linkedin": 4}, [])
    assert _read(WANTS, "LinkedIn for work: 3, tiktok") == ({"linkedin": 3, "tiktok": 2}, [])
    assert _read(WANTS, "LinkedIn for work: 4") == (None, ["level-range"])
    assert _read(LEVELS, "LinkedInn for work: 4") == (None, ["close-topic"])


def test_texts_are_kept_as_written() -> None:
    """Trimmed, with their lines; what our page wrote with an apostrophe against formulas comes back."""
    assert _read(FREE, "  Plus\nde temps ") == ("Plus\nde temps", [])
    assert _read(FREE, "'=1+1") == ("=1+1", [])
    assert _read(FREE, "Rien") == ("Rien", [])
    assert _read(FREE, " ") == (None, [])
    assert _read(FREE, "x" * LONGEST_TEXT)[1] == []
    assert _read(FREE, "x" * (LONGEST_TEXT + 1)) == (None, ["answer-length"])


@given(st.text(max_size=60), st.sampled_from([FIVE, TEN]))
def test_no_text_ever_gives_a_number_off_the_scale(text: str, item: SurveyItem) -> None:
    """Whatever stands in a cell: a number of the scale, nothing, or a fault, and never an error."""
    found, codes = _read(item, text)
    assert item.bounds is not None
    if found is not None:
        assert isinstance(found, int)
        assert item.bounds[0] <= found <= item.bounds[1]
        assert set(codes) <= {"answer-codes"}


@given(st.integers(-20, 200), st.sampled_from(["{}", "{}.0", "{} / 5", "({})", "{} - agree"]))
def test_numbers_are_taken_exactly_on_their_scale(number: int, form: str) -> None:
    """An independent rule: from 1 to 5 as it stands there, anything else is refused."""
    found, codes = _read(FIVE, form.format(number))
    if not 1 <= number <= 5:
        assert (found, bool(codes)) == (None, True)
    elif "agree" in form and number != 4:
        assert codes == ["contrary-answer"]
    else:
        assert (found, codes) == (number, [])


@pytest.mark.parametrize(
    ("text", "order", "moment"),
    [
        ("2027/03/02 9:14:03 AM UTC+1", None, (2027, 3, 2, 9, 14, 3)),
        ("2027/03/02 2:14:03 PM GMT", None, (2027, 3, 2, 14, 14, 3)),
        ("2027/03/02 12:05:00 AM GMT", None, (2027, 3, 2, 0, 5)),
        ("2027-03-02 09:14:03", None, (2027, 3, 2, 9, 14, 3)), ("2027-03-02T09:14:03.120Z", None, (2027, 3, 2, 9, 14, 3)),
        ("2027-03-02", None, (2027, 3, 2)), ("02/03/2027 - 09:14", "dd/mm/yyyy", (2027, 3, 2, 9, 14)),
        ("mar, 02/03/2027 - 09:14", "dd/mm/yyyy", (2027, 3, 2, 9, 14)), ("3/2/27 9:14", "mm/dd/yyyy", (2027, 3, 2, 9, 14)),
        ("02.03.2027 9h14", "dd/mm/yyyy", (2027, 3, 2, 9, 14)), ("13/04/2027", None, (2027, 4, 13)),
        ("4/13/2027 17:05", None, (2027, 4, 13, 17, 5)), ("5/5/2027", None, (2027, 5, 5)),
    ],
)  # fmt: skip
def test_dates_of_form_tools(text: str, order: str | None, moment: tuple[int, ...]) -> None:
    """With clocks of 12 and 24 hours, zones, weekdays, years of two digits."""
    assert read_moment(text, order) == (datetime(*moment), None)  # type: ignore[arg-type] # noqa: DTZ001


@pytest.mark.parametrize(
    ("text", "code"),
    [("02/03/2027", "ambiguous-date"), ("hier", "wrong-date"), ("2027-02-30", "wrong-date"), ("31/31/2027", "wrong-date"), ("2027-03-02 25:00", "wrong-date"), ("6027-02-02 09:14", "wrong-date"), ("1969-12-31", "wrong-date")],
)  # fmt: skip
def test_dates_that_cannot_be_told_are_refused(text: str, code: str) -> None:
    """No month is guessed, and no day made up."""
    found, fault = read_moment(text, None)
    assert found is None
    assert fault is not None
    assert fault.code == code


def test_a_column_proves_which_number_is_the_month() -> None:
    """One day above twelve is enough; of LimeSurvey without times, 1980 is no date."""
    assert moment_order(["02/03/2027 10:00", "13/03/2027 9:00"]) == "dd/mm/yyyy"
    assert moment_order(["2/3/27 10:00", "3/13/27 9:00"]) == "mm/dd/yyyy"
    assert moment_order(["2027-03-02", "02/03/2027"]) is None
    assert read_moment("1980-01-01 00:00:00", None) == (None, None)
    assert read_moment("", None) == (None, None)
