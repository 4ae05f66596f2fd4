"""Laws that hold on any calendar, over random calendars."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from procflow.calendar import VIETNAM_TIME, Document, Kind, Layer, Mark, Week, WorkCalendar

FIRST, LAST = date(2024, 1, 1), date(2025, 12, 31)
MIDDLE = st.dates(date(2024, 9, 1), date(2025, 4, 30))
DOCUMENT = Document("random")


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    rest = draw(st.lists(st.integers(0, 6), max_size=3, unique=True))
    off = draw(st.sets(st.dates(FIRST, LAST), max_size=60))
    weekend = st.dates(FIRST, LAST).map(lambda day: day + timedelta(days=5 - day.weekday()))
    work = draw(st.sets(weekend.filter(lambda day: day <= LAST), max_size=10)) - off
    marks = (*(Mark(day, Kind.OFF) for day in off), *(Mark(day, Kind.WORK) for day in work))
    return WorkCalendar(
        "random", first=FIRST, last=LAST, layers=[Layer("a", DOCUMENT, marks)], weeks=[Week(tuple(rest))]
    )


@given(calendars(), MIDDLE, st.integers(1, 40))
def test_counting_undoes_adding(calendar: WorkCalendar, day: date, n: int) -> None:
    assert calendar.count(day, calendar.add(day, n)) == n


@given(calendars(), MIDDLE, st.integers(1, 40))
def test_adding_back_returns_exactly_when_the_start_was_working(calendar: WorkCalendar, day: date, n: int) -> None:
    assert (calendar.add(calendar.add(day, n), -n) == day) == calendar.is_working(day)


@given(calendars(), MIDDLE, st.integers(1, 20), st.integers(1, 20))
def test_adding_in_two_parts_is_adding_at_once(calendar: WorkCalendar, day: date, a: int, b: int) -> None:
    assert calendar.add(calendar.add(day, a), b) == calendar.add(day, a + b)
    assert calendar.add(calendar.add(day, -a), -b) == calendar.add(day, -a - b)


@given(calendars(), MIDDLE, MIDDLE, st.integers(1, 40))
def test_a_later_start_never_ends_earlier(calendar: WorkCalendar, one: date, two: date, n: int) -> None:
    early, late = sorted((one, two))
    assert calendar.add(early, n) <= calendar.add(late, n)
    assert calendar.add(early, n) < calendar.add(early, n + 1)


@given(calendars(), MIDDLE, st.integers(1, 40))
def test_the_answer_is_always_a_working_day(calendar: WorkCalendar, day: date, n: int) -> None:
    assert calendar.is_working(calendar.add(day, n))
    assert calendar.is_working(calendar.add(day, -n))


@given(calendars(), MIDDLE, MIDDLE, st.integers(1, 40))
def test_another_day_off_never_makes_a_date_earlier(calendar: WorkCalendar, off: date, day: date, n: int) -> None:
    fewer = calendar.with_layers(Layer("closure", DOCUMENT, (Mark(off, Kind.CLOSURE),)))
    assert fewer.add(day, n) >= calendar.add(day, n)


@given(calendars(), MIDDLE, MIDDLE, MIDDLE)
def test_counts_add_up(calendar: WorkCalendar, a: date, b: date, c: date) -> None:
    assert calendar.count(a, b) + calendar.count(b, c) == calendar.count(a, c)


@given(calendars())
def test_a_calendar_is_rebuilt_from_its_bytes(calendar: WorkCalendar) -> None:
    again = WorkCalendar.from_canonical(calendar.canonical())
    assert again == calendar
    assert again.version == calendar.version
    assert [again.is_working(date(2024, 1, 1) + timedelta(days=n)) for n in range(731)] == [
        calendar.is_working(date(2024, 1, 1) + timedelta(days=n)) for n in range(731)
    ]


MOMENTS = st.datetimes(datetime(2024, 9, 1), datetime(2025, 4, 30), timezones=st.just(VIETNAM_TIME))  # noqa: DTZ001
LENGTHS = st.timedeltas(timedelta(microseconds=1), timedelta(hours=60))


@given(calendars(), MOMENTS, LENGTHS)
def test_the_time_worked_until_due_is_the_time_asked_for(
    calendar: WorkCalendar, at: datetime, length: timedelta
) -> None:
    due = calendar.due_after(at, length)
    assert calendar.worked(at, due) == length
    assert calendar.worked(at, due - timedelta(microseconds=1)) < length


@given(calendars(), MOMENTS, LENGTHS, LENGTHS)
def test_working_time_in_two_parts_is_working_time_at_once(
    calendar: WorkCalendar, at: datetime, one: timedelta, two: timedelta
) -> None:
    assert calendar.due_after(calendar.due_after(at, one), two) == calendar.due_after(at, one + two)
    assert calendar.begins_after(calendar.begins_after(at, one), two) == calendar.begins_after(at, one + two)


@given(calendars(), MOMENTS, LENGTHS)
def test_work_goes_on_no_earlier_than_it_was_due_and_nothing_is_worked_between(
    calendar: WorkCalendar, at: datetime, length: timedelta
) -> None:
    due, begins = calendar.due_after(at, length), calendar.begins_after(at, length)
    assert due <= begins
    assert calendar.worked(due, begins) == timedelta()


@given(calendars(), MOMENTS, LENGTHS)
def test_counting_working_time_back_undoes_counting_it_forward(
    calendar: WorkCalendar, at: datetime, length: timedelta
) -> None:
    begins = calendar.begins_after(at)
    assert calendar.due_after(calendar.due_after(at, length), -length) == begins
