"""PF6xx: store and journal."""

from typing import Final

from procflow.errors.entry import Entry

__all__ = ["ENTRIES"]

ENTRIES: Final[dict[str, Entry]] = {
    # What was asked for is not there.
    "PF601": Entry(
        en="there is no dossier {dossier}",
        vi="không có hồ sơ {dossier}",
        hint_en="check the id; a dossier whose submission was rolled back does not exist",
        hint_vi="hãy kiểm tra mã hồ sơ; hồ sơ có giao dịch nộp đã bị hủy thì không tồn tại",
    ),
    "PF602": Entry(
        en="there is no procedure {code}",
        vi="không có thủ tục {code}",
        hint_en="the engine was given: {known}",
        hint_vi="các thủ tục đã nạp: {known}",
    ),
    "PF603": Entry(
        en="no version of procedure {code} is in force on {day}",
        vi="không có phiên bản nào của thủ tục {code} có hiệu lực vào ngày {day}",
        hint_en="versions given: {known}",
        hint_vi="các phiên bản đã nạp: {known}",
    ),
    "PF604": Entry(
        en="the definition {definition} is not in the database",
        vi="không có định nghĩa thủ tục {definition} trong cơ sở dữ liệu",
        hint_en="a definition row was removed; restore it from a backup and run `procflow verify`",
        hint_vi="một bản ghi định nghĩa đã bị xóa; hãy khôi phục từ bản sao lưu rồi chạy `procflow verify`",
    ),
    "PF605": Entry(
        en="the calendar {calendar} is not in the database",
        vi="không có lịch làm việc {calendar} trong cơ sở dữ liệu",
        hint_en="a calendar row was removed; restore it from a backup and run `procflow verify`",
        hint_vi="một bản ghi lịch đã bị xóa; hãy khôi phục từ bản sao lưu rồi chạy `procflow verify`",
    ),
    "PF606": Entry(
        en="version {version} of procedure {code} was published with another text",
        vi="phiên bản {version} của thủ tục {code} đã được công bố với nội dung khác",
        hint_en="a published version never changes; give the changed text a version of its own",
        hint_vi="phiên bản đã công bố thì không được sửa; hãy đặt số phiên bản mới cho nội dung mới",
    ),
    # What was handed in cannot be recorded.
    "PF610": Entry(
        en="the moment {at} has no time zone",
        vi="thời điểm {at} không có múi giờ",
        hint_en="give an aware datetime, such as datetime.now(UTC)",
        hint_vi="hãy dùng thời điểm có múi giờ, ví dụ datetime.now(UTC)",
    ),
    "PF611": Entry(
        en="the act is dated {at}, after the engine's clock, {now}",
        vi="việc được ghi vào lúc {at}, sau giờ của hệ thống là {now}",
        hint_en="an act is recorded when it has happened; leave `at` out to record it now",
        hint_vi="chỉ ghi việc đã xảy ra; bỏ `at` để ghi vào thời điểm hiện tại",
    ),
    "PF612": Entry(
        en="the text of {field} holds a character that cannot be recorded: {character}",
        vi="nội dung của {field} có ký tự không ghi được: {character}",
        hint_en="control characters, surrogates and marks that turn the direction of text are refused; take it out",
        hint_vi="không nhận ký tự điều khiển, ký tự thay thế và dấu đổi chiều chữ; hãy xóa ký tự đó",
    ),
    "PF613": Entry(
        en="{field} is too large: {size}, at most {limit}",
        vi="{field} quá lớn: {size}, tối đa {limit}",
        hint_en="keep documents in a store of their own and record their number or hash; go through many in several calls",
        hint_vi="hãy lưu tài liệu ở kho riêng và chỉ ghi số hiệu hoặc mã băm của tài liệu; nhiều hồ sơ thì chia thành nhiều lần",
    ),
    "PF614": Entry(
        en="{value!r} is not a usable {field}",
        vi="{value!r} không dùng được làm {field}",
        hint_en="1 to 128 of the letters A-Z a-z, digits and . _ : / - are allowed; `procflow:` at the start is reserved",
        hint_vi="gồm 1 đến 128 ký tự A-Z a-z, chữ số và . _ : / -; không bắt đầu bằng `procflow:`",
    ),
    "PF615": Entry(
        en="the value of {field} has a type that cannot be recorded: {type}",
        vi="giá trị của {field} có kiểu không ghi được: {type}",
        hint_en="facts are booleans, whole numbers, dates and text",
        hint_vi="dữ kiện là giá trị đúng/sai, số nguyên, ngày hoặc văn bản",
    ),
    "PF616": Entry(
        en="{field} is given as {given}, where {wanted} belongs",
        vi="{field} nhận {given}, trong khi cần {wanted}",
        hint_en="a fault of the calling code: give what the signature of the call asks for",
        hint_vi="lỗi của mã gọi: hãy truyền đúng kiểu mà lời gọi yêu cầu",
    ),
    "PF617": Entry(
        en="nobody acts: the actor has no id",
        vi="không rõ ai thực hiện: `by` không có mã người dùng (id)",
        hint_en="give the id your system knows the person by; the journal says of every act whose it is",
        hint_vi="hãy truyền mã mà hệ thống của bạn dùng cho người đó; nhật ký phải ghi rõ mỗi việc do ai làm",
    ),
    "PF618": Entry(
        en="dossier {dossier} was not handed in by {at}",
        vi="đến {at} hồ sơ {dossier} chưa được nộp",
        hint_en="ask about a later moment",
        hint_vi="hãy hỏi về một thời điểm sau đó",
    ),
    # Somebody else was there first.
    "PF620": Entry(
        en="dossier {dossier} was changed by somebody else: version {expected} was read, {actual} is there ({winner})",
        vi="hồ sơ {dossier} đã bị người khác thay đổi: đã đọc phiên bản {expected}, hiện là {actual} ({winner})",
        hint_en="roll back, read the dossier again and repeat the command under the same command id",
        hint_vi="hãy hủy giao dịch, đọc lại hồ sơ rồi gửi lại lệnh với cùng mã lệnh",
    ),
    "PF621": Entry(
        en="command id {command_id} was used for another command",
        vi="mã lệnh {command_id} đã dùng cho lệnh khác",
        hint_en="one id stands for one command with one content, for ever; take a new id for a new command",
        hint_vi="mỗi mã lệnh chỉ gắn với một lệnh và một nội dung; hãy dùng mã mới cho lệnh mới",
    ),
    "PF622": Entry(
        en="the database let another transaction go first ({reason})",
        vi="cơ sở dữ liệu đã ưu tiên giao dịch khác ({reason})",
        hint_en="roll back and repeat the whole transaction; the same command id makes the repeat harmless",
        hint_vi="hãy hủy và làm lại toàn bộ giao dịch; dùng cùng mã lệnh thì gửi lại vô hại",
    ),
    "PF623": Entry(
        en="a dossier {dossier} exists already",
        vi="đã có hồ sơ {dossier}",
        hint_en="leave the id out to have one made, or choose another",
        hint_vi="bỏ mã hồ sơ để hệ thống tự cấp, hoặc chọn mã khác",
    ),
    # The connection cannot keep the promises.
    "PF630": Entry(
        en="this SQLite connection is in the driver's legacy transaction mode: what a savepoint releases would survive "
        "your rollback",
        vi="kết nối SQLite này đang ở chế độ giao dịch cũ của trình điều khiển: dữ liệu sau savepoint vẫn còn dù đã "
        "rollback",
        hint_en="pass the SQLAlchemy engine through procflow.engine.prepare_sqlite(engine) once, right after create_engine",
        hint_vi="gọi procflow.engine.prepare_sqlite(engine) một lần, ngay sau create_engine",
    ),
    "PF631": Entry(
        en="this connection commits every statement by itself (AUTOCOMMIT)",
        vi="kết nối này tự commit từng câu lệnh (AUTOCOMMIT)",
        hint_en="use a connection inside a transaction: `with engine.begin() as connection:`, in Django "
        "`with transaction.atomic():`",
        hint_vi="hãy dùng kết nối trong giao dịch: `with engine.begin() as connection:`, với Django thì "
        "`with transaction.atomic():`",
    ),
    "PF632": Entry(
        en="procflow's tables are missing in this database",
        vi="cơ sở dữ liệu này chưa có các bảng của procflow",
        hint_en="call engine.create_tables(connection) once",
        hint_vi="hãy gọi engine.create_tables(connection) một lần",
    ),
    "PF633": Entry(
        en="the clock was set back from {now} to {at}",
        vi="đồng hồ bị chỉnh lùi từ {now} về {at}",
        hint_en="time only moves forward; build a new clock to start earlier",
        hint_vi="thời gian chỉ đi tới; hãy tạo đồng hồ mới để bắt đầu sớm hơn",
    ),
    "PF634": Entry(
        en="waking dossier {dossier} at {at} brought nothing about, although it was due then",
        vi="đánh thức hồ sơ {dossier} lúc {at} không có tác dụng dù đã đến hạn",
        hint_en="this is a fault of procflow: please report it with the procedure",
        hint_vi="đây là lỗi của procflow: vui lòng báo lỗi kèm thủ tục",
    ),
    "PF635": Entry(
        en="{path} is not a database of procflow: {reason}",
        vi="{path} không phải cơ sở dữ liệu của procflow: {reason}",
        hint_en="name a file that procflow.open made, or one that does not exist yet",
        hint_vi="hãy chọn tệp do procflow.open tạo ra, hoặc một tệp chưa tồn tại",
    ),
    "PF636": Entry(
        en="procflow does not know the database {dialect}",
        vi="procflow không hỗ trợ cơ sở dữ liệu {dialect}",
        hint_en="its promises are tested on SQLite and PostgreSQL; use one of them",
        hint_vi="các cam kết của procflow được kiểm thử trên SQLite và PostgreSQL; hãy dùng một trong hai",
    ),
    "PF637": Entry(
        en="{text!r} is not a moment",
        vi="{text!r} không phải là một thời điểm",
        hint_en="write it as 2026-08-17 09:00; it means +07:00",
        hint_vi="viết theo dạng 2026-08-17 09:00; hiểu là giờ +07:00",
    ),
    "PF638": Entry(
        en="the seal has no usable key named {current!r}",
        vi="con dấu khóa không có khóa dùng được tên {current!r}",
        hint_en="give the current key by its name, and only keys of at least {least} random bytes",
        hint_vi="hãy đưa khóa hiện hành theo tên, mỗi khóa ít nhất {least} byte ngẫu nhiên",
    ),
    "PF639": Entry(
        en="this is not a whole checkpoint: {reason}",
        vi="đây không phải điểm đối chiếu nguyên vẹn: {reason}",
        hint_en="keep the file as `checkpoint` wrote it, to the last line",
        hint_vi="hãy giữ nguyên tệp như khi được tạo, đến dòng cuối cùng",
    ),
    # Dossiers that are linked with others.
    "PF680": Entry(
        en="the interlinked dossier `{child}` (procedure {procedure}) cannot be opened: {reason}",
        vi="không mở được hồ sơ liên thông `{child}` (thủ tục {procedure}): {reason}",
        hint_en="let the parent state what the child needs: `facts`, `case` under `children`, and a version in force",
        hint_vi="hãy để thủ tục cha nêu đủ thông tin cho thủ tục con: `facts`, `case` trong `children`, và phiên bản đang có hiệu lực",
    ),
    "PF681": Entry(
        en="procedure {procedure} is interlinked with itself, directly or through others",
        vi="thủ tục {procedure} liên thông với chính nó, trực tiếp hoặc qua thủ tục khác",
        hint_en="take it out of the `children` of the procedure it descends from",
        hint_vi="hãy bỏ thủ tục đó khỏi `children` của thủ tục mà nó bắt nguồn",
    ),
    # Codes of dossiers, and batches.
    "PF675": Entry(
        en="{agency!r} is not the identifier of an agency",
        vi="{agency!r} không phải mã định danh của cơ quan",
        hint_en="write it as H40.16 (QĐ 20/2020) or 000.00.16.H40 (TT 01/2018), at most 35 characters",
        hint_vi="viết theo dạng H40.16 (QĐ 20/2020) hoặc 000.00.16.H40 (TT 01/2018), tối đa 35 ký tự",
    ),
    "PF676": Entry(
        en="the code of TT 01/2018 has no place for {agency}: it takes three units, of 2, 2 and 3 digits",
        vi="mã theo TT 01/2018 không ghi được {agency}: chỉ có ba cấp đơn vị gồm 2, 2 và 3 chữ số",
        hint_en="use the spelling of QĐ 20/2020, CodeFormat.QD20_2020",
        hint_vi="hãy dùng cách viết của QĐ 20/2020, CodeFormat.QD20_2020",
    ),
    "PF677": Entry(
        en="{agency} has not {count} number(s) left on {day}: four digits give {most} a day",
        vi="{agency} không còn đủ {count} số trong ngày {day}: bốn chữ số chỉ cấp được {most} số mỗi ngày",
        hint_en="give the units that receive dossiers identifiers of their own, one level below",
        hint_vi="hãy dùng mã định danh riêng cho từng đơn vị tiếp nhận ở cấp dưới",
    ),
    "PF678": Entry(
        en="the record {record} lists no dossier, or one slip twice: {slips}",
        vi="biên bản {record} không có hồ sơ nào, hoặc một số phiếu gửi ghi hai lần: {slips}",
        hint_en="list each dossier once, under the number of its slip",
        hint_vi="ghi mỗi hồ sơ một lần theo số hiệu phiếu gửi",
    ),
    "PF679": Entry(
        en="the record {record} was handed over with another content",
        vi="biên bản {record} đã được giao nhận với nội dung khác",
        hint_en="one number stands for one signed record, for ever; take a new number for a new record",
        hint_vi="mỗi số chỉ gắn với một biên bản đã ký; hãy dùng số mới cho biên bản mới",
    ),
    "PF691": Entry(
        en="`{source}` is personal data, but `{name}` of procedure {procedure}, which is taken from it, is not declared so",
        vi="`{source}` là dữ liệu cá nhân, nhưng `{name}` của thủ tục {procedure} lấy từ đó lại không khai báo như vậy",
        hint_en="declare it `personal: true` in a new version of that procedure, or the value could not be erased there",
        hint_vi="hãy khai báo `personal: true` ở phiên bản mới của thủ tục đó, nếu không sẽ không xóa được giá trị ấy",
    ),
    # Dossiers that another version of their procedure is to take over.
    "PF682": Entry(
        en="accepted on {accepted}, before version {version} took effect ({effective}): it stays under the law of its acceptance",
        vi="tiếp nhận ngày {accepted}, trước ngày phiên bản {version} có hiệu lực ({effective}): hồ sơ theo quy định khi tiếp nhận",
        hint_en="only a transitional clause of the new version (`transition:` with its article) moves such a dossier",
        hint_vi="chỉ điều khoản chuyển tiếp của phiên bản mới (`transition:` kèm điều khoản) mới cho phép chuyển hồ sơ này",
    ),
    "PF683": Entry(
        en="the step {step} has no counterpart in version {version}",
        vi="bước {step} không có bước tương ứng trong phiên bản {version}",
        hint_en="say what it is called there, in the plan or under `transition: steps`",
        hint_vi="hãy nêu bước tương ứng, trong phương án hoặc ở `transition: steps`",
    ),
    "PF684": Entry(
        en="the case {case} has no counterpart in version {version}",
        vi="trường hợp {case} không có trường hợp tương ứng trong phiên bản {version}",
        hint_en="say what it is called there, in the plan or under `transition: cases`",
        hint_vi="hãy nêu trường hợp tương ứng, trong phương án hoặc ở `transition: cases`",
    ),
    "PF685": Entry(
        en="the dossier does not state what version {version} asks for: {reason}",
        vi="hồ sơ không nêu đủ thông tin mà phiên bản {version} yêu cầu: {reason}",
        hint_en="it cannot be moved; amend it first, or leave it under the old version",
        hint_vi="không chuyển được hồ sơ; hãy bổ sung thông tin trước, hoặc giữ hồ sơ theo phiên bản cũ",
    ),
    "PF686": Entry(
        en="the step {step} does not know what the dossier waits for: {waiting}",
        vi="bước {step} không có những việc hồ sơ đang chờ: {waiting}",
        hint_en="wait until it is there, then plan again",
        hint_vi="hãy chờ có kết quả rồi lập lại phương án",
    ),
    "PF687": Entry(
        en="the clock of the step {step} is `{new}` where it was `{old}`: the limit would run or stop without an event",
        vi="đồng hồ của bước {step} là `{new}` trong khi trước đó là `{old}`: thời hạn sẽ chạy hoặc dừng mà không có sự kiện",
        hint_en="name a step with the same clock, or move the dossier once it has left this one",
        hint_vi="hãy chọn bước có cùng chế độ đồng hồ, hoặc chuyển khi hồ sơ đã rời bước này",
    ),
    "PF688": Entry(
        en="dossier {dossier} is no longer as the plan has it",
        vi="hồ sơ {dossier} không còn như trong phương án",
        hint_en="plan again, look at what moves, and carry that plan out",
        hint_vi="hãy lập lại phương án, xem lại các thay đổi rồi mới thực hiện",
    ),
    "PF689": Entry(
        en="{old} and {new} are not two versions of one procedure",
        vi="{old} và {new} không phải hai phiên bản của cùng một thủ tục",
        hint_en="a migration leads from one version of a procedure to another of the same code",
        hint_vi="chỉ chuyển giữa hai phiên bản của cùng một mã thủ tục",
    ),
    "PF690": Entry(
        en="there is no version {version} of procedure {code} here",
        vi="không có phiên bản {version} của thủ tục {code}",
        hint_en="versions known: {known}; the new one must be given to the engine",
        hint_vi="các phiên bản đã biết: {known}; phiên bản mới phải được nạp vào hệ thống",
    ),
    # What the doctor finds.
    "PF660": Entry(
        en="{setting} is {value}: a commit that was acknowledged can be lost when the power fails",
        vi="{setting} đang là {value}: giao dịch đã xác nhận có thể mất khi mất điện",
        hint_en="set {setting} to {wanted}",
        hint_vi="hãy đặt {setting} thành {wanted}",
    ),
    "PF661": Entry(
        en="{setting} is off: INSERT OR REPLACE slips past the guards of the journal (verify still sees it)",
        vi="{setting} đang tắt: INSERT OR REPLACE vượt qua được chốt bảo vệ nhật ký (verify vẫn phát hiện)",
        hint_en="run PRAGMA {setting} = ON on every connection, as procflow.open does",
        hint_vi="chạy PRAGMA {setting} = ON trên mọi kết nối, như procflow.open",
    ),
    "PF662": Entry(
        en="the application connects as a superuser, who can switch the guards of the journal off",
        vi="ứng dụng kết nối bằng tài khoản siêu quản trị, có thể tắt chốt bảo vệ nhật ký",
        hint_en="connect as a role that owns nothing and may not UPDATE, DELETE or TRUNCATE the journal",
        hint_vi="hãy dùng tài khoản không sở hữu bảng và không có quyền UPDATE, DELETE, TRUNCATE nhật ký",
    ),
    "PF663": Entry(
        en="tables are missing: {missing}",
        vi="thiếu các bảng: {missing}",
        hint_en="never made: call engine.create_tables(connection), or migrate; gone: keep the database as it is, and compare "
        "it with a backup",
        hint_vi="chưa từng tạo thì gọi engine.create_tables(connection) hoặc chạy migrate; đã bị xóa thì giữ nguyên cơ sở "
        "dữ liệu và đối chiếu với bản sao lưu",
    ),
    "PF664": Entry(
        en="guards of the append-only tables are missing, switched off or no longer refuse: {missing}",
        vi="chốt bảo vệ của các bảng chỉ ghi thêm bị thiếu, bị tắt hoặc không còn ngăn được: {missing}",
        hint_en="ask who took them away, verify the journal, and restore them from the schema",
        hint_vi="hãy tìm hiểu ai đã gỡ, chạy verify, rồi khôi phục theo lược đồ",
    ),
    "PF665": Entry(
        en="{setting} is off: what was erased can still be read from the file",
        vi="{setting} đang tắt: dữ liệu đã xóa vẫn đọc lại được từ tệp",
        hint_en="run PRAGMA {setting} = ON on every connection, as procflow.open does",
        hint_vi="chạy PRAGMA {setting} = ON trên mọi kết nối, như procflow.open",
    ),
    "PF666": Entry(
        en="transactions begin deferred: a command that has read is turned away (PF622) whenever anybody else has written "
        "meanwhile, whatever the dossier",
        vi="giao dịch bắt đầu ở chế độ DEFERRED: lệnh đã đọc sẽ bị từ chối (PF622) mỗi khi có người khác ghi trong lúc đó, "
        "dù là hồ sơ khác",
        hint_en="begin with BEGIN IMMEDIATE, as prepare_sqlite(engine) does, or repeat the whole transaction on PF622",
        hint_vi="hãy bắt đầu bằng BEGIN IMMEDIATE, như prepare_sqlite(engine), hoặc lặp lại cả giao dịch khi gặp PF622",
    ),
    "PF667": Entry(
        en="PostgreSQL samples personal values for its planner: what was erased can still be read in pg_stats",
        vi="PostgreSQL lấy mẫu dữ liệu cá nhân cho bộ tối ưu truy vấn: dữ liệu đã xóa vẫn đọc lại được trong pg_stats",
        hint_en="ALTER TABLE procflow_personal ALTER COLUMN salt SET STATISTICS 0, ALTER COLUMN value SET STATISTICS 0; then "
        "ALTER COLUMN salt TYPE bytea, ALTER COLUMN value TYPE bytea, which throws the samples away",
        hint_vi="ALTER TABLE procflow_personal ALTER COLUMN salt SET STATISTICS 0, ALTER COLUMN value SET STATISTICS 0; rồi "
        "ALTER COLUMN salt TYPE bytea, ALTER COLUMN value TYPE bytea để bỏ các mẫu đã lấy",
    ),
}
