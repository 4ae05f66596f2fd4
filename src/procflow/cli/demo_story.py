"""The story of the demo: one dossier of procedure 1.013225 in August 2026, played on the real engine.

Invariant: every date, day and refusal in the telling comes from the engine; only the sentences around them stand here.
"""

import sqlite3
import textwrap
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Final

from procflow.calendar import vietnam
from procflow.cli.moment import spoken_moment
from procflow.clock import VIETNAM_TIME, Limit, Span, explain_limit
from procflow.dossier import Actor, Answer, Ask, Command, Take
from procflow.engine import ManualClock, Register, Reply
from procflow.engine import open as open_register
from procflow.errors import JournalError, Language, Rejected
from procflow.library import load, shipped
from procflow.procedure import Procedure
from procflow.render.journal import describe

__all__ = ["tell"]

DOSSIER: Final = "permit-0001"
_CODE: Final = "1.013225"
_AN: Final = Actor("mrs-an", roles=("applicant",))
_LAN: Final = Actor("officer-lan", roles=("receptionist",))
_BINH: Final = Actor("officer-binh", roles=("construction-officer", "chair"))
_FIRE: Final = Actor("fire-police", roles=("related-agency",))
_HOA: Final = Actor("chair-hoa", roles=("chair",))

_TOLD: Final[dict[str, dict[Language, str]]] = {
    "title": {
        "en": "One construction permit, from the day it is handed in to the day it is returned",
        "vi": "Một giấy phép xây dựng, từ ngày nộp hồ sơ đến ngày trả kết quả",
    },
    "submit": {
        "en": "Mrs An hands in her dossier online, for a detached house.",
        "vi": "Bà An nộp hồ sơ trực tuyến, xin cấp phép xây nhà ở riêng lẻ.",
    },
    "accept": {
        "en": "Officer Lan checks it and accepts it. The receipt promises a date:",
        "vi": "Cán bộ Lan kiểm tra và tiếp nhận. Giấy tiếp nhận hẹn ngày:",
    },
    "why": {"en": "Why that date?", "vi": "Vì sao là ngày đó?"},
    "why-new": {"en": "Why the new date?", "vi": "Vì sao là ngày mới?"},
    "ask": {
        "en": "Officer Binh asks a related agency for its opinion. It has until:",
        "vi": "Cán bộ Bình lấy ý kiến cơ quan liên quan. Hạn trả lời:",
    },
    "early": {
        "en": "He tries to go on without waiting for it, and is refused:",
        "vi": "Anh thử bỏ qua ý kiến ấy để đi tiếp, và bị từ chối:",
    },
    "answer": {"en": "The agency answers: no objection.", "vi": "Cơ quan được hỏi trả lời: không có ý kiến khác."},
    "incomplete": {
        "en": "A drawing is missing. He asks for it, once and completely: the limit stops. Mrs An has until:",
        "vi": "Thiếu một bản vẽ. Anh yêu cầu bổ sung một lần, đầy đủ: thời hạn dừng tính. Bà An có đến:",
    },
    "supply": {"en": "Mrs An supplies the drawing.", "vi": "Bà An nộp bản vẽ còn thiếu."},
    "complete": {
        "en": "Officer Lan confirms that it is complete. By NĐ 118/2025 Đ.19 k.5 the limit is counted anew, from the\n"
        "supply and not from the confirmation:",
        "vi": "Cán bộ Lan xác nhận đã đủ. Theo NĐ 118/2025 Đ.19 k.5 thời hạn được tính lại từ đầu, kể từ lúc nộp\n"
        "chứ không phải từ lúc xác nhận:",
    },
    "eligible": {"en": "Officer Binh finds it eligible.", "vi": "Cán bộ Bình thẩm định xong, đủ điều kiện."},
    "four-eyes": {
        "en": "He holds the chair's role too and tries to sign what he appraised:",
        "vi": "Anh cũng có quyền của chủ tịch và thử ký hồ sơ mình đã thẩm định:",
    },
    "back-dated": {
        "en": "Chair Hoa signs, but somebody dates it a week back:",
        "vi": "Chủ tịch Hoa ký, nhưng có người ghi lùi ngày một tuần:",
    },
    "signed": {
        "en": "She signs under its true date. The result is ready {early} working days before the limit:",
        "vi": "Bà ký với ngày thật. Đã có kết quả, sớm hơn thời hạn {early} ngày làm việc:",
    },
    "hand-over": {"en": "Mrs An collects her permit.", "vi": "Bà An nhận giấy phép."},
    "journal": {"en": "The journal, {count} events:", "vi": "Nhật ký, {count} sự kiện:"},
    "verified": {
        "en": "Verified: {count} events hang together, each hash covers the one before it.",
        "vi": "Đã kiểm tra: {count} sự kiện khớp nhau, mã băm sau bao trùm mã băm trước.",
    },
    "tampered": {
        "en": "In a copy of the file, somebody removes the journal's guard and changes one letter of its first line:",
        "vi": "Trên một bản sao của tệp, có người gỡ chốt bảo vệ nhật ký và sửa một chữ ở dòng đầu tiên:",
    },
    "next": {
        "en": "The database is {path}. Try next:",
        "vi": "Cơ sở dữ liệu là {path}. Thử tiếp:",
    },
}

