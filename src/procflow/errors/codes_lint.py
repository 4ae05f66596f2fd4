"""PF34x, PF35x: what a procedure that compiles still gets wrong, found by judging its meaning."""

from typing import Final

from procflow.errors.entry import Entry

__all__ = ["ENTRIES"]

ENTRIES: Final[dict[str, Entry]] = {
    "PF340": Entry(
        en="nobody can ever bring a dossier into `{step}`: every way there is an outcome that nobody may take",
        vi="không ai đưa được hồ sơ vào bước `{step}`: mọi đường đến đó đều qua lối ra không ai được chọn",
        hint_en="let an outcome lead here whose role somebody has, or remove the step",
        hint_vi="cho một lối ra mà có người được chọn dẫn đến bước này, hoặc bỏ bước này",
    ),
    "PF341": Entry(
        en="nobody may take `{outcome}`: {role} acts only where a window ends, and none here ends in it",
        vi="không ai được chọn lối ra `{outcome}`: {role} chỉ tự làm khi hết một thời hạn chờ, mà ở đây không có",
        hint_en="name it in `on_expiry:` beside a `within:` that ends, or let a role take it with `by:`",
        hint_vi="ghi tên lối ra ở `on_expiry:` cùng một `within:` có hạn, hoặc giao cho một vai trò bằng `by:`",
    ),
    "PF342": Entry(
        en="the role `{role}` takes `{outcome}` and does nothing else in this procedure",
        vi="vai trò `{role}` được chọn lối ra `{outcome}` nhưng không làm việc gì khác trong thủ tục này",
        hint_en="is it `{near}`? a role nobody is given is a role nobody has; known: {known}",
        hint_vi="có phải là `{near}`? Vai trò không giao cho ai thì không ai có; các vai trò: {known}",
    ),
    "PF343": Entry(
        en="a dossier in `{step}` never ends{where}: no way out that somebody may take leads to an end",
        vi="hồ sơ ở bước `{step}` không bao giờ kết thúc{where}: không lối ra nào có người được chọn dẫn đến kết thúc",
        hint_en="add an outcome that leads on, or give the outcome that does to a role",
        hint_vi="thêm một lối ra dẫn đi tiếp, hoặc giao lối ra đó cho một vai trò",
    ),
    "PF344": Entry(
        en="a dossier may go round for ever: {loop}; no limit runs there and nothing counts the rounds",
        vi="hồ sơ có thể đi vòng mãi: {loop}; không thời hạn nào chạy và không giới hạn số vòng",
        hint_en="bound the rounds with `at_most:`, or give a step of the loop a `within:`",
        hint_vi="giới hạn số vòng bằng `at_most:`, hoặc đặt `within:` cho một bước trong vòng",
    ),
    "PF345": Entry(
        en="in `{step}` nothing runs: the limit of the procedure is stopped and the step has none",
        vi="ở bước `{step}` không có thời hạn nào chạy: thời hạn giải quyết đang dừng mà bước không có hạn",
        hint_en="add `within:`; where the law leaves it open, `within: {{limit: none, reason: ...}}`",
        hint_vi="thêm `within:`; nếu pháp luật để ngỏ thì `within: {{limit: none, reason: ...}}`",
    ),
    "PF346": Entry(
        en="every way out of `{step}` waits for the opinion of `{name}`, and its silence is only escalated",
        vi="mọi lối ra của bước `{step}` đều chờ ý kiến của `{name}`, mà im lặng thì chỉ báo cáo cấp trên",
        hint_en="leave one outcome out of `blocks:`, or state by law what silence means: `on_timeout:` with `basis:`",
        hint_vi="để một lối ra ngoài `blocks:`, hoặc ghi hệ quả im lặng theo luật: `on_timeout:` kèm `basis:`",
    ),
    "PF347": Entry(
        en="`{step}` shows as status {status} on the national portal, but `{what}` is status {wanted}",
        vi="bước `{step}` hiển thị trạng thái {status} trên cổng quốc gia, nhưng `{what}` phải là trạng thái {wanted}",
        hint_en="write `national_status: {wanted}`; another number would mask what the dossier waits for",
        hint_vi="ghi `national_status: {wanted}`; số khác sẽ che đi tình trạng thật của hồ sơ",
    ),
    "PF348": Entry(
        en="`{outcome}` finishes the dossier without a result after: {way}",
        vi="lối ra `{outcome}` kết thúc hồ sơ khi chưa có kết quả, sau: {way}",
        hint_en="let it say `produces:`; the act would be refused (PF510)",
        hint_vi="ghi `produces:` cho lối ra; nếu không thao tác sẽ bị từ chối (PF510)",
    ),
    "PF349": Entry(
        en="no outcome produces the result `{name}`",
        vi="không lối ra nào tạo ra kết quả `{name}`",
        hint_en="add `produces: {name}` to the outcome by which it is issued, or remove it",
        hint_vi="thêm `produces: {name}` vào lối ra ban hành kết quả, hoặc bỏ kết quả này",
    ),
    "PF350": Entry(
        en="the steps do not fit the limit of {limit}{where}: counted from {start}, due {due}, ready {ready} by way of {way}",
        vi="các bước không vừa thời hạn {limit}{where}: tính từ {start}, hạn {due}, xong {ready} qua {way}",
        hint_en="so on {late} of {tried} starts in {first}-{last}; shorten a step's `within` or `budget`, or a consultation; a limit told as `2 / 4` has 2 of 4 left after it stood still",
        hint_vi="bị trễ ở {late} trên {tried} thời điểm bắt đầu {first}-{last}; rút ngắn `within`, `budget` hoặc hạn lấy ý kiến; thời hạn ghi `2 / 4` là còn 2 trong 4 sau khi dừng tính",
    ),
    "PF351": Entry(
        en="the time of the agency has no bound: {loop} may be repeated within one limit",
        vi="thời gian của cơ quan không có giới hạn: {loop} có thể lặp lại trong cùng một thời hạn",
        hint_en="bound the rounds with `at_most:` on the outcome that goes back",
        hint_vi="giới hạn số vòng bằng `at_most:` ở lối ra quay lại",
    ),
    "PF352": Entry(
        en="`{name}` may answer until {ready}{where}, but `{step}` entered {start} ends {due}",
        vi="`{name}` được trả lời đến {ready}{where}, nhưng bước `{step}` bắt đầu {start} thì hết hạn {due}",
        hint_en="shorten the consultation, or lengthen the `within` or `budget` of the step",
        hint_vi="rút ngắn hạn lấy ý kiến, hoặc kéo dài `within`, `budget` của bước",
    ),
    "PF353": Entry(
        en="this counts from `{mark}`, which has not happened by way of {way}",
        vi="thời hạn này tính từ `{mark}`, nhưng mốc đó chưa xảy ra khi đi qua {way}",
        hint_en="count from a fact that every way here brings, such as `accepted` or `entered`",
        hint_vi="tính từ một mốc mà mọi đường đến đây đều có, ví dụ `accepted` hoặc `entered`",
    ),
    "PF354": Entry(
        en="`{step}` wants other hands than `{other}`, but in both only {role} may act",
        vi="bước `{step}` cần người khác với bước `{other}`, nhưng cả hai bước chỉ {role} được làm",
        hint_en="give one of the two to another role; there is one applicant only",
        hint_vi="giao một trong hai bước cho vai trò khác; người nộp hồ sơ chỉ có một",
    ),
    "PF355": Entry(
        en="`{step}` wants other hands than `{other}`, which never comes before it",
        vi="bước `{step}` cần người khác với bước `{other}`, nhưng bước đó không bao giờ đi trước",
        hint_en="write `separate_from:` at the later of the two steps",
        hint_vi="ghi `separate_from:` ở bước đi sau",
    ),
    "PF356": Entry(
        en="`{outcome}` says `{what}` but no form; in the profile `{profile}` such an outcome carries: {form}",
        vi="lối ra `{outcome}` ghi `{what}` nhưng không có mẫu; trong quy định chung `{profile}` lối ra như vậy dùng: {form}",
        hint_en="add `form: {form}`",
        hint_vi="thêm `form: {form}`",
    ),
    "PF357": Entry(
        en="this figure names no law",
        vi="con số này chưa nêu căn cứ",
        hint_en="put the article it comes from beside it: `{{limit: 02 ngày làm việc, basis: ...}}`, for a fee the circular or resolution; a time the office sets itself is a `budget`",
        hint_vi="ghi `basis:` cạnh con số: `{{limit: 02 ngày làm việc, basis: ...}}` kèm điều khoản, với khoản thu là thông tư hoặc nghị quyết; thời gian do cơ quan tự đặt thì ghi ở `budget`",
    ),
    "PF358": Entry(
        en="a dossier may be finished without ever being accepted, so that no limit runs: {way}",
        vi="hồ sơ có thể kết thúc mà chưa được tiếp nhận, nên không thời hạn nào chạy: {way}",
        hint_en="let an outcome on this way say `accepts: true`",
        hint_vi="cho một lối ra trên đường này ghi `accepts: true`",
    ),
    "PF359": Entry(
        en="`{step}` stops the limit, but no dossier in it was accepted yet, so none runs",
        vi="bước `{step}` dừng thời hạn, nhưng hồ sơ ở đó chưa được tiếp nhận nên chưa có thời hạn nào chạy",
        hint_en="write `clock: none`, or accept the dossier before",
        hint_vi="ghi `clock: none`, hoặc tiếp nhận hồ sơ trước đó",
    ),
    "PF360": Entry(
        en="a dossier in `{step}` never ends where {facts}{where}: of its ways out, none that is then open leads to an end",
        vi="hồ sơ ở bước `{step}` không bao giờ kết thúc khi {facts}{where}: không lối ra nào lúc đó dẫn đến kết thúc",
        hint_en="add an outcome without `when`, or widen the conditions so that one of them always holds",
        hint_vi="thêm một lối ra không có `when`, hoặc nới điều kiện để luôn có một lối ra được chọn",
    ),
    "PF361": Entry(
        en="on the sheet and the picture people will read: {names}",
        vi="trên trang niêm yết và sơ đồ, người dân sẽ đọc thấy: {names}",
        hint_en="name a role under `roles:`, an outcome or an agency with `name:`",
        hint_vi="đặt tên vai trò ở `roles:`, tên lối ra và cơ quan ở `name:`",
    ),
}
