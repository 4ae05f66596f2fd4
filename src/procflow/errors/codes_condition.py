"""PF250 to PF279: conditions, and the facts they are asked of."""

from typing import Final

from procflow.errors.entry import Entry

__all__ = ["ENTRIES"]

ENTRIES: Final[dict[str, Entry]] = {
    "PF250": Entry(
        en="the condition is longer than {limit} characters",
        vi="điều kiện dài hơn {limit} ký tự",
        hint_en="split it: give parts of it to several outcomes, or derive a fact from it",
        hint_vi="hãy tách ra: chia cho nhiều kết quả, hoặc tạo một dữ kiện suy ra từ nó",
    ),
    "PF251": Entry(
        en="the condition is too large: it nests too deep or has more than {limit} parts",
        vi="điều kiện quá lớn: lồng quá sâu hoặc có hơn {limit} thành phần",
        hint_en="use `x in [...]` for long choices, and fewer parentheses",
        hint_vi="dùng `x in [...]` cho danh sách lựa chọn dài, và bớt dấu ngoặc",
    ),
    "PF252": Entry(
        en="`{sign}` has no meaning in a condition",
        vi="`{sign}` không có nghĩa trong điều kiện",
        hint_en="a text stands in quotes; there are only `+ - *`, comparisons, `in`, `and`, `or`, `not`",
        hint_vi="văn bản phải đặt trong dấu nháy; chỉ có `+ - *`, phép so sánh, `in`, `and`, `or`, `not`",
    ),
    "PF253": Entry(
        en="`{sign}` is not an operator here",
        vi="`{sign}` không phải là phép toán ở đây",
        hint_en="write `{word}`",
        hint_vi="viết `{word}`",
    ),
    "PF254": Entry(
        en="the condition ends too early",
        vi="điều kiện chưa viết hết",
        hint_en="something is missing at the end: {expected}",
        hint_vi="còn thiếu ở cuối: {expected}",
    ),
    "PF255": Entry(
        en="`{found}` cannot stand here",
        vi="`{found}` không thể đứng ở đây",
        hint_en="join conditions with `and` or `or`; put texts in quotes",
        hint_vi="nối các điều kiện bằng `and` hoặc `or`; đặt văn bản trong dấu nháy",
    ),
    "PF256": Entry(
        en="the text opened with {sign} is not closed",
        vi="văn bản mở bằng {sign} chưa được đóng",
        hint_en="close it with the same quote, on the same line",
        hint_vi="đóng bằng cùng loại dấu nháy, trên cùng một dòng",
    ),
    "PF257": Entry(
        en="`{number}` is not a number of this language",
        vi="`{number}` không phải là số hợp lệ",
        hint_en="write at most 18 digits, without leading zeros, units or separators; a date is 2026-07-01",
        hint_vi="viết tối đa 18 chữ số, không có số 0 ở đầu, đơn vị hay dấu ngăn cách; ngày viết là 2026-07-01",
    ),
    "PF258": Entry(
        en="there is no such day: {date}",
        vi="không có ngày này: {date}",
        hint_en="check the month's length, and 29 February in years that are no leap years",
        hint_vi="kiểm tra số ngày của tháng, và ngày 29 tháng 2 của năm không nhuận",
    ),
    "PF259": Entry(
        en="unknown fact `{name}`",
        vi="không có dữ kiện `{name}`",
        hint_en="did you mean `{guess}`? Known here: {known}",
        hint_vi="có phải là `{guess}`? Dùng được ở đây: {known}",
    ),
    "PF260": Entry(
        en="unknown fact `{name}`, and none is like it",
        vi="không có dữ kiện `{name}`, cũng không có dữ kiện nào gần giống",
        hint_en="known here: {known}; a text stands in quotes",
        hint_vi="dùng được ở đây: {known}; văn bản phải đặt trong dấu nháy",
    ),
    "PF261": Entry(
        en="`{name}` may not be given, and is read here without asking",
        vi="`{name}` có thể chưa có, nhưng ở đây được đọc mà không kiểm tra",
        hint_en="write `has({name}) and ...`, or `not has({name}) or ...` where its absence is enough",
        hint_vi="viết `has({name}) and ...`, hoặc `not has({name}) or ...` nếu chưa có cũng là đạt",
    ),
    "PF262": Entry(
        en="`{operator}` does not go with {types}",
        vi="`{operator}` không dùng được với {types}",
        hint_en="compare like with like: numbers and dates have an order, texts are only equal or not",
        hint_vi="chỉ so sánh cùng loại: số và ngày có thứ tự, văn bản chỉ bằng hoặc khác nhau",
    ),
    "PF263": Entry(
        en="a condition is true or false, and this is of type {type}",
        vi="điều kiện phải là đúng hoặc sai, còn ở đây là kiểu {type}",
        hint_en="compare it with something",
        hint_vi="hãy so sánh nó với một giá trị",
    ),
    "PF264": Entry(
        en="'{value}' is none of the values this fact can have",
        vi="'{value}' không thuộc các giá trị của dữ kiện này",
        hint_en="did you mean '{guess}'? Declared: {known}",
        hint_vi="có phải là '{guess}'? Đã khai báo: {known}",
    ),
    "PF265": Entry(
        en="'{value}' is none of the values this fact can have, and none is like it",
        vi="'{value}' không thuộc các giá trị của dữ kiện này, cũng không có giá trị nào gần giống",
        hint_en="declared: {known}",
        hint_vi="đã khai báo: {known}",
    ),
    "PF266": Entry(
        en="the number can leave the range in which it is exact (64 bits, 18 decimals)",
        vi="con số có thể vượt phạm vi tính chính xác (64 bit, 18 chữ số thập phân)",
        hint_en="declare narrower ranges for the facts, or multiply fewer of them",
        hint_vi="khai báo khoảng giá trị hẹp hơn cho các dữ kiện, hoặc nhân ít thừa số hơn",
    ),
    "PF267": Entry(
        en="the condition may take {cost} steps, more than {limit}",
        vi="điều kiện có thể cần {cost} bước, vượt quá {limit}",
        hint_en="declare a smaller `max_items` for the list, or ask less of each item",
        hint_vi="khai báo `max_items` nhỏ hơn cho danh sách, hoặc xét ít điều hơn với mỗi mục",
    ),
    "PF268": Entry(
        en="`all` and `exists` cannot stand inside one another",
        vi="`all` và `exists` không được lồng vào nhau",
        hint_en="derive a fact from the inner list, and ask about that",
        hint_vi="tạo một dữ kiện suy ra từ danh sách bên trong rồi xét dữ kiện đó",
    ),
    "PF269": Entry(
        en="`{word}` goes through a list, and this is of type {type}",
        vi="`{word}` duyệt qua một danh sách, còn ở đây là kiểu {type}",
        hint_en="name a fact that is declared as a list",
        hint_vi="ghi tên dữ kiện được khai báo là danh sách",
    ),
    "PF270": Entry(
        en="`has` asks for a field, and `{name}` is a whole item",
        vi="`has` hỏi về một trường, còn `{name}` là cả một mục",
        hint_en="write `has({name}.field)`",
        hint_vi="viết `has({name}.tên_trường)`",
    ),
    "PF271": Entry(
        en="`{name}` is already the name of a fact or a reserved word",
        vi="`{name}` đã là tên của một dữ kiện hoặc là từ dành riêng",
        hint_en="call the item something else",
        hint_vi="đặt tên khác cho mục",
    ),
    "PF272": Entry(
        en="comparisons do not chain",
        vi="không nối liền nhiều phép so sánh",
        hint_en="write `a < b and b < c`",
        hint_vi="viết `a < b and b < c`",
    ),
    "PF273": Entry(
        en="a list holds written values only",
        vi="danh sách chỉ chứa các giá trị viết sẵn",
        hint_en="write numbers, dates or texts in quotes, at least one: `x in ['a', 'b']`",
        hint_vi="viết số, ngày hoặc văn bản trong dấu nháy, ít nhất một giá trị: `x in ['a', 'b']`",
    ),
    "PF274": Entry(
        en="`{found}` stands where `{expected}` is expected",
        vi="`{found}` đứng ở chỗ cần có `{expected}`",
        hint_en="the forms are `has(x)`, `all(t in list, condition)`, `exists(t in list, condition)`, `[a, b]`, `(a)`",
        hint_vi="các dạng là `has(x)`, `all(t in danh_sach, điều kiện)`, `exists(t in danh_sach, điều kiện)`, `[a, b]`, `(a)`",
    ),
    "PF275": Entry(
        en="the values of a list are of one type",
        vi="các giá trị của một danh sách phải cùng kiểu",
        hint_en="put all in quotes, or none",
        hint_vi="đặt tất cả trong dấu nháy, hoặc không đặt giá trị nào",
    ),
    "PF276": Entry(
        en="`{name}` has no fields",
        vi="`{name}` không có trường con",
        hint_en="only the items of a list of records have fields: `all(t in list, t.field)`",
        hint_vi="chỉ mục của danh sách bản ghi mới có trường con: `all(t in danh_sach, t.truong)`",
    ),
    "PF277": Entry(
        en="fact `{name}` is not given",
        vi="chưa có dữ kiện `{name}`",
        hint_en="give it, or declare it optional",
        hint_vi="bổ sung dữ kiện này, hoặc khai báo là không bắt buộc",
    ),
    "PF278": Entry(
        en="fact `{name}` is not declared",
        vi="dữ kiện `{name}` chưa được khai báo",
        hint_en="declared are: {known}",
        hint_vi="đã khai báo: {known}",
    ),
    "PF279": Entry(
        en="the value of `{name}` is outside what was declared ({type})",
        vi="giá trị của `{name}` nằm ngoài khai báo ({type})",
        hint_en="give a value of the declared type and range",
        hint_vi="cung cấp giá trị đúng kiểu và trong khoảng đã khai báo",
    ),
}
