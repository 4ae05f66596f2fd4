"""PF4xx: calendars, spans and deadlines."""

from typing import Final

from procflow.errors.entry import Entry

__all__ = ["ENTRIES"]

ENTRIES: Final[dict[str, Entry]] = {
    "PF400": Entry(
        en="{day}, or what is counted from it, lies outside the calendar '{name}', which knows {first} to {last}",
        vi="{day}, hoặc kết quả tính từ đó, nằm ngoài lịch '{name}', lịch này chỉ tính được từ {first} đến {last}",
        hint_en="check the year; a calendar is never guessed beyond the range it was computed for",
        hint_vi="kiểm tra lại năm; ngoài khoảng đã tính, lịch không bao giờ đoán",
    ),
    "PF401": Entry(
        en="adding 0 working days has no single meaning",
        vi="cộng 0 ngày làm việc không có một nghĩa duy nhất",
        hint_en="say which you mean: next_or_same(day) or previous_or_same(day)",
        hint_vi="hãy nói rõ: next_or_same(day) (ngày đó hoặc sau) hay previous_or_same(day) (ngày đó hoặc trước)",
    ),
    "PF402": Entry(
        en="{day} is off in the layer '{off}' and a make-up working day in the layer '{work}'",
        vi="{day} là ngày nghỉ trong lớp lịch '{off}' nhưng lại là ngày làm bù trong lớp lịch '{work}'",
        hint_en="a later decision that changes the day must restate it: give its layer `restates`",
        hint_vi="văn bản sau nếu thay đổi ngày này thì phải quy định lại: khai `restates` cho lớp lịch đó",
    ),
    "PF403": Entry(
        en="{day} is swapped with {pair}, but the calendar does not hold the other half of the swap",
        vi="{day} được hoán đổi với {pair}, nhưng lịch thiếu vế còn lại của việc hoán đổi",
        hint_en="give both days of the swap: the day off and the weekend day that makes up for it",
        hint_vi="khai đủ hai ngày của việc hoán đổi: ngày nghỉ và ngày cuối tuần đi làm bù",
    ),
    "PF404": Entry(
        en="office hours '{sessions}' are not ordered, disjoint sessions within one day",
        vi="giờ làm việc '{sessions}' không phải là các buổi có thứ tự, không chồng nhau, trong một ngày",
        hint_en="write for instance 07:30-11:30, 13:00-17:00",
        hint_vi="viết chẳng hạn 07:30-11:30, 13:00-17:00",
    ),
    "PF405": Entry(
        en="{day} is a make-up working day, but it is neither a Saturday nor a Sunday",
        vi="{day} được khai là ngày làm bù nhưng không phải thứ Bảy hay Chủ nhật",
        hint_en="a make-up day is a weekend day; to reopen a holiday, restate the period without it",
        hint_vi="ngày làm bù phải là ngày cuối tuần; muốn mở lại một ngày lễ, hãy quy định lại giai đoạn đó",
    ),
    "PF406": Entry(
        en="{value} has no time zone",
        vi="{value} không có múi giờ",
        hint_en="give an aware time, for instance 2026-03-02T16:00+07:00, or attach procflow.clock.VIETNAM_TIME",
        hint_vi="dùng thời điểm có múi giờ, chẳng hạn 2026-03-02T16:00+07:00, hoặc gắn procflow.clock.VIETNAM_TIME",
    ),
    "PF407": Entry(
        en="a date is needed here, and {value} is a date with a time",
        vi="ở đây cần một ngày, còn {value} là ngày kèm giờ",
        hint_en="convert it to Vietnamese time first, then take its date",
        hint_vi="đổi sang giờ Việt Nam trước, rồi lấy phần ngày",
    ),
    "PF408": Entry(
        en="the office '{name}' is closed on {day}",
        vi="cơ quan '{name}' không làm việc ngày {day}",
        hint_en="ask next_or_same(day) for the next day it works",
        hint_vi="dùng next_or_same(day) để lấy ngày làm việc kế tiếp",
    ),
    "PF409": Entry(
        en="the calendar '{name}' has no proposed layer '{layer}'; it has: {known}",
        vi="lịch '{name}' không có lớp đề xuất '{layer}'; đang có: {known}",
        hint_en="take the name from calendar.proposals",
        hint_vi="lấy tên trong calendar.proposals",
    ),
    "PF410": Entry(
        en="'{text}' is not a time limit procflow can read",
        vi="'{text}' không phải là một thời hạn mà procflow đọc được",
        hint_en="write for instance: 5 working days, 15 days, 1 month, 4 working hours, 24 hours, same day before 15:00; days of the calendar are just days",
        hint_vi="gõ đủ dấu, chẳng hạn: 05 ngày làm việc, 15 ngày, 01 tháng, 04 giờ làm việc, 24 giờ, trong ngày trước 15:00; ngày lịch thì chỉ viết là ngày",
    ),
    "PF411": Entry(
        en="this part of a calendar makes no sense: {what}",
        vi="phần này của lịch không có nghĩa: {what}",
        hint_en="a period ends on or after its start, a weekday is 0 (Monday) to 6 (Sunday), special hours need sessions",
        hint_vi="giai đoạn phải kết thúc từ ngày bắt đầu trở đi, thứ từ 0 (thứ Hai) đến 6, giờ riêng phải có buổi",
    ),
    "PF412": Entry(
        en="'{text}' is a number without its unit",
        vi="'{text}' là một con số thiếu đơn vị",
        hint_en="say which unit the law gives: {amount} working days, {amount} days, {amount} hours",
        hint_vi="ghi đơn vị luật định: {amount} ngày làm việc, {amount} ngày, {amount} giờ",
    ),
    "PF413": Entry(
        en="'{span}' is counted from a moment, and {start} is a date without a time",
        vi="'{span}' tính từ một thời điểm, còn {start} chỉ là ngày, không có giờ",
        hint_en="give the hour too, for instance {start}T09:00",
        hint_vi="ghi cả giờ, chẳng hạn {start}T09:00",
    ),
    "PF414": Entry(
        en="there is no counting rule '{rule}'; did you mean '{near}'?",
        vi="không có quy tắc tính thời hạn '{rule}'; ý bạn là '{near}'?",
        hint_en="the rules are: {known}",
        hint_vi="các quy tắc là: {known}",
    ),
    "PF415": Entry(
        en="'{span}' from {start} ends on 29 February of a year that has none",
        vi="'{span}' tính từ {start} kết thúc vào ngày 29/2 của năm không có ngày này",
        hint_en="BLDS 2015 Đ.148 k.4 is silent: name a rule that decides, blds-2015/leap-28-02 or blds-2015/leap-01-03",
        hint_vi="BLDS 2015 Đ.148 k.4 không quy định: chọn quy tắc blds-2015/leap-28-02 hoặc blds-2015/leap-01-03",
    ),
    "PF416": Entry(
        en="'{text}' must be at least 1 of its unit",
        vi="'{text}' phải từ 1 đơn vị trở lên",
        hint_en="a legal time limit is a positive whole number",
        hint_vi="thời hạn theo luật là số nguyên dương",
    ),
    "PF417": Entry(
        en="'{span}' has a fraction, and the rule '{rule}' counts legal limits only",
        vi="'{span}' là số lẻ, mà quy tắc '{rule}' chỉ tính thời hạn theo luật",
        hint_en="fractions are for an office's own plan: use the rule 'office-budget'",
        hint_vi="số lẻ chỉ dùng cho kế hoạch nội bộ của cơ quan: dùng quy tắc 'office-budget'",
    ),
    "PF418": Entry(
        en="'{span}' joins days and hours, which have no common end",
        vi="'{span}' ghép ngày với giờ, không có cùng một mốc kết thúc",
        hint_en="phases may join days, working days, weeks, months and years only; give the hours a limit of their own",
        hint_vi="chỉ ghép ngày, ngày làm việc, tuần, tháng, năm; phần tính bằng giờ hãy khai thành thời hạn riêng",
    ),
    "PF419": Entry(
        en="the hold from {start} ends before it starts, at {end}",
        vi="lần tạm dừng từ {start} lại kết thúc trước khi bắt đầu, lúc {end}",
        hint_en="a hold ends at or after its start",
        hint_vi="lần tạm dừng phải kết thúc từ lúc bắt đầu trở đi",
    ),
    "PF420": Entry(
        en="the limit '{name}' is already held on the ground '{ground}' since {since}",
        vi="thời hạn '{name}' đã được tạm dừng với căn cứ '{ground}' từ {since}",
        hint_en="resume that hold first; another ground may stop the limit meanwhile",
        hint_vi="kết thúc lần tạm dừng đó trước; căn cứ khác vẫn có thể tạm dừng cùng lúc",
    ),
    "PF421": Entry(
        en="the limit '{name}' is not held, or not on this ground",
        vi="thời hạn '{name}' không đang tạm dừng, hoặc không tạm dừng với căn cứ này",
        hint_en="only a hold that runs can be ended",
        hint_vi="chỉ kết thúc được lần tạm dừng đang diễn ra",
    ),
    "PF422": Entry(
        en="{place}: this calendar layer cannot be read here: {what}",
        vi="{place}: không đọc được lớp lịch tại đây: {what}",
        hint_en="dates are YYYY-MM-DD, periods a year or first..last; whole-day events only, none that repeats",
        hint_vi="ngày viết YYYY-MM-DD, giai đoạn là một năm hoặc đầu..cuối; chỉ nhận sự kiện cả ngày, không lặp lại",
    ),
    "PF423": Entry(
        en="the limit '{name}' was not counted by the calendar to be replaced, but by version {version}",
        vi="thời hạn '{name}' không được tính theo lịch sắp thay thế mà theo phiên bản {version}",
        hint_en="restate the limits of one calendar version at a time",
        hint_vi="mỗi lần chỉ tính lại các thời hạn của cùng một phiên bản lịch",
    ),
    "PF424": Entry(
        en="the limit '{name}' is held on several grounds: {grounds}",
        vi="thời hạn '{name}' đang tạm dừng với nhiều căn cứ: {grounds}",
        hint_en="say which one ends",
        hint_vi="nêu rõ căn cứ nào kết thúc",
    ),
    "PF430": Entry(
        en="these bytes are not the canonical content of a calendar: {reason}",
        vi="chuỗi byte này không phải nội dung chuẩn của một lịch làm việc: {reason}",
        hint_en="keep what calendar.canonical() returned, byte for byte",
        hint_vi="lưu nguyên vẹn từng byte kết quả của calendar.canonical()",
    ),
    "PF425": Entry(
        en="`{start}` is neither a date nor a moment",
        vi="`{start}` không phải là ngày hay thời điểm",
        hint_en="give a `datetime.date`, or an aware `datetime`: `date.fromisoformat(...)` reads one from text",
        hint_vi="truyền `datetime.date` hoặc `datetime` có múi giờ; `date.fromisoformat(...)` đọc từ chữ",
    ),
}
