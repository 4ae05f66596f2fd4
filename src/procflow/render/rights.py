"""What the applicant may ask for on the way, and what the office owes when it is late or wrong."""

from collections.abc import Iterator

from procflow.procedure import Procedure
from procflow.render.articles import Articles
from procflow.wording import Wording

__all__ = ["rights"]


def rights(procedure: Procedure, words: Wording, articles: Articles) -> Iterator[str]:
    """Tell the clauses of `procedure` that give the applicant something, one line each."""
    clauses = procedure.clauses
    if (withdrawal := clauses.withdrawal) is not None:
        who = words.pick(("Rút hồ sơ cho đến khi có quyết định", "Withdraw until the decision"))
        if withdrawal.until:
            who = f"{words.pick(('Rút hồ sơ cho đến', 'Withdraw until'))} “{words.mark(withdrawal.until)}”"
        decided = words.pick(("; do {} quyết định", "; {} decides")).format(words.role(withdrawal.decided_by))
        yield _line(
            f"{who}{decided if withdrawal.decided_by else ''}",
            withdrawal.form,
            articles.cited(withdrawal.basis, ("withdrawal",)),
        )
    if (amendment := clauses.amendment) is not None and amendment.channels:
        what = words.pick(("Sửa nội dung hồ sơ cho đến khi có quyết định", "Amend until the decision"))
        channels = words.listed(words.channel(each) for each in amendment.channels)
        yield _line(f"{what} ({channels})", amendment.form, articles.cited(amendment.basis, ("amendment",)))
    if (apology := clauses.apology) is not None:
        what = words.pick(
            ("Nếu trả muộn, được xin lỗi bằng văn bản và hẹn lại chậm nhất", "If late, a written apology at least")
        )
        before = words.pick(("trước ngày hẹn", "before the due date"))
        yield _line(
            f"{what} {words.limit(apology.before_expiry)} {before}",
            apology.form,
            articles.cited(apology.basis, ("apology",)),
        )
    if (correction := clauses.correction) is not None:
        what = words.pick(("Kết quả có sai sót được đính chính trong", "A wrong result is corrected within"))
        yield _line(f"{what} {words.limit(correction.within)}", "", articles.cited(correction.basis, ("correction",)))
    if (forwarding := clauses.forwarding) is not None:
        what = words.pick(
            (
                "Hồ sơ nhận ở nơi khác được chuyển đến cơ quan có thẩm quyền",
                "Received elsewhere, passed on to the competent agency",
            )
        )
        yield _line(f"{what}: {words.limit(forwarding.within)}", "", articles.cited(forwarding.basis, ("forwarding",)))
    if (extension := clauses.extension) is not None:
        what = words.pick(
            ("Chỉ gia hạn khi có thoả thuận bằng văn bản, tối đa", "Extended by written agreement only, at most")
        )
        yield _line(
            f"{what} {words.limit(extension.at_most)}", extension.form, articles.cited(extension.basis, ("extension",))
        )
    if (stopping := clauses.stopping) is not None:
        what = words.pick(("Chỉ dừng giải quyết khi", "Stopped only where"))
        grounds = "; ".join(f"{words.pick((each.name, each.name_en))}" for each in stopping.grounds.values())
        yield _line(f"{what}: {grounds}", stopping.form, articles.cited(stopping.basis, ("stopping",)))
    if (notice := clauses.notice) is not None:
        what = words.pick(("Thông báo phải đến trước", "A notification must arrive before"))
        yield _line(
            f"{what} “{words.fact(notice.before)}” {words.limit(notice.at_least)}",
            "",
            articles.cited(notice.basis, ("notice",)),
        )


def _line(text: str, form: str, basis: str) -> str:
    law = "; ".join(part for part in (form, basis) if part)
    return f"{text} ({law})." if law else f"{text}."
