"""The sheet of a procedure: what people and an office need to know of it, in the order they ask.

Invariants: everything on it is said by the procedure; an office's own plan is not (it is no promise); the sections are
those in which Vietnamese offices post a procedure (NĐ 63/2010/NĐ-CP Đ.8, TT 02/2017/TT-VPCP).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from procflow.errors import Language
from procflow.procedure import Consult, LimitRule, Outcome, Procedure, Step
from procflow.procedure.complaints import Path
from procflow.render.articles import Articles
from procflow.render.course import main_course, other_steps
from procflow.render.rights import rights
from procflow.wording import Wording

__all__ = ["Course", "Section", "Sheet", "Table", "sheet"]

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Hold a table; a column in which no row says anything is left out."""

    head: Row
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """Hold steps in their order: the name of each, and lines about it."""

    steps: tuple[tuple[str, tuple[str, ...]], ...]
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Section:
    """Hold one section: its heading, and a table, steps or lines."""

    heading: str
    body: Table | Course | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Hold a whole sheet; `facts` are the lines under the title, `foot` what stands at its end."""

    lang: Language
    title: str
    facts: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    foot: str


def sheet(procedure: Procedure, lang: Language = "vi") -> Sheet:
    """Make the sheet of `procedure` in `lang`; a text the author gave in Vietnamese alone stays so."""
    return _Maker(procedure, Wording(procedure, lang), Articles(procedure)).make()


_REFUSAL: Final = "refusal"
_FOOT: Final = (
    "Điều khoản không ghi tên văn bản là của {}. Ngày hẹn trả ghi trên giấy tiếp nhận hồ sơ.",
    "Articles without the name of a law are those of {}. The date to collect is on the receipt.",
)


@dataclass(frozen=True, slots=True)
class _Maker:
    procedure: Procedure
    words: Wording
    articles: Articles

    def make(self) -> Sheet:
        procedure = self.procedure
        made = (
            self.limit(),
            self.channels(),
            self.papers(),
            self.to_state(),
            self.fees(),
            self.results(),
            Section(self.say("Trình tự thực hiện", "The course"), self.course(main_course(procedure), numbered=True)),
            Section(
                self.say("Có thể có thêm", "There may also be"), self.course(other_steps(procedure), numbered=False)
            ),
            Section(
                self.say("Quyền của người nộp hồ sơ", "Rights of the applicant"),
                tuple(rights(procedure, self.words, self.articles)),
            ),
        )
        return Sheet(
            lang=self.words.lang,
            title=self.say(procedure.name, procedure.name_en),
            facts=tuple((label, value) for label, value in self.facts() if value),
            sections=tuple(section for section in made if _has_something(section.body)),
            foot=f"{self.words.pick(_FOOT).format(procedure.profile_basis)} {procedure.code} · {procedure.version}",
        )

    def say(self, vi: str, en: str) -> str:
        return self.words.pick((vi, en))

    @property
    def unverified(self) -> str:
        return self.say(" (chưa đối chiếu văn bản)", " (not verified)")

    def facts(self) -> Iterator[tuple[str, str]]:
        procedure = self.procedure
        yield self.say("Mã thủ tục", "Code"), procedure.code
        yield self.say("Quyết định công bố", "Announced by"), procedure.decision
        yield self.say("Căn cứ pháp lý", "Law"), f"{procedure.basis}; {procedure.profile_basis}"
        yield self.say("Áp dụng từ", "In force from"), _days(procedure.effective, procedure.until)
        if procedure.overlay_effective is not None:
            days = _days(procedure.overlay_effective, procedure.overlay_until)
            yield self.say("Quy định của địa phương", "Set by the province"), f"{procedure.overlay} ({days})"

    def limit(self) -> Section:
        rules = [("", self.procedure.limit)]
        if self.procedure.committed is not None:
            rules.append((self.say("Cơ quan cam kết", "The office commits itself"), self.procedure.committed))
        rows = tuple(row for label, rule in rules for row in self.limit_rows(label, rule))
        head = ("", self.say("Thời hạn", "Limit"), self.say("Tính từ", "Counted from"), self.say("Căn cứ", "Law"))
        return Section(self.say("Thời hạn giải quyết", "How long it takes"), Table(head, rows))

    def limit_rows(self, label: str, rule: LimitRule) -> Iterator[Row]:
        unverified = self.unverified if rule.unverified else ""
        for choice, span in self.words.limit_table(rule):
            what = " · ".join(part for part in (label, choice) if part)
            yield what, f"{span}{unverified}", self.words.mark(rule.start), self.of_limit(rule) or rule.reason
        for plus in rule.plus:
            added = f"{self.say('cộng', 'plus')} {self.words.span(plus.span)}"
            yield self.words.condition(plus.when.text), added, "", self.articles.cited(plus.basis, ("limit",))

    def of_limit(self, rule: LimitRule) -> str:
        """Give the article of the procedure's limit, or of the shorter one of its overlay."""
        if rule is self.procedure.limit:
            return self.articles.cited(rule.basis, ("limit",))
        return self.articles.promised(rule.basis)

    def channels(self) -> Section:
        submit = [self.words.channel(each) for each in self.procedure.submit_channels]
        back = [self.words.channel(each) for each in self.procedure.return_channels]
        lines = (
            f"{self.say('Nộp hồ sơ', 'Submit')}: {', '.join(submit)}.",
            f"{self.say('Nhận kết quả', 'Collect the result')}: {', '.join(back)}.",
        )
        return Section(self.say("Cách thức thực hiện", "How to submit"), lines)

    def papers(self) -> Section:
        head = (
            self.say("Giấy tờ", "Paper"),
            self.say("Bản chính", "Originals"),
            self.say("Bản sao", "Copies"),
            self.say("Khi nào cần", "When needed"),
            self.say("Căn cứ", "Law"),
        )
        rows = []
        for each in self.procedure.components.values():
            when = [self.words.case(case) for case in each.cases]
            when += [self.words.condition(each.when.text)] if each.when else []
            counts = (str(each.originals or ""), str(each.copies or ""))
            rows.append((each.name, *counts, "; ".join(when), self.articles.cited(each.basis, ("components",))))
        return Section(self.say("Thành phần hồ sơ", "Papers"), Table(head, tuple(rows)))

    def to_state(self) -> Section:
        asked = {name: each for name, each in self.procedure.facts.items() if each.derived is None}
        optional = self.say(" (có thể để trống)", " (may be left open)")
        lines = tuple(
            f"{self.words.fact(name)}"
            + (f": {'; '.join((each.choices or {}).values())}" if each.choices else "")
            + (optional if each.optional else "")
            for name, each in asked.items()
        )
        return Section(self.say("Thông tin phải khai", "What to state"), lines)

    def fees(self) -> Section:
        head = (self.say("Khoản thu", "Fee"), self.say("Mức thu", "Amount"), self.say("Căn cứ", "Law"))
        rows: list[Row] = []
        for name, fee in self.procedure.fees.items():
            unverified = self.unverified if fee.unverified else ""
            rows.append(
                (fee.name, f"{self.words.fee(fee)}{unverified}", self.articles.cited(fee.basis, ("fees", name)))
            )
            rows += [
                (
                    f"{fee.name}, {each.from_:%d/%m/%Y} – {each.until:%d/%m/%Y}",
                    self.words.fee(each),
                    self.articles.cited(each.basis, ("fees", name)),
                )
                for each in fee.during or ()
            ]
            exempt = self.say("miễn", "exempt")
            rows += [
                (each.name, exempt, self.articles.cited(each.basis, ("fees", name)))
                for each in self.procedure.exemptions.get(name, ())
            ]
        if not rows:
            return Section(
                self.say("Phí, lệ phí", "Fees"), (self.say("Thủ tục này không ghi khoản thu nào.", "None stated."),)
            )
        return Section(self.say("Phí, lệ phí", "Fees"), Table(head, tuple(rows)))

    def results(self) -> Section:
        head = (
            self.say("Kết quả", "Result"),
            self.say("Mã", "Code"),
            self.say("Mẫu", "Form"),
            self.say("Căn cứ", "Law"),
        )
        results = self.procedure.results
        rows = tuple(
            (
                self.words.result(name),
                results[name].code or "",
                results[name].form or "",
                self.articles.cited(results[name].basis, ("results", name)),
            )
            for name in sorted(results, key=lambda name: results[name].kind == _REFUSAL)
        )
        return Section(self.say("Kết quả giải quyết", "Results"), Table(head, rows))

    def course(self, steps: Sequence[Step], *, numbered: bool) -> Course:
        return Course(tuple((self.words.step(step.id), tuple(self.about(step))) for step in steps), numbered)

    def about(self, step: Step) -> Iterator[str]:
        yield f"{self.say('Thực hiện', 'By')}: {self.words.role(step.actor)}."
        if step.within is not None:
            yield f"{self.say('Thời hạn', 'Time')}: {self.timed(step.within, ('steps', step.id, 'within'))}."
        if step.request_within is not None:
            asked = self.timed(step.request_within, ("steps", step.id, "request_within"))
            yield f"{self.say('Phải yêu cầu trong', 'To be asked for within')} {asked}."
        if step.clock.value in ("resume", "restart"):
            yield f"{_capital(self.words.clock(step.clock))}."
        for consult in step.consult.values():
            yield f"{self.opinion(step, consult)}."
        for child in step.children.values():
            what = self.say("Thủ tục liên thông", "Interlinked procedure")
            basis = self.articles.cited(child.basis, ("steps", step.id, "children"))
            law = f"; {basis}" if basis else ""
            yield f"{what}: {self.say(child.name, child.name_en)} ({child.procedure}{law})."
        ways = [self.way(step, outcome) for outcome in step.outcomes.values()]
        if ways:
            yield f"{self.say('Sau đó', 'Then')}: {'; '.join(ways)}."

    def timed(self, rule: LimitRule, path: Path) -> str:
        basis = f" ({self.articles.cited(rule.basis, path)})" if rule.basis else ""
        return f"{self.words.limit(rule)}{self.words.since(rule)}{basis}"

    def opinion(self, step: Step, consult: Consult) -> str:
        name = self.say(consult.name, consult.name_en)
        within = ""
        if consult.within:
            within = f" {self.say('trong', 'within')} {self.timed(consult.within, ('steps', step.id, 'consult'))}"
        silence = f"; {self.say('im lặng', 'silence')}: {self.words.silence(consult.on_timeout)}"
        when = f" {self.words.condition(consult.when.text)}" if consult.when else ""
        return f"{self.say('Lấy ý kiến', 'Opinion of')} {name}{when}{within}{silence}"

    def way(self, step: Step, outcome: Outcome) -> str:
        name = self.say(outcome.name, outcome.name_en) or outcome.id
        more = [self.words.condition(outcome.when.text)] if outcome.when else []
        more += [outcome.form] if outcome.form else []
        if (within := outcome.within) is not None:
            more.append(f"{self.say('trong', 'within')} {self.words.limit(within)}{self.words.since(within)}")
            path = ("steps", step.id, "outcomes", outcome.id, "within")
            more += [self.articles.cited(within.basis, path)] if within.basis else []
        by = f" ({'; '.join(more)})" if more else ""
        silent = self.say(" (hết hạn)", " (time is up)") if outcome.id == step.on_expiry else ""
        return f"{name}{by}{silent} → {self.words.step(outcome.to)}"


def _days(first: date, last: date | None) -> str:
    return f"{first:%d/%m/%Y}" + (f" – {last:%d/%m/%Y}" if last else "")


def _has_something(body: Table | Course | tuple[str, ...]) -> bool:
    match body:
        case Table(rows=rows):
            return bool(rows)
        case Course(steps=steps):
            return bool(steps)
        case lines:
            return bool(lines)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
