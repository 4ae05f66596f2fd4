"""Read the worked examples of a procedure: what happens, when, and what is expected after it.

Invariant: every line knows its place in the file, so that a failure points at the line that was not kept.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Final, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, RootModel, WithJsonSchema, model_validator
from pydantic.json_schema import JsonSchemaValue

from procflow.definition.base import Count, Flag, Id, IdList, Spec, Text, wrap
from procflow.definition.fees import read_money
from procflow.errors import Place
from procflow.scenario.dates import DAY_PATTERN, MOMENT_PATTERN, read_day, read_moment
from procflow.source import Source, refuse, refusing, validate

__all__ = ["Example", "ExamplesFile", "Expect", "Line", "read_examples"]

_MOMENT: Final = re.compile(MOMENT_PATTERN)
_UNTIL: Final = re.compile(r"until\s+(.*)\Z")


@refusing
def _day(value: object) -> object:
    return read_day(value.strip()) if isinstance(value, str) else value


@refusing
def _moment(value: object) -> object:
    return read_moment(value) if isinstance(value, str) else value


def _until(value: object) -> object:
    match = _UNTIL.match(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise refuse("PF741", text=str(value))
    return _moment(match[1])


def _told(pattern: str) -> WithJsonSchema:
    """Tell an editor the pattern of a value."""
    schema: JsonSchemaValue = {"type": "string", "pattern": f"^({pattern})$"}
    return WithJsonSchema(schema)


def _due(value: object) -> object:
    if isinstance(value, str) and _MOMENT.fullmatch(value.strip()):
        raise refuse("PF747", text=value)
    return _no_none(value)


def _amount(text: str) -> str:
    """Spell an amount of money as the dossier keeps it, however it is written."""
    amount = read_money(text)
    return text if amount is None else str(amount)


def _no_none(value: object) -> object:
    return None if value == "none" else value


Day = Annotated[date, BeforeValidator(_day), _told(DAY_PATTERN)]
Moment = Annotated[datetime, BeforeValidator(_moment), _told(MOMENT_PATTERN)]
Until = Annotated[datetime, BeforeValidator(_until), _told(rf"until\s+({MOMENT_PATTERN})")]
DateOrNone = Annotated[Day | None, BeforeValidator(_no_none), _told(rf"{DAY_PATTERN}|none")]
DueOrNone = Annotated[Day | None, BeforeValidator(_due), _told(rf"{DAY_PATTERN}|none")]
IdOrNone = Annotated[Id | None, BeforeValidator(_no_none)]
TextOrNone = Annotated[Text | Literal[""] | None, BeforeValidator(lambda value: "" if value == "none" else value)]
MomentOrNone = Annotated[Moment | None, BeforeValidator(_no_none), _told(rf"{MOMENT_PATTERN}|none")]


class Person(Spec):
    """Name who acts; left out, it is somebody who plays the role the step asks for."""

    id: Text
    roles: IdList | None = None
    unit: Text | None = None


class Expect(Spec):
    """State what holds after a line; only what is written is compared."""

    due: DueOrNone = None
    due_at: MomentOrNone = None
    promised: DateOrNone = None
    reappointed: DateOrNone = None
    window_ends: DateOrNone = None
    step_due: DateOrNone = None
    step: Id | None = None
    status: Count | None = None
    clock: Id | None = None
    committed: DateOrNone = None
    facts: dict[Id, Text] | None = None
    case: Id | None = None
    unit: TextOrNone = None
    assignee: TextOrNone = None
    stopped: TextOrNone = None
    children: dict[Id, Id] | None = None
    corrections: list[Id] | None = None
    fees: dict[Id, Annotated[Text, AfterValidator(_amount)]] | None = None
    results: list[Id] | None = None
    breaches: list[Id] | None = None
    opinions: dict[Id, Id] | None = None
    noted: list[Text] | None = None
    ended: IdOrNone = None
    provisional: Flag | None = None
    applicant: Text | None = None
    form: TextOrNone = None
    components: list[Id] | None = None
    refused: Text | None = None


class Line(Spec):
    """Tell one thing that happens: `at` and `do`, or `wait: until ...`."""

    at: Moment | None = None
    do: Id | None = None
    wait: Until | None = None
    by: Annotated[Person, wrap("id")] | None = None
    channel: Id | None = None
    facts: dict[Id, Text] = Field(default_factory=dict)
    reason: Text | None = None
    opinion: Text | None = None
    from_: Id | None = Field(default=None, alias="from")
    until: Day | None = None
    case: Id | None = None
    ground: Id | None = None
    granted: Flag | None = None
    agreement: Text | None = None
    span: Text | None = None
    to: Text | None = None
    unit: Text | None = None
    competent: Text | None = None
    assisted_by: Text | None = None
    origin: Text | None = None
    step: Id | None = None
    submitted: Moment | None = None
    accepted: Moment | None = None
    result: Id | None = None
    child: Id | None = None
    results: list[Id] = Field(default_factory=list)
    expect: Expect = Field(default_factory=Expect)

    @model_validator(mode="after")
    def _says_one_thing(self) -> Self:
        acts, waits = self.at is not None and self.do is not None, self.wait is not None
        if acts == waits or (waits and (self.at or self.do)):
            raise refuse("PF742")
        return self

    @property
    def moment(self) -> datetime:
        """Give the moment the line is about."""
        moment = self.at or self.wait
        assert moment is not None  # noqa: S101 - checked by the model
        return moment


class _ExampleSpec(Spec):
    name: Text
    overlay: Text | None = None
    case: Id | None = None
    facts: dict[Id, Text] = Field(default_factory=dict)
    story: list[Line] = Field(min_length=1)


class ExamplesFile(RootModel[list[_ExampleSpec]]):
    """Hold the examples of one file."""


@dataclass(frozen=True, slots=True)
class Example:
    """Hold one story, with the place of its name and of each of its lines.

    `overlay` is the file of the overlay it is played under, as written: beside the examples unless it leads elsewhere.
    """

    name: str
    case: str
    facts: dict[str, str]
    story: tuple[Line, ...]
    place: Place
    places: tuple[Place, ...]
    overlay: str = ""


def read_examples(source: Source) -> tuple[Example, ...]:
    """Read the examples in `source`.

    Raises:
        DefinitionError: with every problem of the file, each at its place.
    """
    specs = validate(source, ExamplesFile).root
    return tuple(
        Example(
            name=spec.name,
            case=spec.case or "",
            facts=spec.facts,
            story=tuple(spec.story),
            place=source.place((index, "name")),
            places=tuple(source.place((index, "story", line)) for line in range(len(spec.story))),
            overlay=spec.overlay or "",
        )
        for index, spec in enumerate(specs)
    )
