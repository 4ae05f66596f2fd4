"""PF5xx: commands refused."""

from typing import Final

from procflow.errors.entry import Entry

__all__ = ["ENTRIES"]

ENTRIES: Final[dict[str, Entry]] = {
    "PF501": Entry(
        en="the command does not say when it happened",
        vi="lệnh chưa ghi thời điểm thực hiện",
        hint_en="give it `at=`; the engine does so by its clock, the pure core has none",
        hint_vi="thêm `at=`; engine tự ghi theo đồng hồ, phần lõi thì không có đồng hồ",
    ),
    "PF502": Entry(
        en="the dossier has ended ({ending}); nothing further can happen to it",
        vi="hồ sơ đã kết thúc ({ending}); không thể thao tác thêm",
        hint_en="start a new dossier if the applicant applies again",
        hint_vi="lập hồ sơ mới nếu người dân nộp lại",
    ),
    "PF503": Entry(
        en="`{outcome}` is not open in the step `{step}`",
        vi="`{outcome}` không thực hiện được ở bước `{step}`",
        hint_en="open now: {open}; nearest name: {near}",
        hint_vi="đang thực hiện được: {open}; tên gần nhất: {near}",
    ),
    "PF504": Entry(
        en="`{actor}` does not play the role `{role}`",
        vi="`{actor}` không có vai trò `{role}`",
        hint_en="the roles given were: {held}; the host says who plays which role",
        hint_vi="các vai trò đã khai: {held}; hệ thống chủ quyết định ai giữ vai trò nào",
    ),
    "PF505": Entry(
        en="the act is dated {at}, before what last happened at {last}",
        vi="thao tác ghi ngày {at}, trước việc gần nhất lúc {last}",
        hint_en="an officer's act may not be back-dated; give the moment it is done",
        hint_vi="không được ghi lùi thời điểm thao tác của công chức; hãy ghi đúng thời điểm thực hiện",
    ),
    "PF506": Entry(
        en="the fact is dated {at}, before the dossier was there to receive it at {since}",
        vi="sự kiện ghi ngày {at}, trước khi hồ sơ ở bước này lúc {since}",
        hint_en="check the date on the paper",
        hint_vi="kiểm tra lại ngày ghi trên giấy tờ",
    ),
    "PF507": Entry(
        en="`{actor}` did the step `{other}` and so may not do `{step}`",
        vi="`{actor}` đã làm bước `{other}` nên không được làm bước `{step}`",
        hint_en="the procedure wants other hands here (`separate_from`)",
        hint_vi="thủ tục yêu cầu người khác thực hiện bước này (`separate_from`)",
    ),
    "PF508": Entry(
        en="`{outcome}` waits for an opinion: {waiting}",
        vi="`{outcome}` còn chờ ý kiến của: {waiting}",
        hint_en="record the answer, or let its deadline pass",
        hint_vi="ghi nhận ý kiến trả lời, hoặc đợi hết thời hạn lấy ý kiến",
    ),
    "PF509": Entry(
        en="`{outcome}` needs a reason",
        vi="`{outcome}` phải nêu lý do",
        hint_en="the applicant has a right to the reasons in writing (NĐ 63/2010 Đ.18 k.5)",
        hint_vi="người dân có quyền được biết lý do bằng văn bản (NĐ 63/2010 Đ.18 k.5)",
    ),
    "PF510": Entry(
        en="`{outcome}` would finish the dossier without a result",
        vi="`{outcome}` sẽ kết thúc hồ sơ khi chưa có kết quả",
        hint_en="produce a result first; a procedure without one says `results: none`",
        hint_vi="phải có kết quả trước; thủ tục không có kết quả thì ghi `results: none`",
    ),
    "PF511": Entry(
        en="a limit counts from `{mark}`, which has not happened yet",
        vi="thời hạn tính từ `{mark}`, nhưng việc đó chưa xảy ra",
        hint_en="correct `from:` in the procedure",
        hint_vi="sửa `from:` trong thủ tục",
    ),
    "PF512": Entry(
        en="there is no running limit to apologise for",
        vi="không có thời hạn đang chạy để xin lỗi và hẹn lại",
        hint_en="an apology is due between acceptance and the result, while the limit is not stopped",
        hint_vi="chỉ xin lỗi, hẹn lại sau khi tiếp nhận, trước khi có kết quả và khi thời hạn không dừng",
    ),
    "PF513": Entry(
        en="the return was already re-appointed {times} time(s)",
        vi="đã hẹn lại ngày trả kết quả {times} lần",
        hint_en="the law allows no more ({basis}); the first appointment stays what it was",
        hint_vi="pháp luật không cho hẹn lại thêm ({basis}); ngày hẹn ban đầu vẫn giữ nguyên",
    ),
    "PF514": Entry(
        en="the new date {until} is not later than the date due, {due}",
        vi="ngày hẹn lại {until} không sau ngày đến hạn {due}",
        hint_en="an apology moves the return to a later day",
        hint_vi="xin lỗi và hẹn lại là dời sang một ngày muộn hơn",
    ),
    "PF515": Entry(
        en="the office is closed on {until}",
        vi="cơ quan nghỉ vào ngày {until}",
        hint_en="the next working day is {next}",
        hint_vi="ngày làm việc tiếp theo là {next}",
    ),
    "PF520": Entry(
        en="the procedure takes no dossier through `{name}`",
        vi="thủ tục không tiếp nhận qua `{name}`",
        hint_en="did you mean `{near}`? open: {known}",
        hint_vi="có phải là `{near}`? Các cách thức: {known}",
    ),
    "PF521": Entry(
        en="the procedure has no case `{name}`",
        vi="thủ tục không có trường hợp `{name}`",
        hint_en="did you mean `{near}`? known: {known}",
        hint_vi="có phải là `{near}`? Các trường hợp: {known}",
    ),
    "PF522": Entry(
        en="the procedure declares no fact `{name}`",
        vi="thủ tục không khai báo dữ kiện `{name}`",
        hint_en="did you mean `{near}`? known: {known}",
        hint_vi="có phải là `{near}`? Các dữ kiện: {known}",
    ),
    "PF523": Entry(
        en="`{value}` does not fit the fact `{name}`",
        vi="`{value}` không hợp với dữ kiện `{name}`",
        hint_en="wanted: {wanted}",
        hint_vi="cần: {wanted}",
    ),
    "PF525": Entry(
        en="the fact `{name}` is missing",
        vi="thiếu dữ kiện `{name}`",
        hint_en="state it when submitting, or declare it `optional: true`",
        hint_vi="ghi dữ kiện khi nộp, hoặc khai báo `optional: true`",
    ),
    "PF526": Entry(
        en="version {version} of {code} is not in force on {on}; it is from {effective}",
        vi="phiên bản {version} của {code} không có hiệu lực ngày {on}; phiên bản này có hiệu lực từ {effective}",
        hint_en="submit under the version in force on that day",
        hint_vi="nộp theo phiên bản có hiệu lực vào ngày đó",
    ),
    "PF527": Entry(
        en="the step `{step}` asks no opinion of `{name}`",
        vi="bước `{step}` không lấy ý kiến của `{name}`",
        hint_en="known here: {known}",
        hint_vi="ở bước này có: {known}",
    ),
    "PF528": Entry(
        en="`{name}` was already asked in this step",
        vi="`{name}` đã được lấy ý kiến ở bước này",
        hint_en="wait for the answer or for the end of its time",
        hint_vi="đợi trả lời hoặc hết thời hạn lấy ý kiến",
    ),
    "PF529": Entry(
        en="no answer of `{name}` is awaited",
        vi="không chờ ý kiến nào của `{name}`",
        hint_en="ask first; an answer is recorded once",
        hint_vi="gửi lấy ý kiến trước; mỗi ý kiến chỉ ghi nhận một lần",
    ),
    "PF530": Entry(
        en="the time {at} does not say in which zone it is",
        vi="thời điểm {at} không ghi múi giờ",
        hint_en="give an aware datetime, such as one with `tzinfo=procflow.VIETNAM_TIME`",
        hint_vi="dùng datetime có múi giờ, ví dụ `tzinfo=procflow.VIETNAM_TIME`",
    ),
    "PF531": Entry(
        en="`{kind}` does not fit here: a dossier starts with its submission and only once",
        vi="`{kind}` không đúng chỗ: hồ sơ bắt đầu bằng việc nộp và chỉ một lần",
        hint_en="pass the dossier together with its own events, in their order",
        hint_vi="truyền đúng hồ sơ với các sự kiện của nó, theo đúng thứ tự",
    ),
    "PF532": Entry(
        en="the dossier is pinned to definition {pinned}, not to {given}",
        vi="hồ sơ gắn với định nghĩa {pinned}, không phải {given}",
        hint_en="decide under the law the dossier was submitted under",
        hint_vi="giải quyết theo quy định khi hồ sơ được nộp",
    ),
}
