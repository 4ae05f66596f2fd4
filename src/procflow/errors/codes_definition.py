"""PF2xx: what an author may write."""

from typing import Final

from procflow.errors.entry import Entry

__all__ = ["ENTRIES"]

ENTRIES: Final[dict[str, Entry]] = {
    "PF201": Entry(
        en="`{text}` is not a name",
        vi="`{text}` không phải là một tên hợp lệ",
        hint_en="a name is lower-case ASCII letters and digits joined by `-` or `_`, such as `field-check`; put the Vietnamese text in `name:`",
        hint_vi="tên gồm chữ thường không dấu và chữ số, nối bằng `-` hoặc `_`, ví dụ `field-check`; chữ tiếng Việt ghi ở `name:`",
    ),
    "PF202": Entry(
        en="`{text}` is not the code of a procedure",
        vi="`{text}` không phải là mã thủ tục hành chính",
        hint_en="a code is one digit from 1 to 9, a dot and six digits, such as `1.001990`; the last zeros belong to it",
        hint_vi="mã gồm một chữ số từ 1 đến 9, dấu chấm và sáu chữ số, ví dụ `1.001990`; các số 0 ở cuối là một phần của mã",
    ),
    "PF203": Entry(
        en="`{text}` is not a date",
        vi="`{text}` không phải là ngày",
        hint_en="write the year, the month, the day: 31 August 2026 is written 2026-08-31",
        hint_vi="viết năm, rồi tháng, rồi ngày: ngày 31 tháng 8 năm 2026 viết là 2026-08-31",
    ),
    "PF204": Entry(
        en="there is no such day: {text}",
        vi="không có ngày này: {text}",
        hint_en="check the month's length, and 29 February in years that are no leap years",
        hint_vi="kiểm tra số ngày của tháng, và ngày 29 tháng 2 của năm không nhuận",
    ),
    "PF205": Entry(
        en="`{text}` is not a whole number",
        vi="`{text}` không phải là số nguyên",
        hint_en="write digits only, such as `2`",
        hint_vi="chỉ viết chữ số, ví dụ `2`",
    ),
    "PF206": Entry(
        en="`{text}` is neither true nor false",
        vi="`{text}` không phải là true hoặc false",
        hint_en="write `true` or `false`",
        hint_vi="viết `true` hoặc `false`",
    ),
    "PF207": Entry(
        en="a time limit is a text such as `07 ngày làm việc`",
        vi="thời hạn phải là chữ, ví dụ `07 ngày làm việc`",
        hint_en="write the number and the unit as the decree does, or `none` with a `reason`",
        hint_vi="viết số và đơn vị như trong văn bản, hoặc `none` kèm `reason`",
    ),
    "PF208": Entry(
        en="a time limit says exactly one of `limit`, `by_case`, `by_channel`; here are {count}",
        vi="thời hạn phải ghi đúng một trong `limit`, `by_case`, `by_channel`; ở đây có {count}",
        hint_en="keep the one that the law uses",
        hint_vi="giữ lại cách ghi mà văn bản dùng",
    ),
    "PF209": Entry(
        en="`none` needs a `reason`",
        vi="`none` phải kèm `reason`",
        hint_en="say why the law leaves this wait open, for example `reason: the decree sets no limit`",
        hint_vi="nêu vì sao pháp luật không quy định thời hạn, ví dụ `reason: Nghị định không quy định thời hạn`",
    ),
    "PF210": Entry(
        en="`{text}` is not an amount of money",
        vi="`{text}` không phải là số tiền",
        hint_en="write whole units and the currency, such as `2000 VND`, `2.000 đồng` or `10 USD`",
        hint_vi="viết số nguyên kèm đơn vị tiền, ví dụ `2000 VND`, `2.000 đồng` hoặc `10 USD`",
    ),
    "PF211": Entry(
        en="a rate says either `amount` or `tiers`",
        vi="mức thu phải ghi `amount` hoặc `tiers`",
        hint_en="keep one of the two",
        hint_vi="giữ lại một trong hai",
    ),
    "PF212": Entry(
        en="the amounts of one rate are in different currencies",
        vi="các số tiền trong một mức thu dùng các đơn vị tiền khác nhau",
        hint_en="write one rate per currency, with `by_case`",
        hint_vi="mỗi đơn vị tiền ghi một mức thu riêng, dùng `by_case`",
    ),
    "PF213": Entry(
        en="a fee says exactly one of `rate`, `by_case`, `by_channel`, `set_by`",
        vi="phí, lệ phí phải ghi đúng một trong `rate`, `by_case`, `by_channel`, `set_by`",
        hint_en="`set_by` names who fixes the amount where the law does not, such as the provincial People's Council",
        hint_vi="`set_by` ghi cơ quan quy định mức thu khi văn bản không ấn định, ví dụ HĐND cấp tỉnh",
    ),
    "PF214": Entry(
        en="`{text}` is not the name of a profile",
        vi="`{text}` không phải là tên quy định chung",
        hint_en="a profile is named like `one-stop/nd118-2025`",
        hint_vi="quy định chung có tên dạng `one-stop/nd118-2025`",
    ),
    "PF215": Entry(
        en="`{text}` is not a version",
        vi="`{text}` không phải là tên phiên bản",
        hint_en="a version is the month or day it was published: `2026-07` or `2026-07-01`",
        hint_vi="phiên bản là tháng hoặc ngày công bố: `2026-07` hoặc `2026-07-01`",
    ),
    "PF216": Entry(
        en="a period says exactly one of `rate`, `by_case`, `by_channel`, and ends after it begins",
        vi="mỗi giai đoạn thu phải ghi đúng một trong `rate`, `by_case`, `by_channel`, và kết thúc sau khi bắt đầu",
        hint_en="for example `{{from: 2026-04-07, until: 2026-06-30, rate: 0 VND, basis: ...}}`",
        hint_vi="ví dụ `{{from: 2026-04-07, until: 2026-06-30, rate: 0 VND, basis: ...}}`",
    ),
    "PF217": Entry(
        en="the smallest number accepted, {least}, is greater than the largest, {most}",
        vi="số nhỏ nhất được nhận, {least}, lớn hơn số lớn nhất, {most}",
        hint_en="no dossier could state this fact; put the smaller number in `least:`",
        hint_vi="không hồ sơ nào khai được dữ kiện này; ghi số nhỏ hơn ở `least:`",
    ),
    "PF218": Entry(
        en="a fact of the type `choice` has no `choices`",
        vi="dữ kiện kiểu `choice` chưa có `choices`",
        hint_en="list the answers, each with its text: `choices: {{urban: Đô thị, rural: Nông thôn}}`",
        hint_vi="liệt kê các câu trả lời kèm lời của chúng: `choices: {{urban: Đô thị, rural: Nông thôn}}`",
    ),
    "PF219": Entry(
        en="`{name}` stands twice in this list",
        vi="`{name}` được ghi hai lần trong danh sách này",
        hint_en="keep it once",
        hint_vi="chỉ giữ lại một lần",
    ),
    "PF220": Entry(
        en="`{text}` is written `none` here",
        vi="`{text}` ở đây phải viết là `none`",
        hint_en="write `{{limit: none, reason: ...}}`, with the reason why the law leaves the wait open",
        hint_vi="viết `{{limit: none, reason: ...}}`, ghi vì sao pháp luật không đặt thời hạn",
    ),
    "PF222": Entry(
        en="`{text}` is written `{word}` here",
        vi="`{text}` ở đây phải viết là `{word}`",
        hint_en="the usual ways are `direct` (in person), `online` and `post`",
        hint_vi="các cách thức thường dùng: `direct` (trực tiếp), `online` (trực tuyến), `post` (qua bưu chính)",
    ),
    "PF221": Entry(
        en="what the count starts from (`{start}`) is no part of a time limit",
        vi="điểm bắt đầu tính (`{start}`) không thuộc thời hạn",
        hint_en="write `limit: {span}` alone; where the count starts stands beside it, as in `{{limit: {span}, from: accepted}}`: "
        "`submitted` handed in, `accepted` accepted, `complete-dossier` complete, or the name of a step or an outcome",
        hint_vi="chỉ ghi `{span}`; điểm bắt đầu ghi ở `from:`, như `{{limit: {span}, from: accepted}}`: `submitted` là khi nộp, "
        "`accepted` khi tiếp nhận, `complete-dossier` khi đủ hồ sơ, hoặc tên một bước, một lối ra",
    ),
}
