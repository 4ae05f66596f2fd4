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
    "PF540": Entry(
        en="the dossier is stopped ({ground}); nothing but going on or withdrawing is open",
        vi="hồ sơ đang dừng ({ground}); chỉ có thể tiếp tục hoặc rút hồ sơ",
        hint_en="continue it first, with the reason",
        hint_vi="tiếp tục giải quyết trước, nêu lý do",
    ),
    "PF541": Entry(
        en="`{right}` is not open to this dossier",
        vi="`{right}` không áp dụng cho hồ sơ này",
        hint_en="it holds until the decision, through the channels the procedure names (NĐ 118/2025 Đ.21)",
        hint_vi="chỉ thực hiện trước khi có quyết định, theo cách thức thủ tục cho phép (NĐ 118/2025 Đ.21)",
    ),
    "PF542": Entry(
        en="a withdrawal was already asked for",
        vi="đã có yêu cầu rút hồ sơ",
        hint_en="the agency decides on it",
        hint_vi="chờ cơ quan quyết định",
    ),
    "PF543": Entry(
        en="this dossier cannot be stopped or continued now",
        vi="không thể dừng hoặc tiếp tục hồ sơ này lúc này",
        hint_en="an agency stops only on a ground its procedure lists under `stopping`, between acceptance and the result",
        hint_vi="cơ quan chỉ được dừng theo căn cứ nêu ở `stopping`, sau khi tiếp nhận và trước khi có kết quả",
    ),
    "PF544": Entry(
        en="`{name}` is no ground on which this procedure lets the agency stop",
        vi="`{name}` không phải là căn cứ dừng của thủ tục này",
        hint_en="did you mean `{near}`? known: {known}",
        hint_vi="có phải là `{near}`? Các căn cứ: {known}",
    ),
    "PF545": Entry(
        en="the limit cannot be extended now",
        vi="không thể gia hạn lúc này",
        hint_en="an agreement extends a running limit before it expires, where the procedure has `extension`",
        hint_vi="chỉ gia hạn theo thoả thuận khi thời hạn đang chạy, chưa hết và thủ tục có `extension`",
    ),
    "PF546": Entry(
        en="the limit was already extended {times} time(s)",
        vi="thời hạn đã được gia hạn {times} lần",
        hint_en="the law allows no more ({basis})",
        hint_vi="pháp luật không cho gia hạn thêm ({basis})",
    ),
    "PF547": Entry(
        en="{more} is more than the law allows, {most}",
        vi="{more} vượt mức pháp luật cho phép, {most}",
        hint_en="agree on at most that, in the same unit ({basis})",
        hint_vi="chỉ thoả thuận trong mức đó, cùng đơn vị ({basis})",
    ),
    "PF548": Entry(
        en="the dossier cannot become case `{case}`",
        vi="không thể chuyển hồ sơ sang trường hợp `{case}`",
        hint_en="name another case than its own, before the result",
        hint_vi="chọn trường hợp khác với trường hợp hiện tại, trước khi có kết quả",
    ),
    "PF550": Entry(
        en="there is nowhere to forward this dossier to",
        vi="không có nơi để chuyển hồ sơ này đến",
        hint_en="it is forwarded once, after acceptance, from the office that received it to the competent one",
        hint_vi="chỉ chuyển một lần, sau khi tiếp nhận, từ nơi nhận đến cơ quan có thẩm quyền",
    ),
    "PF551": Entry(
        en="a dossier that is late or has a result cannot be voided",
        vi="không thể huỷ hồ sơ đã quá hạn hoặc đã có kết quả",
        hint_en="voiding is for what was keyed twice by mistake; lateness stays on the record",
        hint_vi="huỷ chỉ dành cho hồ sơ nhập trùng; việc trễ hạn phải được giữ lại",
    ),
    "PF552": Entry(
        en="the procedure has no step `{name}`",
        vi="thủ tục không có bước `{name}`",
        hint_en="did you mean `{near}`? known: {known}",
        hint_vi="có phải là `{near}`? Các bước: {known}",
    ),
    "PF553": Entry(
        en="there is no issued result to correct",
        vi="không có kết quả đã cấp để đính chính",
        hint_en="a result of this dossier is corrected after it was settled, where the procedure has `correction`",
        hint_vi="chỉ đính chính kết quả của hồ sơ đã giải quyết xong, khi thủ tục có `correction`",
    ),
    "PF554": Entry(
        en="`{child}` is not under way",
        vi="`{child}` không đang được giải quyết",
        hint_en="interlinked here: {known}",
        hint_vi="các thủ tục liên thông ở bước này: {known}",
    ),
    "PF555": Entry(
        en="the step is given to `{assignee}`, not to `{actor}`",
        vi="bước này được giao cho `{assignee}`, không phải `{actor}`",
        hint_en="reassign it, or act for `{assignee}` by delegation",
        hint_vi="giao lại, hoặc thực hiện thay `{assignee}` theo uỷ quyền",
    ),
    "PF556": Entry(
        en="`{name}` is asked only after {first}",
        vi="chỉ lấy ý kiến `{name}` sau {first}",
        hint_en="wait for the opinions it builds on, or for the end of their time",
        hint_vi="đợi các ý kiến làm căn cứ, hoặc đợi hết thời hạn trả lời",
    ),
    "PF557": Entry(
        en="`{outcome}` is not open: {why}",
        vi="`{outcome}` không thực hiện được: {why}",
        hint_en="the procedure ties this outcome to a condition (`when`)",
        hint_vi="thủ tục gắn lối ra này với một điều kiện (`when`)",
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