_FORGERY: Final = (
    "UPDATE procflow_journal SET body = CAST(replace(CAST(body AS TEXT), 'mrs-an', 'mrs-aN') AS BLOB) WHERE seq = 1"
)

_NEXT: Final = (
    "procflow verify {path}",
    "procflow deadline 2026-08-17 '07 ngày làm việc' --explain",
    "procflow calendar 2026",
    "procflow check procedures && procflow test procedures",
    "procflow draw procedures/1.013225/2026-07.yaml --format mermaid",
)


def tell(path: Path, lang: Language) -> Iterator[str]:
    """Play the story into the database file `path` and tell it line by line in `lang`."""
    procedure = load(shipped(_CODE))
    yield _TOLD["title"][lang]
    yield f"{procedure.code} · {procedure.name if lang == 'vi' else procedure.name_en} · {procedure.basis}"
    clock = ManualClock(_at(17, 9))
    with open_register(path, [procedure], clock=clock) as register:
        yield from _Story(register, clock, procedure, lang).lines()
    yield from _tamper(path, procedure, lang)
    yield from ("", _TOLD["next"][lang].format(path=path))
    here = Path("procedures").is_dir()  # an installed procflow stands in no checkout
    yield from (f"  {line.format(path=path)}" for line in _NEXT if here or "procedures" not in line)


