"""PF6xx, where the journal or a personal value is not what was recorded; the other codes of the store are beside it."""

from typing import Final

from procflow.errors.entry import Entry

__all__ = ["ENTRIES"]

ENTRIES: Final[dict[str, Entry]] = {
    # The journal does not verify.
    "PF640": Entry(
        en="the journal does not verify: {count} finding(s), the first: {code} {first}",
        vi="nhật ký không khớp: {count} sai lệch, đầu tiên là: {code} {first}",
        hint_en="keep the database as it is, and compare it with a backup",
        hint_vi="giữ nguyên cơ sở dữ liệu và đối chiếu với bản sao lưu",
    ),
    "PF641": Entry(
        en="dossier {dossier}, entry {seq}: its hash is not that of its content",
        vi="hồ sơ {dossier}, mục {seq}: mã băm không khớp nội dung",
        hint_en="",
        hint_vi="",
    ),
    "PF642": Entry(
        en="dossier {dossier}, entry {seq}: it does not follow the entry before it",
        vi="hồ sơ {dossier}, mục {seq}: không nối tiếp mục trước",
        hint_en="",
        hint_vi="",
    ),
    "PF643": Entry(
        en="dossier {dossier}: the journal does not end where the head row says",
        vi="hồ sơ {dossier}: nhật ký không kết thúc đúng như hàng đầu mục ghi",
        hint_en="",
        hint_vi="",
    ),
    "PF644": Entry(
        en="dossier {dossier}: the column {column} is not what the journal adds up to",
        vi="hồ sơ {dossier}: cột {column} không khớp với nhật ký",
        hint_en="The journal is the truth. After an upgrade of procflow the columns state and shape are spelled as before: "
        "engine.rebuild spells them anew; any other column was changed from outside, and the same call mends it.",
        hint_vi="Nhật ký mới là căn cứ. Sau khi nâng cấp procflow, cột state và shape còn ghi theo cách cũ: engine.rebuild "
        "ghi lại chúng; cột khác là do bên ngoài sửa, và lệnh này cũng khôi phục được.",
    ),
    "PF645": Entry(
        en="dossier {dossier}, entry {seq}: its content cannot be read ({reason})",
        vi="hồ sơ {dossier}, mục {seq}: không đọc được nội dung ({reason})",
        hint_en="",
        hint_vi="",
    ),
    "PF646": Entry(
        en="the stored definition {definition} is not the text its hash stands for",
        vi="định nghĩa {definition} đã lưu không khớp mã băm",
        hint_en="",
        hint_vi="",
    ),
    "PF647": Entry(
        en="the stored calendar {calendar} is not what its version stands for",
        vi="lịch {calendar} đã lưu không khớp phiên bản",
        hint_en="",
        hint_vi="",
    ),
    "PF648": Entry(
        en="entries stand in the journal for dossier {dossier}, which has no head row",
        vi="nhật ký có mục của hồ sơ {dossier} nhưng không có hàng đầu mục",
        hint_en="",
        hint_vi="",
    ),
    "PF692": Entry(
        en="dossier {dossier}, entry {seq}: it rests on entry {entry} of dossier {other}, which is not there",
        vi="hồ sơ {dossier}, mục {seq}: dựa trên mục {entry} của hồ sơ {other}, nhưng không có mục đó",
        hint_en="",
        hint_vi="",
    ),
    "PF650": Entry(
        en="dossier {dossier}: its head is not sealed under a key that is held",
        vi="hồ sơ {dossier}: hàng đầu mục không được niêm bằng khóa đang giữ",
        hint_en="",
        hint_vi="",
    ),
    "PF656": Entry(
        en="dossier {dossier} is sealed under the key {key!r}, and this engine holds no seal: it would stand there unsealed",
        vi="hồ sơ {dossier} được niêm bằng khóa {key!r}, còn engine này không có con dấu: hồ sơ sẽ mất niêm",
        hint_en="give the engine its keys: Engine(..., seal=Seal(...)), or --key-file on the command line",
        hint_vi="hãy đưa khóa cho engine: Engine(..., seal=Seal(...)), hoặc --key-file trên dòng lệnh",
    ),
    "PF657": Entry(
        en="dossiers here are sealed, the last one under the key {key!r}, and this engine holds no seal: a new one would stand "
        "unsealed among them",
        vi="các hồ sơ ở đây được niêm, hồ sơ gần nhất bằng khóa {key!r}, còn engine này không có con dấu: hồ sơ mới sẽ "
        "không được niêm",
        hint_en="give the engine its keys: Engine(..., seal=Seal(...))",
        hint_vi="hãy đưa khóa cho engine: Engine(..., seal=Seal(...))",
    ),
    "PF658": Entry(
        en="dossier {dossier} bears no seal of a key that is held (its key: {key})",
        vi="hồ sơ {dossier} không mang niêm của khóa nào đang giữ (khóa của hồ sơ: {key})",
        hint_en="verify it first, against a checkpoint; then Seal(..., reseals=True), or --reseal of procflow migrate, seals it from "
        "the next command on",
        hint_vi="hãy kiểm tra trước bằng điểm đối chiếu; sau đó Seal(..., reseals=True), hoặc --reseal của procflow migrate, sẽ niêm từ "
        "lệnh kế tiếp",
    ),
    "PF659": Entry(
        en="this connection looks for tables without a schema in {schema} (schema_translate_map)",
        vi="kết nối này tìm các bảng không ghi schema trong {schema} (schema_translate_map)",
        hint_en="choose the schema in the database itself: SET LOCAL search_path, or a connection of its own for each",
        hint_vi="hãy chọn schema ngay trong cơ sở dữ liệu: SET LOCAL search_path, hoặc mỗi schema một kết nối riêng",
    ),
    "PF651": Entry(
        en="dossier {dossier}: entry {seq} is not the one the checkpoint of {taken_at} holds",
        vi="hồ sơ {dossier}: mục {seq} không phải mục trong điểm đối chiếu lúc {taken_at}",
        hint_en="",
        hint_vi="",
    ),
    "PF652": Entry(
        en="{cursor!r} is not the cursor of a page of the feed, or of a line of a work list",
        vi="{cursor!r} không phải con trỏ của một trang luồng sự kiện hay của một dòng danh sách công việc",
        hint_en="go on from the `cursor` of the last page or line, or from the empty text for everything",
        hint_vi="hãy đọc tiếp từ `cursor` của trang hoặc dòng cuối, hoặc từ chuỗi rỗng để đọc tất cả",
    ),
    "PF653": Entry(
        en="procflow's tables here are of version {found}, this release needs {needed}",
        vi="các bảng của procflow ở đây là phiên bản {found}, bản phát hành này cần {needed}",
        hint_en="run procflow.integrations.alembic.migrate(connection), from a release that knows both versions",
        hint_vi="chạy procflow.integrations.alembic.migrate(connection) bằng bản phát hành biết cả hai phiên bản",
    ),
    "PF654": Entry(
        en="the feed cannot go on from {cursor}: the cursor, or what is recorded here, is numbered by another database",
        vi="không thể đọc tiếp luồng sự kiện từ {cursor}: con trỏ hoặc dữ liệu ở đây được đánh số theo cơ sở dữ liệu khác",
        hint_en="after restoring a backup call engine.restart_feed(connection) once, and go on from the cursor it gives",
        hint_vi="sau khi khôi phục bản sao lưu, gọi engine.restart_feed(connection) một lần rồi đọc tiếp từ con trỏ trả về",
    ),
    "PF655": Entry(
        en="the register {path} was closed",
        vi="sổ hồ sơ {path} đã đóng",
        hint_en="open it again with procflow.open, or close it once everything is done",
        hint_vi="hãy mở lại bằng procflow.open, hoặc chỉ đóng khi đã xong mọi việc",
    ),
    "PF649": Entry(
        en="the rows of dossier {dossier} cannot be read from the database ({reason})",
        vi="không đọc được các hàng của hồ sơ {dossier} từ cơ sở dữ liệu ({reason})",
        hint_en="",
        hint_vi="",
    ),
    # Personal values, kept apart from the journal.
    "PF670": Entry(
        en="dossier {dossier}: the personal value {name} is not the one the journal commits to",
        vi="hồ sơ {dossier}: dữ liệu cá nhân {name} không phải giá trị mà nhật ký đã cam kết",
        hint_en="",
        hint_vi="",
    ),
    "PF671": Entry(
        en="dossier {dossier}: the personal value {name} is missing, and no entry says that it was erased",
        vi="hồ sơ {dossier}: thiếu dữ liệu cá nhân {name} mà nhật ký không ghi là đã xóa",
        hint_en="",
        hint_vi="",
    ),
    "PF672": Entry(
        en="dossier {dossier}: the personal value {name} is there, although the journal says that it was erased",
        vi="hồ sơ {dossier}: dữ liệu cá nhân {name} vẫn còn dù nhật ký ghi là đã xóa",
        hint_en="",
        hint_vi="",
    ),
    "PF673": Entry(
        en="dossier {dossier}: the personal value {name} is kept, but no entry of the journal commits to it",
        vi="hồ sơ {dossier}: có dữ liệu cá nhân {name} nhưng không mục nhật ký nào cam kết",
        hint_en="",
        hint_vi="",
    ),
    "PF674": Entry(
        en="the detail `{name}` has the name of a fact of the procedure",
        vi="thông tin thêm `{name}` trùng tên một dữ kiện của thủ tục",
        hint_en="state it among the facts, or give the detail another name",
        hint_vi="hãy khai trong các dữ kiện, hoặc đặt tên khác cho thông tin thêm",
    ),
}
