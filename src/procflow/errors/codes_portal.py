"""PF8xx: what the portal's published form does not state, or states doubtfully, and the import of its records."""

from typing import Final

from procflow.errors.entry import Entry

__all__ = ["ENTRIES"]

ENTRIES: Final[dict[str, Entry]] = {
    "PF800": Entry(
        en="the record has no name; the scaffold has a placeholder",
        vi="bản ghi không có tên thủ tục; bản dựng dùng tên tạm",
        hint_en="write the name as the decision that publishes the procedure does",
        hint_vi="ghi tên đúng như quyết định công bố thủ tục",
    ),
    "PF801": Entry(
        en="`{text}` is not the code of a procedure; the scaffold has a placeholder",
        vi="`{text}` không phải là mã thủ tục hành chính; bản dựng dùng mã tạm",
        hint_en="find the code in the national database; it is one digit from 1 to 9, a dot and six digits",
        hint_vi="tra mã trong Cơ sở dữ liệu quốc gia về thủ tục hành chính; mã gồm một chữ số từ 1 đến 9, dấu chấm và sáu chữ số",
    ),
    "PF802": Entry(
        en="the form does not say from when this version holds, nor how results are returned",
        vi="biểu mẫu không nêu ngày có hiệu lực của phiên bản, cũng không nêu cách trả kết quả",
        hint_en="set `version` and `effective` from the decision, and `channels: return` from the text of the law",
        hint_vi="điền `version`, `effective` theo quyết định công bố, và `channels: return` theo văn bản quy định",
    ),
    "PF803": Entry(
        en="the record does not name the decision that published it",
        vi="bản ghi không nêu quyết định công bố",
        hint_en="add `decision:` with its number",
        hint_vi="bổ sung `decision:` kèm số quyết định",
    ),
    "PF804": Entry(
        en="no legal document could be read from the record's legal basis",
        vi="không đọc được văn bản nào từ phần căn cứ pháp lý của bản ghi",
        hint_en="write the documents and articles into `basis:`",
        hint_vi="ghi các văn bản, điều khoản vào `basis:`",
    ),
    "PF805": Entry(
        en="no channel could be read from the record; the scaffold has `direct`",
        vi="không đọc được cách thức thực hiện từ bản ghi; bản dựng ghi `direct`",
        hint_en="list the channels the law opens in `channels:`",
        hint_vi="liệt kê các cách thức nộp hồ sơ theo quy định vào `channels:`",
    ),
    "PF810": Entry(
        en="the limit `{text}` of channel {channels} has no unit",
        vi="thời hạn `{text}` của kênh {channels} không có đơn vị",
        hint_en="the portal fills in a bare number where no limit was entered: read the law, then replace `none`",
        hint_vi="Cổng tự điền một con số khi không nhập thời hạn: đối chiếu văn bản rồi thay `none`",
    ),
    "PF811": Entry(
        en="the record states no limit for channel {channels}",
        vi="bản ghi không nêu thời hạn giải quyết của kênh {channels}",
        hint_en="read the law; if it sets none, say so in `reason:`",
        hint_vi="đối chiếu văn bản; nếu văn bản không quy định thời hạn thì nêu rõ ở `reason:`",
    ),
    "PF812": Entry(
        en="the limit of channel {channels} is told in words: {text}",
        vi="thời hạn của kênh {channels} được diễn đạt bằng lời: {text}",
        hint_en="write the limit these words mean, or keep `none` with this reason",
        hint_vi="ghi thời hạn đúng với ý của câu chữ, hoặc giữ `none` kèm lý do này",
    ),
    "PF813": Entry(
        en="the limit differs between channels: {text}",
        vi="thời hạn khác nhau giữa các kênh: {text}",
        hint_en="the law rarely makes a limit depend on the channel: check each figure, one may belong to another procedure",
        hint_vi="pháp luật hiếm khi quy định thời hạn theo kênh nộp: kiểm tra từng con số, có thể đã chép nhầm",
    ),
    "PF814": Entry(
        en="the limit is `{stated}`, the record's own text says `{told}`",
        vi="thời hạn ghi `{stated}`, nhưng phần mô tả của chính bản ghi nêu `{told}`",
        hint_en="a day and a working day are different limits: take the one in the law",
        hint_vi="ngày và ngày làm việc là hai thời hạn khác nhau: lấy theo văn bản quy định",
    ),
    "PF815": Entry(
        en="the limit `{text}` is in hours, and the form does not say whether they are working hours",
        vi="thời hạn `{text}` tính bằng giờ, biểu mẫu không nêu có phải giờ làm việc hay không",
        hint_en="write `giờ làm việc` where the law means office hours",
        hint_vi="ghi `giờ làm việc` nếu văn bản tính theo giờ làm việc",
    ),
    "PF816": Entry(
        en="{count} limits in one channel were made into cases",
        vi="{count} thời hạn trong cùng một kênh được dựng thành các trường hợp",
        hint_en="check the names of the cases; papers that hold for some cases only are told in comments",
        hint_vi="kiểm tra tên các trường hợp; giấy tờ riêng của từng nhóm được ghi trong chú thích",
    ),
    "PF817": Entry(
        en="the description of channel {channel} speaks of another channel only",
        vi="phần mô tả của kênh {channel} chỉ nói về kênh khác",
        hint_en="the text was copied from another row: check the limit and the fee of this channel",
        hint_vi="nội dung có thể chép từ dòng khác: kiểm tra lại thời hạn và phí của kênh này",
    ),
    "PF818": Entry(
        en="the limit `{text}` is not a whole number, or not a sensible one",
        vi="thời hạn `{text}` không phải số nguyên hoặc không hợp lý",
        hint_en="a legal limit is a whole number: write it as the law does",
        hint_vi="thời hạn luật định là số nguyên: ghi đúng như văn bản",
    ),
    "PF820": Entry(
        en="the fee is `{stated}`, the record's own text says `{told}`",
        vi="mức phí ghi `{stated}`, nhưng phần mô tả của chính bản ghi nêu `{told}`",
        hint_en="check the amount in the circular; amounts a thousand times too small are slips of the key",
        hint_vi="kiểm tra mức thu trong thông tư; số tiền nhỏ hơn một nghìn lần là lỗi nhập liệu",
    ),
    "PF821": Entry(
        en="the fee is said to be free, and described as: {text}",
        vi="cột phí ghi miễn phí, nhưng mô tả là: {text}",
        hint_en="the form says `free` also where somebody else sets the fee: read the circular or the resolution",
        hint_vi="biểu mẫu ghi miễn phí cả khi mức thu do văn bản khác quy định: đối chiếu thông tư hoặc nghị quyết",
    ),
    "PF822": Entry(
        en="the record states no fee for channel {channels}",
        vi="bản ghi không nêu phí, lệ phí của kênh {channels}",
        hint_en="read the law; if nothing is to be paid, leave `fees:` out",
        hint_vi="đối chiếu văn bản; nếu không thu thì bỏ `fees:`",
    ),
    "PF823": Entry(
        en="limit and fee of channel {channel} run into one number; it was read as `{limit}` and `{fee}`",
        vi="thời hạn và phí của kênh {channel} dính thành một số; được đọc là `{limit}` và `{fee}`",
        hint_en="look the record up on the portal",
        hint_vi="xem lại bản ghi trên Cổng Dịch vụ công quốc gia",
    ),
    "PF824": Entry(
        en="the fees {text} cannot be told apart by case or channel",
        vi="các mức phí {text} không phân biệt được theo trường hợp hay theo kênh",
        hint_en="write one fee for each, or rates `by_case`",
        hint_vi="ghi từng khoản phí riêng, hoặc các mức thu `by_case`",
    ),
    "PF825": Entry(
        en="the fee `{stated}` is too small to be true",
        vi="mức phí `{stated}` nhỏ bất thường",
        hint_en="amounts a thousand times too small are slips of the key: read the circular",
        hint_vi="số tiền nhỏ hơn một nghìn lần là lỗi nhập liệu: đối chiếu thông tư",
    ),
    "PF830": Entry(
        en="the record names no result; the scaffold says `none`",
        vi="bản ghi không nêu kết quả; bản dựng ghi `none`",
        hint_en="name the result, or keep `none` where the law wants none",
        hint_vi="ghi tên kết quả, hoặc giữ `none` nếu văn bản không quy định kết quả",
    ),
    "PF831": Entry(
        en="`{text}` is not the code of a result",
        vi="`{text}` không phải là mã kết quả",
        hint_en="a code is like `KQ.G15.000031`; find it in the national catalogue",
        hint_vi="mã có dạng `KQ.G15.000031`; tra trong danh mục quốc gia",
    ),
    "PF840": Entry(
        en="no papers could be read from the record",
        vi="không đọc được thành phần hồ sơ từ bản ghi",
        hint_en="list what the applicant hands in under `components:`",
        hint_vi="liệt kê giấy tờ phải nộp vào `components:`",
    ),
    "PF841": Entry(
        en="{count} papers are stated with no original and no copy",
        vi="{count} giấy tờ được ghi với 0 bản chính và không có bản sao",
        hint_en="such a row is a remark, a heading, or a paper replaced by data: remove it or give it a number",
        hint_vi="dòng như vậy là lưu ý, tiêu đề, hoặc giấy tờ được thay bằng dữ liệu: bỏ đi hoặc ghi số lượng",
    ),
    "PF842": Entry(
        en="{count} groups of papers were made into cases",
        vi="{count} nhóm giấy tờ được dựng thành các trường hợp",
        hint_en="a dossier has one case: merge groups that can hold together, such as an authorisation",
        hint_vi="mỗi hồ sơ thuộc một trường hợp: gộp các nhóm có thể đồng thời xảy ra, ví dụ ủy quyền",
    ),
    "PF843": Entry(
        en="a part of the form could not be read: {text}",
        vi="có phần của biểu mẫu không đọc được: {text}",
        hint_en="it is kept as a comment; put it where it belongs",
        hint_vi="nội dung được giữ trong chú thích; hãy đưa về đúng chỗ",
    ),
    "PF844": Entry(
        en="the record is too long: {count} papers and results were left out",
        vi="bản ghi quá dài: {count} giấy tờ và kết quả không được đưa vào",
        hint_en="add them by hand, or split the procedure",
        hint_vi="bổ sung bằng tay, hoặc tách thủ tục",
    ),
    "PF850": Entry(
        en="the steps are a default; the record's text also speaks of: {text}",
        vi="các bước chỉ là mặc định; trình tự của bản ghi còn nói đến: {text}",
        hint_en="model them with `supplement:`, `consult:` and steps of their own; the sentences are in the comments",
        hint_vi="mô tả bằng `supplement:`, `consult:` và các bước riêng; các câu gốc nằm trong chú thích",
    ),
    "PF851": Entry(
        en="the steps are a default; the record describes none",
        vi="các bước chỉ là mặc định; bản ghi không mô tả trình tự thực hiện",
        hint_en="write the steps from the text of the law",
        hint_vi="viết các bước theo văn bản quy định",
    ),
    "PF860": Entry(
        en="`{path}` line {line} is not a record of the portal's form: {reason}",
        vi="`{path}` dòng {line} không phải là bản ghi theo biểu mẫu của Cổng: {reason}",
        hint_en="a record is a JSON object with keys such as `ma_thu_tuc`; a .jsonl file has one a line",
        hint_vi="bản ghi là một đối tượng JSON có các khoá như `ma_thu_tuc`; tệp .jsonl có mỗi dòng một bản ghi",
    ),
    "PF861": Entry(
        en="`{path}` has no record with the code `{code}`{meant}",
        vi="`{path}` không có bản ghi mang mã `{code}`{meant}",
        hint_en="look at the codes in `ma_thu_tuc`",
        hint_vi="xem các mã ở `ma_thu_tuc`",
    ),
    "PF862": Entry(
        en="`{path}` has {count} records",
        vi="`{path}` có {count} bản ghi",
        hint_en="choose one with --code, or name a folder with --out",
        hint_vi="chọn một bản ghi bằng --code, hoặc chỉ ra thư mục bằng --out",
    ),
    "PF863": Entry(
        en="`{path}` exists already and was left as it is",
        vi="`{path}` đã có và được giữ nguyên",
        hint_en="remove it, or name another folder with --out",
        hint_vi="xoá tệp đó, hoặc chỉ ra thư mục khác bằng --out",
    ),
}