class _Story:
    """Play the acts one by one; each method yields what to print."""

    def __init__(self, register: Register, clock: ManualClock, procedure: Procedure, lang: Language) -> None:
        self.register = register
        self.clock = clock
        self.procedure = procedure
        self.lang: Language = lang

    def lines(self) -> Iterator[str]:
        """Tell the story up to the verification of its journal."""
        yield self._act(_at(17, 9), "submit")
        self.register.submit(
            _CODE, by=_AN, channel="online", case="house", dossier_id=DOSSIER, command_id=f"{DOSSIER}/submit"
        )
        yield self._act(_at(17, 10), "accept")
        yield from self._promise(self._send(Take("accept", by=_LAN)), "why")
        yield self._act(_at(18, 8, 30), "ask")
        asked = self._send(Ask("related-agency", by=_BINH)).dossier.limits["consult:related-agency"]
        yield self._until(asked)
        yield self._act(_at(18, 9), "early")
        yield self._refused(Take("eligible", by=_BINH))
        yield self._act(_at(19, 14), "answer")
        opinion = "Không có ý kiến khác" if self.lang == "vi" else "No objection"
        self._send(Answer("related-agency", opinion, by=_FIRE))
        yield self._act(_at(19, 15), "incomplete")
        reason = "Thiếu bản vẽ mặt bằng móng" if self.lang == "vi" else "The foundation plan is missing"
        stopped = self._send(Take("incomplete", by=_BINH, reason=reason))
        yield self._until(stopped.dossier.limits["step:supplement"])
        yield self._act(_at(21, 8), "supply")
        self._send(Take("supply", by=_AN))
        yield self._act(_at(21, 9, 30), "complete")
        completed = self._send(Take("complete", by=_LAN))
        yield from self._promise(completed, "why-new")
        yield self._act(_at(25, 9), "eligible")
        self._send(Take("eligible", by=_BINH))
        yield self._act(_at(27, 10), "four-eyes")
        yield self._refused(Take("signed", by=_BINH))
        yield self._act(_at(27, 16), "back-dated")
        yield self._refused(Take("signed", by=_HOA, at=_at(20, 16)))
        due_on = completed.dossier.due_on or date.max
        yield self._act(_at(27, 16, 5), "signed", early=vietnam().count(date(2026, 8, 27), due_on))
        done = self._send(Take("signed", by=_HOA))
        yield from (f"    {describe(event, self.procedure, self.lang)}" for event in done.events)
        yield self._act(_at(28, 8), "hand-over")
        self._send(Take("hand-over", by=_LAN))
        yield from self._journal()

    def _act(self, at: datetime, name: str, **params: object) -> str:
        self.clock.move_to(at)
        told = textwrap.indent(_TOLD[name][self.lang].format_map(params), "  ")
        return f"\n{spoken_moment(at, self.lang)}\n{told}"

    def _send(self, command: Command) -> Reply:
        name = getattr(command, "outcome", type(command).__name__.lower())
        return self.register.send(DOSSIER, command, command_id=f"{DOSSIER}/{name}")

    def _refused(self, command: Command) -> str:
        try:
            self._send(command)
        except Rejected as error:
            return f"    {error.code} {error.message(self.lang)}\n      → {error.hint(self.lang)}"
        message = "the demo expected a refusal"
        raise AssertionError(message)

    def _until(self, limit: Limit) -> str:
        return (
            f"    {spoken_moment(limit.due_at, self.lang)}  ({Span.parse(limit.span).text(self.lang)}, {limit.basis})"
        )

    def _promise(self, reply: Reply, why: str) -> Iterator[str]:
        limit = reply.dossier.due
        if limit is None:
            return
        date = spoken_moment(limit.due_at, self.lang)
        rule = "─" * (len(date) + 4)
        yield f"    ┌{rule}┐\n    │  {date}  │\n    └{rule}┘"
        yield f"  {_TOLD[why][self.lang]}"
        explanation = explain_limit(limit, vietnam())
        yield textwrap.indent("\n".join(_wrapped(explanation.text(self.lang))), "    ")
        yield textwrap.indent(explanation.picture(self.lang), "    ")

    def _journal(self) -> Iterator[str]:
        entries = self.register.history(DOSSIER)
        yield f"\n{_TOLD['journal'][self.lang].format(count=len(entries))}"
        for entry in entries:
            told = describe(entry.event, self.procedure, self.lang)
            yield f"  {entry.event.at:%d/%m %H:%M}  {entry.hash[:8]}  {told}  — {entry.event.by.id}"
        found = self.register.verify()
        yield _TOLD["verified"][self.lang].format(count=found.entries)


def _tamper(path: Path, procedure: Procedure, lang: Language) -> Iterator[str]:
    """Change one byte of a copy of the journal, and let verification find it."""
    copy = path.with_name(f"{path.name}.tampered")
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(copy)) as target, target:
            source.backup(target)
            target.execute("DROP TRIGGER procflow_journal_no_update")
            target.execute(_FORGERY)
        yield f"\n{_TOLD['tampered'][lang]}"
        with open_register(copy, [procedure]) as register:
            try:
                register.verify()
            except JournalError as error:
                yield f"    {error.code} {error.message(lang)}"
    finally:
        for leftover in path.parent.glob(f"{copy.name}*"):
            leftover.unlink()


def _wrapped(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield from textwrap.wrap(line, 100, subsequent_indent="  ", break_long_words=False) or [""]


def _at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 8, day, hour, minute, tzinfo=VIETNAM_TIME)
