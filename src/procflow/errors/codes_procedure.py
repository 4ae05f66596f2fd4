"""PF3xx: the meaning of a procedure."""

from typing import Final

from procflow.errors.entry import Entry

__all__ = ["ENTRIES"]

_NEAR_EN: Final = "did you mean `{near}`? known: {known}"
_NEAR_VI: Final = "có phải là `{near}`? Các tên đã có: {known}"

ENTRIES: Final[dict[str, Entry]] = {
    "PF301": Entry(
        en="there is no step `{name}`",
        vi="không có bước `{name}`",
        hint_en=_NEAR_EN,
        hint_vi=_NEAR_VI,
    ),
    "PF302": Entry(
        en="no path leads to the step `{step}`",
        vi="không có đường nào dẫn đến bước `{step}`",
        hint_en="let an outcome of another step lead to it, or remove it",
        hint_vi="cho một lối ra của bước khác dẫn đến bước này, hoặc bỏ bước này",
    ),
    "PF303": Entry(
        en="the step `{step}` has no outcome, so a dossier would stay in it for ever",
        vi="bước `{step}` không có lối ra, hồ sơ sẽ nằm mãi ở đó",
        hint_en="give it `outcomes:`, or `ends:` if the dossier ends there",
        hint_vi="thêm `outcomes:`, hoặc `ends:` nếu hồ sơ kết thúc ở đó",
    ),
    "PF304": Entry(
        en="there is no case `{name}`",
        vi="không có trường hợp `{name}`",
        hint_en=_NEAR_EN,
        hint_vi=_NEAR_VI,
    ),
    "PF305": Entry(
        en="there is no channel of submission `{name}`",
        vi="không có cách thức nộp `{name}`",
        hint_en=_NEAR_EN,
        hint_vi=_NEAR_VI,
    ),
    "PF306": Entry(
        en="nothing is said for `{name}`",
        vi="chưa quy định cho `{name}`",
        hint_en="add a line for it; where the law sets none, write `none` with a `reason`",
        hint_vi="thêm một dòng cho mục này; nếu pháp luật không quy định thì viết `none` kèm `reason`",
    ),
    "PF307": Entry(
        en="there is no result `{name}`",
        vi="không có kết quả `{name}`",
        hint_en=_NEAR_EN,
        hint_vi=_NEAR_VI,
    ),
    "PF308": Entry(
        en="the step has no outcome `{name}` that an opinion could hold back",
        vi="bước này không có lối ra `{name}` để chờ ý kiến",
        hint_en=_NEAR_EN,
        hint_vi=_NEAR_VI,
    ),
    "PF309": Entry(
        en="`on_expiry` names no outcome of the step: `{name}`",
        vi="`on_expiry` không nêu một lối ra của bước: `{name}`",
        hint_en=_NEAR_EN,
        hint_vi=_NEAR_VI,
    ),
    "PF310": Entry(
        en="{status} is not a national status; they run from 1 to 10",
        vi="{status} không phải là trạng thái quốc gia; các trạng thái từ 1 đến 10",
        hint_en="4 is being processed, 5 waiting for a supplement, 6 waiting for payment, 9 settled, 10 returned",
        hint_vi="4 đang xử lý, 5 yêu cầu bổ sung, 6 chờ thực hiện nghĩa vụ tài chính, 9 đã xử lý xong, 10 đã trả kết quả",
    ),
    "PF311": Entry(
        en="the step `{step}` does not say its `{key_name}`",
        vi="bước `{step}` chưa ghi `{key_name}`",
        hint_en="`name` is what people read on the portal, `actor` the role that may act",
        hint_vi="`name` là tên hiển thị trên cổng, `actor` là vai trò được xử lý",
    ),
    "PF312": Entry(
        en="no fact is called `{name}`, so nothing can be counted from it",
        vi="không có mốc nào tên `{name}` để tính thời hạn",
        hint_en=_NEAR_EN,
        hint_vi=_NEAR_VI,
    ),
    "PF313": Entry(
        en="from the step `{step}` no end can be reached",
        vi="từ bước `{step}` không có đường nào đến kết thúc",
        hint_en="let one of its outcomes lead, in the end, to a step with `ends:`",
        hint_vi="cho một lối ra dẫn đến một bước có `ends:`",
    ),
    "PF315": Entry(
        en="silence of `{name}` counts as consent, but no law is named",
        vi="im lặng của `{name}` được coi là đồng ý nhưng chưa nêu căn cứ",
        hint_en="add `basis:` with the article that says so; without one, silence only escalates (NĐ 118/2025 Đ.19 k.4)",
        hint_vi="thêm `basis:` ghi điều khoản quy định; không có căn cứ thì chỉ báo cáo cấp trên (NĐ 118/2025 Đ.19 k.4)",
    ),
    "PF316": Entry(
        en="there is no rule of counting `{name}`",
        vi="không có quy tắc tính thời hạn `{name}`",
        hint_en=_NEAR_EN,
        hint_vi=_NEAR_VI,
    ),
    "PF317": Entry(
        en="in `{step}` the limit waits to be counted anew, but no outcome says that the dossier is complete",
        vi="ở bước `{step}` thời hạn chờ tính lại nhưng không có lối ra nào xác nhận hồ sơ đã đủ",
        hint_en="give the outcome that confirms completeness `completes: <the fact counted from>`",
        hint_vi="thêm `completes: <mốc tính>` vào lối ra xác nhận hồ sơ đã đủ",
    ),
    "PF319": Entry(
        en="`{name}` is not a whole-number fact that every dossier states",
        vi="`{name}` không phải là dữ kiện số nguyên mà hồ sơ nào cũng phải khai",
        hint_en="declare it under `facts:` with `type: integer`, not optional; did you mean `{near}`? known: {known}",
        hint_vi="khai báo ở `facts:` với `type: integer`, không để tuỳ chọn; có phải là `{near}`? Đã có: {known}",
    ),
    "PF320": Entry(
        en="the profile `{name}` is not the one given",
        vi="quy định chung `{name}` không phải là quy định chung đã nạp",
        hint_en="name a profile that ships with procflow, such as `one-stop/nd118-2025`",
        hint_vi="ghi tên một quy định chung có sẵn, ví dụ `one-stop/nd118-2025`",
    ),
    "PF321": Entry(
        en="the profile `{name}` is in force from {effective}, not on {on}",
        vi="quy định chung `{name}` có hiệu lực từ {effective}, không áp dụng cho ngày {on}",
        hint_en="choose the profile in force on the procedure's first day",
        hint_vi="chọn quy định chung có hiệu lực vào ngày thủ tục bắt đầu áp dụng",
    ),
    "PF322": Entry(
        en="the profile `{name}` has no supplement to override",
        vi="quy định chung `{name}` không có phần bổ sung hồ sơ để thay đổi",
        hint_en="remove `supplement:` or choose a profile that has it",
        hint_vi="bỏ `supplement:` hoặc chọn quy định chung có phần này",
    ),
    "PF323": Entry(
        en="the procedure has no step of its own",
        vi="thủ tục chưa có bước nào của riêng mình",
        hint_en="add at least the step in which the agency works on the dossier",
        hint_vi="thêm ít nhất bước cơ quan giải quyết hồ sơ",
    ),
    "PF324": Entry(
        en="the outcome `{name}` does not say where it leads",
        vi="lối ra `{name}` chưa ghi dẫn đến đâu",
        hint_en="write `{name}: <step>` or `{name}: {{to: <step>}}`",
        hint_vi="viết `{name}: <bước>` hoặc `{name}: {{to: <bước>}}`",
    ),
    "PF325": Entry(
        en="the consultation `{name}` has no `within`",
        vi="việc lấy ý kiến `{name}` chưa có `within`",
        hint_en="every request for an opinion states its deadline (NĐ 118/2025 Đ.19 k.4)",
        hint_vi="mọi văn bản lấy ý kiến đều phải nêu thời hạn trả lời (NĐ 118/2025 Đ.19 k.4)",
    ),
    "PF326": Entry(
        en="`separate_from` names no step: `{name}`",
        vi="`separate_from` không nêu một bước: `{name}`",
        hint_en=_NEAR_EN,
        hint_vi=_NEAR_VI,
    ),
    "PF327": Entry(
        en="the step `{step}` has `on_expiry` but no `within` that could expire",
        vi="bước `{step}` có `on_expiry` nhưng không có `within` để hết hạn",
        hint_en="add `within:` with the length of the window",
        hint_vi="thêm `within:` ghi thời hạn chờ",
    ),
    "PF328": Entry(
        en="in `{step}` the applicant is waited for without a limit",
        vi="bước `{step}` chờ người nộp hồ sơ mà không có thời hạn",
        hint_en="add `within:`; where the law leaves it open, `within: {{limit: none, reason: ...}}`",
        hint_vi="thêm `within:`; nếu pháp luật để ngỏ thì `within: {{limit: none, reason: ...}}`",
    ),
    "PF329": Entry(
        en="the step `{step}` ends the dossier, so it can have no outcomes",
        vi="bước `{step}` kết thúc hồ sơ nên không thể có lối ra",
        hint_en="remove `outcomes:` or `ends:`",
        hint_vi="bỏ `outcomes:` hoặc `ends:`",
    ),
    "PF330": Entry(
        en="this figure is not verified: {reason}",
        vi="con số này chưa được kiểm chứng: {reason}",
        hint_en="read the article, correct the figure, then remove `unverified`",
        hint_vi="đọc điều khoản, sửa con số cho đúng, rồi bỏ `unverified`",
    ),
    "PF331": Entry(
        en="the outcome `{name}` has the name of a step or of a fact every dossier has",
        vi="lối ra `{name}` trùng tên với một bước hoặc một mốc có sẵn",
        hint_en="rename it, so that `from: {name}` can mean one thing only",
        hint_vi="đổi tên, để `from: {name}` chỉ có một nghĩa",
    ),
    "PF332": Entry(
        en="there is no profile `{name}`",
        vi="không có quy định chung `{name}`",
        hint_en="shipped with procflow: {known}",
        hint_vi="các bộ có sẵn: {known}",
    ),
    "PF333": Entry(
        en="no procedure `{code}` ships with procflow",
        vi="procflow không kèm sẵn thủ tục `{code}`",
        hint_en="load your own file with `procflow.load(path)`",
        hint_vi="nạp tệp của bạn bằng `procflow.load(path)`",
    ),
    "PF334": Entry(
        en="a fact cannot be called `{name}`",
        vi="không đặt tên dữ kiện là `{name}` được",
        hint_en="use lower-case words joined by `_`, such as `birth_date`; `case`, `channel`, `submitted` and the words of conditions are taken",
        hint_vi="dùng chữ thường không dấu nối bằng `_`, ví dụ `birth_date`; `case`, `channel`, `submitted` và các từ của điều kiện đã được dùng",
    ),
    "PF335": Entry(
        en="a fact derived so has the type `{wanted}`",
        vi="dữ kiện suy ra theo cách này phải có kiểu `{wanted}`",
        hint_en="`more_than` gives a boolean; without it, the full years between the two dates, an integer",
        hint_vi="`more_than` cho kết quả boolean; không có thì là số năm tròn giữa hai ngày, kiểu integer",
    ),
    "PF336": Entry(
        en="`{name}` is not a declared date",
        vi="`{name}` không phải là dữ kiện ngày đã khai báo",
        hint_en=_NEAR_EN,
        hint_vi=_NEAR_VI,
    ),
    "PF337": Entry(
        en="dates are compared in whole days, working days, weeks, months or years, not in {span}",
        vi="hai ngày được so bằng số nguyên ngày, ngày làm việc, tuần, tháng hoặc năm, không bằng {span}",
        hint_en="write for example `more_than: 60 ngày`",
        hint_vi="viết ví dụ `more_than: 60 ngày`",
    ),
    "PF338": Entry(
        en="{span} cannot be added to a limit in another unit",
        vi="không cộng {span} vào thời hạn tính bằng đơn vị khác được",
        hint_en="state the addition in the unit of the limit",
        hint_vi="ghi phần cộng thêm bằng đơn vị của thời hạn",
    ),
    "PF339": Entry(
        en="`after` names nothing that stands beside it: `{name}`",
        vi="`after` nêu tên không có ở bên cạnh: `{name}`",
        hint_en=_NEAR_EN,
        hint_vi=_NEAR_VI,
    ),
    "PF386": Entry(
        en="silence of `{name}` counts as refusal, but no outcome says what follows",
        vi="im lặng của `{name}` được coi là không đồng ý nhưng chưa ghi bước tiếp theo",
        hint_en="add `takes: <outcome>` that leads to the refusal",
        hint_vi="thêm `takes: <lối ra>` dẫn đến việc từ chối",
    ),
    "PF387": Entry(
        en="the overlay is for procedure {code}, not for {wanted}",
        vi="bản quy định của địa phương dành cho thủ tục {code}, không phải {wanted}",
        hint_en="correct `code:` or choose the overlay of this procedure",
        hint_vi="sửa `code:` hoặc chọn đúng bản quy định",
    ),
    "PF388": Entry(
        en="the overlay's limit, {own}, is not shorter than the law's, {law}, in the same unit",
        vi="thời hạn của địa phương, {own}, không ngắn hơn hoặc bằng thời hạn của luật, {law}, cùng đơn vị",
        hint_en="a province may shorten a limit, never lengthen it; state it in the law's own unit",
        hint_vi="địa phương được rút ngắn, không được kéo dài thời hạn; ghi bằng đơn vị của luật",
    ),
    "PF389": Entry(
        en="the last day, {until}, lies before the first, {effective}",
        vi="ngày cuối, {until}, trước ngày đầu, {effective}",
        hint_en="correct `until:` or `effective:`; both days are included",
        hint_vi="sửa `until:` hoặc `effective:`; cả hai ngày đều được tính",
    ),
    "PF390": Entry(
        en="these wait for each other, so that none can ever begin: {loop}",
        vi="các mục này chờ lẫn nhau nên không mục nào bắt đầu được: {loop}",
        hint_en="remove one `after:`, or with `in_sequence:` write them in the order in which they can go",
        hint_vi="bỏ một `after:`, hoặc khi có `in_sequence:` thì ghi các mục theo thứ tự làm được",
    ),
    "PF391": Entry(
        en="`{key}` has no effect without `{wanted}`",
        vi="`{key}` không có tác dụng nếu thiếu `{wanted}`",
        hint_en="add `{wanted}`, or remove `{key}`",
        hint_vi="thêm `{wanted}`, hoặc bỏ `{key}`",
    ),
    "PF392": Entry(
        en="the overlay is in force from {effective} to {until}, on no day of the procedure's version {version}",
        vi="bản quy định của địa phương có hiệu lực từ {effective} đến {until}, không trùng ngày nào của phiên bản {version}",
        hint_en="lay it over the version in force on its days",
        hint_vi="dùng với phiên bản thủ tục có hiệu lực trong thời gian đó",
    ),
    "PF393": Entry(
        en="nobody plays the role `{name}` in this procedure",
        vi="không ai giữ vai trò `{name}` trong thủ tục này",
        hint_en="is it `{near}`, misspelt here or at `actor:`? remove the line, or let the role act: `actor: {name}` in a step; known: {known}",
        hint_vi="có phải là `{near}`, gõ sai ở đây hoặc ở `actor:`? bỏ dòng này, hoặc giao việc cho vai trò đó: `actor: {name}` ở một bước. Các tên đã có: {known}",
    ),
    "PF394": Entry(
        en="two periods of this fee share days: {first} and {second}",
        vi="hai giai đoạn thu trùng ngày nhau: {first} và {second}",
        hint_en="end the earlier period before the later begins; both days of a period are included",
        hint_vi="cho giai đoạn trước kết thúc trước khi giai đoạn sau bắt đầu; cả hai ngày của giai đoạn đều được tính",
    ),
    "PF395": Entry(
        en="the duty to apologise is another than the profile's, but no law is named",
        vi="quy định về xin lỗi khác với quy định chung nhưng chưa nêu căn cứ",
        hint_en="add `basis:` with the article of special law, or remove `apology:`",
        hint_vi="thêm `basis:` ghi điều khoản của luật chuyên ngành, hoặc bỏ `apology:`",
    ),
    "PF398": Entry(
        en="an interlinked procedure takes a fact from `{name}`, which this procedure does not declare",
        vi="thủ tục liên thông lấy dữ kiện từ `{name}` nhưng thủ tục này không khai báo dữ kiện đó",
        hint_en=_NEAR_EN,
        hint_vi=_NEAR_VI,
    ),
    "PF399": Entry(
        en="the profile says nothing of the channel `{name}`, so reception has no limit for it",
        vi="quy định chung chưa nói gì về cách thức nộp `{name}`, nên không biết thời hạn tiếp nhận",
        hint_en="did you mean `{near}`? known to the profile: {known}; for another, restate the limit of the step, with a line for each channel",
        hint_vi="có phải là `{near}`? quy định chung biết: {known} (`online` là trực tuyến, `direct` là trực tiếp, `post` là qua bưu chính); muốn mở cách thức khác thì ghi lại thời hạn của bước, mỗi cách thức một dòng",
    ),
    "PF397": Entry(
        en="the profile `{name}` says this already",
        vi="quy định chung `{name}` đã ghi điều này",
        hint_en="remove it: said twice, the two will drift apart; where special law says it anew, name its article",
        hint_vi="bỏ đi: ghi hai lần thì sẽ có lúc khác nhau; nếu luật chuyên ngành quy định lại thì nêu điều khoản của luật đó",
    ),
    "PF396": Entry(
        en="the profile fixes no form for: {event}",
        vi="quy định chung chưa ghi mẫu cho việc: {event}",
        hint_en="add `{event}: <form>` under `forms:`, as the circular numbers it",
        hint_vi="thêm `{event}: <mẫu>` vào `forms:`, theo số mẫu của thông tư",
    ),
}
