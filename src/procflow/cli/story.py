"""`procflow story`: one dossier, act by act, at the terminal; what is told can be kept as a worked example.

Invariants: everything is read from standard input, so that a story can be piped in; a refusal is shown with its code
and leaves the dossier as it was.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Final, TypeVar

import click

from procflow.calendar import vietnam
from procflow.cli.bilingual import Command, Option, language
from procflow.cli.moment import parse_date, parse_moment, spoken_date, spoken_moment
from procflow.cli.story_words import Words
from procflow.cli.terminal import complain, in_colour, print_text
from procflow.clock import VIETNAM_TIME, explain_limit
from procflow.core import Law, classify
from procflow.core.submit import check_choice, check_in_force
from procflow.definition import FactKind, FactSpec
from procflow.dossier import Event
from procflow.engine import SystemClock
from procflow.errors import DefinitionError, Language, MisuseError, ProcflowError
from procflow.library import load
from procflow.procedure import Procedure
from procflow.render.journal import describe
from procflow.scenario import Choice, Telling, play, read_examples
from procflow.source import read

__all__ = ["COMMAND"]

_MORNING: Final = time(8)
_USUAL: Final = timedelta(hours=1)
_AT_MOST: Final = 10_000
_Answer = TypeVar("_Answer")


def _run(context: click.Context, /, **asked: object) -> int:
    lang = language(context)
    procedure = load(str(asked["file"]), overlay=str(asked["overlay"]) or None)
    law = Law(procedure, vietnam())
    talk = _Talk(law, Words(procedure, lang), Telling(law))
    facts = [_pair(each) for each in _texts(asked["facts"])]
    talk.take(case=str(asked["case"]), channel=str(asked["channel"]), at=str(asked["at"]), facts=facts)
    try:
        talk.open(str(asked["at"]))
        talk.go_on()
    except click.Abort:  # the input is at its end, or somebody has had enough
        print_text("")
    if asked["save"] and talk.telling.told:
        return _save(Path(str(asked["save"])), str(asked["name"]), talk)
    return int(talk.refused)


class _Talk:
    """Show how the dossier stands, ask what happens next, and let it happen."""

    def __init__(self, law: Law, words: Words, telling: Telling) -> None:
        self.law, self.words, self.telling = law, words, telling
        self.lang: Language = words.lang
        self.events: list[tuple[Event, ...]] = []
        self.channel = ""
        self.refused = False

    def take(self, *, case: str, channel: str, at: str, facts: Iterable[tuple[str, str]]) -> None:
        """Take what the command line says, before anything is asked.

        Raises:
            Rejected: PF520 to PF523, PF526 or PF560, as a submission with it would be.
            MisuseError: PF704 where a day or a moment is needed.
        """
        procedure = self.law.procedure
        if channel:
            check_choice("PF520", channel, procedure.submit_channels)
        if case:
            check_choice("PF521", case, tuple(procedure.cases))
        if at:
            check_in_force(procedure, parse_moment(at).date())
        self.channel, self.telling.case = channel, case
        for name, text in facts:
            self.state(name, text)

    def open(self, at: str) -> None:
        """Hand the dossier in."""
        procedure = self.law.procedure
        print_text(in_colour(f"{procedure.code} {procedure.version} · {self.words.title}", "cyan", bold=True))
        if procedure.cases and not self.telling.case:
            self.telling.case = self.choose("case", {name: self.words.case(name) for name in procedure.cases})
        ways = {name: self.words.channel(name) for name in procedure.submit_channels}
        channel = self.channel or (self.choose("channel", ways) if len(ways) > 1 else next(iter(ways)))
        first = _first_day(procedure)
        self.ask_facts(first)
        suggested = self.law.calendar.begins_after(datetime.combine(first, _MORNING, VIETNAM_TIME))
        moment = parse_moment(at) if at else self.when(suggested)
        for _ in range(_AT_MOST):
            self.happen({"at": moment, "do": "submit", "channel": channel})
            self.refused = not self.telling.told
            if not self.refused:
                return
            moment = self.when(suggested)
        raise click.Abort

    def ask_facts(self, first: date) -> None:
        """Ask for the facts that must be stated and were not given on the command line."""
        for name, spec in self.law.procedure.facts.items():
            if spec.derived is None and name not in self.telling.facts:
                self.ask_fact(name, spec, first)

    def ask_fact(self, name: str, spec: FactSpec, first: date) -> None:
        """Ask for one fact until its value fits; one that is optional may be left open."""
        question = f"{self.words.fact(name)} ({self.words.kind(spec)})"
        suggested = "" if spec.optional else _stand_in(spec, first)
        self.ask(question, suggested, lambda text: None if spec.optional and not text else self.state(name, text))

    def state(self, name: str, text: str) -> None:
        """State a fact; a day may be typed as people type it here, and is shown as it was understood."""
        spec = self.law.procedure.facts.get(name)
        if spec is None or spec.type is not FactKind.DATE:
            self.telling.state(name, text)
            return
        day = parse_date(text)
        self.telling.state(name, day.isoformat())
        if text != day.isoformat():
            print_text(f"  {self.words.fact(name)}: {spoken_date(day, self.lang)}")

    def go_on(self) -> None:
        """Ask for act after act until the story is over."""
        choices, shown = self.show(), len(self.telling.told)
        for _ in range(_AT_MOST):
            if shown != len(self.telling.told):
                choices, shown = self.show(), len(self.telling.told)
            word = self.prompt(self.words.say("next"), default="q" if not choices else "").strip().lower()
            if word == "q":
                return
            if word.isdecimal() and 0 < int(word) <= len(choices):
                self.act(choices[int(word) - 1])
            else:
                self.command(word)

    def command(self, word: str) -> None:
        """Do what one letter asks for."""
        match word:
            case "t":
                self.let_time_pass()
            case "w":
                self.explain()
            case "j":
                self.journal()
            case "u":
                self.take_back()
            case "x":
                self.show_refused()
            case _:
                print_text(self.words.say("help"))

    def act(self, choice: Choice) -> None:
        """Ask for what the act needs, and let it happen."""
        now = self.now()
        at = self.when(self.law.calendar.begins_after(now, _USUAL))
        said: dict[str, object] = {"at": at, "do": choice.do, **choice.says}
        for need in choice.needs:
            said[need] = self.needed(need)
        self.happen(said)

    def needed(self, need: str) -> str:
        default = self.words.say("unsaid")
        if need == "until":
            due = self.telling.dossier.due if self.telling.dossier else None
            later = (due.due_on if due else self.now().date()) + timedelta(days=1)
            return self.ask(self.words.say("until"), later.isoformat(), parse_date).isoformat()
        return self.prompt(self.words.say(need), default="01 ngày làm việc" if need == "span" else default)

    def let_time_pass(self) -> None:
        """Wait: until something happens by itself, unless another moment is named."""
        ends = self.telling.next_end()
        default = ends or self.now() + timedelta(days=1)
        self.happen({"wait": self.when(default, key="wait")})

    def happen(self, said: Mapping[str, object]) -> None:
        """Let one line happen and tell what it brought about, or why it is refused."""
        try:
            events = self.telling.tell(said)
        except DefinitionError as error:
            for each in error.diagnostics:
                print_text(f"  {in_colour(each.code, 'red', bold=True)} {each.message(self.lang)}")
        except ProcflowError as error:
            complain(error, self.lang)
        else:
            self.events.append(events)
            for event in events:
                told = describe(event, self.law.procedure, self.lang)
                print_text(f"  {event.at:%d/%m %H:%M}  {told}")

    def show(self) -> tuple[Choice, ...]:
        """Show where the dossier is, what is due, and what may be done now."""
        dossier = self.telling.dossier
        if dossier is None:
            return ()
        now = self.now()
        print_text(f"\n{in_colour(self.words.where(dossier, now), 'green', bold=True)}")
        for line in self.words.standing(dossier, self.standing(now)):
            print_text(f"  {line}")
        choices = tuple(each for each in self.telling.choices(now) if each.refused is None)
        for number, choice in enumerate(choices, 1):
            print_text(f"  {in_colour(f'{number:>2}', 'cyan', bold=True)}  {self.words.choice(choice)}")
        ends = self.telling.next_end()
        if ends is not None:
            print_text(f"   {in_colour('t', 'cyan', bold=True)}  {self.words.say('pass')}: {self.moment(ends)}")
        print_text(in_colour(f"      {self.words.say('keys')}", "bright_black"))
        return choices

    def show_refused(self) -> None:
        """Tell what cannot be done now, and the code that says why."""
        for choice in self.telling.choices(self.now()):
            if choice.refused is not None:
                code = in_colour(choice.refused.code, "red", bold=True)
                print_text(f"  {self.words.choice(choice)}: {code} {choice.refused.message(self.lang)}")

    def explain(self) -> None:
        """Say why the date is what it is, limit by limit."""
        limits = self.telling.dossier.limits.values() if self.telling.dossier else ()
        for limit in limits:
            print_text(f"\n{in_colour(self.words.limit(limit.name), 'cyan', bold=True)} · {limit.basis}")
            print_text(explain_limit(limit, self.law.calendar).text(self.lang))

    def journal(self) -> None:
        """Tell every event so far."""
        for event in self.all_events():
            told = describe(event, self.law.procedure, self.lang)
            print_text(f"  {event.at:%d/%m/%Y %H:%M}  {told}  — {event.by.id}")

    def take_back(self) -> None:
        """Undo the last line; the first stays."""
        if len(self.telling.told) > 1 and self.telling.take_back():
            self.events.pop()

    def all_events(self) -> Iterator[Event]:
        return (event for events in self.events for event in events)

    def standing(self, now: datetime) -> str:
        return classify(tuple(self.all_events()), now).kind.value

    def now(self) -> datetime:
        moment = self.telling.now
        assert moment is not None  # noqa: S101 - the first line is the submission
        return moment

    def moment(self, moment: datetime) -> str:
        return spoken_moment(moment, self.lang)

    def when(self, suggested: datetime, *, key: str = "when") -> datetime:
        """Ask for a moment until one is given; a date alone means its morning."""
        return self.ask(self.words.say(key), f"{suggested:%Y-%m-%d %H:%M}", parse_moment)

    def ask(self, question: str, suggested: str, read: Callable[[str], _Answer]) -> _Answer:
        """Ask until the answer can be read; what was answered before is never lost by it."""
        for _ in range(_AT_MOST):
            try:
                return read(self.prompt(question, default=suggested).strip())
            except ProcflowError as error:
                complain(error, self.lang)
        raise click.Abort

    def choose(self, key: str, names: Mapping[str, str]) -> str:
        """Ask which of `names`; the first is suggested."""
        for number, (name, called) in enumerate(names.items(), 1):
            print_text(f"  {in_colour(f'{number:>2}', 'cyan', bold=True)}  {called} [{name}]")
        for _ in range(_AT_MOST):
            word = self.prompt(self.words.say(key), default="1").strip()
            if word in names:
                return word
            if word.isdecimal() and 0 < int(word) <= len(names):
                return tuple(names)[int(word) - 1]
        raise click.Abort

    def prompt(self, question: str, *, default: str) -> str:
        answer = click.prompt(question, default=default, show_default=bool(default))
        if not sys.stdin.isatty():
            print_text(str(answer))
        return str(answer)


def _save(file: Path, name: str, talk: _Talk) -> int:
    """Put the story behind those the file holds, and play it as `procflow test` would."""
    name = name or talk.words.say("untitled").format(day=spoken_date(talk.now().date(), talk.lang))
    text = talk.telling.text(name)
    before = file.read_text(encoding="utf-8") if file.exists() else ""
    whole = f"{before.rstrip()}\n\n{text}" if before.strip() else text
    example = read_examples(read(whole.encode(), str(file)))[-1]
    played = play(talk.law, example)
    file.write_text(whole, encoding="utf-8")
    verdict = talk.words.say("passes" if played.passed else "fails")
    print_text(f"{file}:{example.place.line} {name}: {in_colour(verdict, 'green' if played.passed else 'red')}")
    return 0 if played.passed else 1


def _stand_in(spec: FactSpec, first: date) -> str:
    """Suggest a value for a fact that must be stated."""
    match spec.type:
        case FactKind.BOOLEAN:
            return "false"
        case FactKind.INTEGER:
            return str(spec.least or 0)
        case FactKind.CHOICE:
            return next(iter(spec.choices or {}), "")
        case FactKind.DATE:
            return first.isoformat()
        case FactKind.TEXT:
            return "-"


def _first_day(procedure: Procedure) -> date:
    """Suggest today, or the day nearest to it on which the version is in force; it is shown before it is taken."""
    first = max(procedure.effective, procedure.overlay_effective or date.min, SystemClock().now().date())
    return min(first, procedure.until or date.max, procedure.overlay_until or date.max)


def _pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign:
        raise MisuseError("PF724", text=text)
    return name.strip(), value.strip()


def _texts(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, tuple) else ()


COMMAND: Final = Command(
    "story",
    en="""Step through one dossier of the procedure in FILE by hand.

    You choose what happens next, and see what the law makes of it. What may be done is offered with a number; a date is
    suggested each time, and another may be typed. With --save the story is put into a file of worked examples, with
    what held after each line, for procflow test to keep.

    \b
      procflow story procedures/1.013225/2026-07.yaml
      procflow story procedures/1.013225/2026-07.yaml --case house --at '2026-08-17 09:00' --save mine.test.yaml
    """,
    vi="""Tự tay đi qua từng bước của một hồ sơ của thủ tục trong FILE.

    Chọn việc xảy ra tiếp theo và xem quy định xử lý thế nào. Việc làm được thì có số để chọn; mỗi lần có gợi ý ngày
    giờ, có thể gõ ngày giờ khác. Với --save, câu chuyện được ghi vào tệp ví dụ kiểm chứng, kèm điều đúng sau mỗi dòng,
    để procflow test giữ.

    \b
      procflow story procedures/1.013225/2026-07.yaml
      procflow story procedures/1.013225/2026-07.yaml --case house --at '2026-08-17 09:00' --save mine.test.yaml
    """,
    params=[
        click.Argument(["file"], metavar="FILE"),
        Option("--at", metavar="MOMENT", default="", en="When it is handed in.", vi="Thời điểm nộp."),
        Option("--case", metavar="NAME", default="", en="The case.", vi="Trường hợp."),
        Option("--channel", metavar="NAME", default="", en="The way it is handed in.", vi="Cách thức nộp."),
        Option(
            "--fact",
            "facts",
            metavar="NAME=VALUE",
            multiple=True,
            en="A fact the dossier states; may be repeated.",
            vi="Dữ kiện của hồ sơ; có thể lặp lại.",
        ),
        Option("--overlay", metavar="FILE", default="", en="A province's overlay.", vi="Quy định riêng của tỉnh."),
        Option(
            "--save",
            metavar="FILE",
            default="",
            en="Keep the story as a worked example.",
            vi="Ghi câu chuyện thành ví dụ kiểm chứng.",
        ),
        Option("--name", metavar="TEXT", default="", en="Its name.", vi="Tên ví dụ."),
    ],
    callback=click.pass_context(_run),
)
