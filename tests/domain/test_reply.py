"""What is answered to a diary: the first line that fits, and not too often."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from coach.domain.remark import may_come
from coach.domain.reply import FLAGS, NUMBERS, SIGNS, Comparison, Reply, first_fitting

DAY = date(2026, 11, 24)
D = timedelta(days=1)
NAMES = (*NUMBERS, *FLAGS)
comparisons = st.builds(
    Comparison, st.sampled_from(NAMES), st.sampled_from(list(SIGNS)), st.integers(0, 20)
)
replies = st.lists(
    st.builds(
        Reply,
        st.sampled_from("abcdef"),
        st.integers(0, 9),
        st.lists(comparisons, max_size=2).map(tuple),
        st.just(("A line.",)),
        at_most=st.sampled_from([None, "weekly", "each return"]),
    ),
    unique_by=(lambda each: each.id, lambda each: each.order),
)
facts = st.dictionaries(st.sampled_from(NAMES), st.none() | st.integers(0, 20))
said = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 12).map(lambda n: DAY - n * D))


@given(facts=facts, comparison=comparisons)
def test_what_is_not_known_is_not_so(facts: dict[str, int | None], comparison: Comparison) -> None:
    value = facts.get(comparison.name)
    expected = (
        value is not None
        and {
            ">=": value >= comparison.number,
            "<=": value <= comparison.number,
            "==": value == comparison.number,
            ">": value > comparison.number,
            "<": value < comparison.number,
        }[comparison.sign]
    )
    assert comparison.holds(facts) is expected


@given(replies=replies, facts=facts, said=said)
def test_it_is_the_first_that_fits_and_is_free(
    replies: list[Reply], facts: dict[str, int | None], said: dict[str, date]
) -> None:
    chosen = first_fitting(replies, facts, said, DAY)
    fitting = [each for each in replies if all(c.holds(facts) for c in each.condition)]
    for each in fitting:
        is_earlier = chosen is None or each.order < chosen.order
        if is_earlier:  # it was said, and must not come again yet
            assert each.at_most and (DAY - said[each.id]).days > 0
    assert chosen is None or chosen in fitting


@given(since=st.integers(0, 30), least=st.integers(1, 20))
def test_a_rare_line_stays_for_its_day_and_then_away(since: int, least: int) -> None:
    assert may_come(DAY, DAY - since * D, least) is (since == 0 or since >= least)
    assert may_come(DAY, None, least)


WEEKLY = Reply("doctor", 1, (), ("See a doctor.",), at_most="weekly")
RETURN = Reply("return", 2, (Comparison("days_away", ">=", 3),), ("Hello.",), at_most="each return")
REST = Reply("rest", 9, (), ("Noted.", "Thanks.", "That is all."))
ALL = [REST, RETURN, WEEKLY]


def test_weekly_is_seven_days_apart() -> None:
    for days, expected in ((0, WEEKLY), (1, REST), (6, REST), (7, WEEKLY)):
        assert first_fitting(ALL, {}, {"doctor": DAY - days * D}, DAY) == expected


def test_a_return_is_greeted_once() -> None:
    said = {"doctor": DAY - D}
    assert first_fitting(ALL, {"days_away": 4}, said, DAY) == RETURN
    for days, expected in ((0, RETURN), (1, REST), (4, REST), (5, RETURN)):
        known = said | {"return": DAY - days * D}  # five days ago is before they were away
        assert first_fitting(ALL, {"days_away": 4}, known, DAY) == expected


def test_lines_take_turns() -> None:
    assert len({REST.text(DAY + n * D) for n in range(3)}) == 3
    assert REST.text(DAY) == REST.text(DAY + 3 * D)
