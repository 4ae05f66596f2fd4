"""PF7xx: the command line and worked examples."""

from typing import Final

from procflow.errors.entry import Entry

__all__ = ["ENTRIES"]

ENTRIES: Final[dict[str, Entry]] = {
    "PF700": Entry(
        en="the command line is not of the documented form: {detail}",
        vi="dòng lệnh không đúng mẫu: {detail}",
        hint_en="see {program} --help",
        hint_vi="xem {program} --help",
    ),
    "PF701": Entry(
        en="there is no option `{name}`{meant}",
        vi="không có tuỳ chọn `{name}`{meant}",
        hint_en="see {program} --help",
        hint_vi="xem {program} --help",
    ),
    "PF702": Entry(
        en="there is no command `{name}`{meant}",
        vi="không có lệnh `{name}`{meant}",
        hint_en="see {program} --help",
        hint_vi="xem {program} --help",
    ),
    "PF703": Entry(
        en="`{name}` is missing",
        vi="thiếu `{name}`",
        hint_en="see {program} --help",
        hint_vi="xem {program} --help",
    ),
    "PF704": Entry(
        en="`{value}` is neither a date nor a local date-time",
        vi="`{value}` không phải là ngày hay thời điểm",
        hint_en="write 2026-08-17 or 17/8/2026, with 15:30 behind it for a moment (Vietnam time)",
        hint_vi="viết 17/8/2026 hoặc 2026-08-17, thêm 15:30 phía sau cho một thời điểm (giờ Việt Nam)",
    ),
    "PF705": Entry(
        en="a row has {count} columns; it needs start,span or start,span,rule",
        vi="dòng có {count} cột; cần start,span hoặc start,span,rule",
        hint_en="quote a value that holds a comma",
        hint_vi="đặt giá trị có dấu phẩy trong ngoặc kép",
    ),
    "PF706": Entry(
        en="there is no file or folder `{path}`",
        vi="không có tệp hay thư mục `{path}`",
        hint_en="name a procedure file, or a folder that holds some",
        hint_vi="chỉ ra một tệp thủ tục, hoặc một thư mục có tệp thủ tục",
    ),
    "PF707": Entry(
        en="`{path}` holds no {kind}",
        vi="`{path}` không có {kind}",
        hint_en="a procedure is a file ending in .yaml, its worked examples stand beside it in a file ending in .test.yaml",
        hint_vi="thủ tục là tệp có đuôi .yaml, ví dụ kiểm chứng nằm cạnh đó trong tệp có đuôi .test.yaml",
    ),
    "PF708": Entry(
        en="`{path}` cannot be read: {reason}",
        vi="không đọc được `{path}`: {reason}",
        hint_en="check the name and the permissions of the file",
        hint_vi="kiểm tra tên và quyền đọc của tệp",
    ),
    "PF709": Entry(
        en="`{value}` is neither a year, a month nor a day",
        vi="`{value}` không phải là năm, tháng hay ngày",
        hint_en="write 2026, 2026-08 or 2026-08-22",
        hint_vi="viết 2026, 2026-08 hoặc 2026-08-22",
    ),
    "PF710": Entry(
        en="`{path}` cannot be written: {reason}",
        vi="không ghi được `{path}`: {reason}",
        hint_en="check that the folder exists and may be written to",
        hint_vi="kiểm tra thư mục có tồn tại và cho phép ghi",
    ),
    "PF711": Entry(
        en="pictures need the extra `diagram`",
        vi="cần cài thêm phần `diagram` để vẽ hình",
        hint_en="pip install 'procflow[diagram]', or draw text: --format mermaid",
        hint_vi="chạy pip install 'procflow[diagram]', hoặc vẽ bằng chữ: --format mermaid",
    ),
    "PF712": Entry(
        en="{count} procedures do not fit into one file `{path}`",
        vi="không thể ghi {count} thủ tục vào một tệp `{path}`",
        hint_en="name a folder with --out",
        hint_vi="chỉ ra một thư mục bằng --out",
    ),
    "PF713": Entry(
        en="`{option}` reads standard input alone and takes no START, SPAN or --explain",
        vi="`{option}` chỉ đọc đầu vào chuẩn, không dùng cùng START, SPAN hay --explain",
        hint_en="see {program} --help",
        hint_vi="xem {program} --help",
    ),
    "PF719": Entry(
        en="only one of {options} can be had at once",
        vi="chỉ được chọn một trong {options}",
        hint_en="see {program} --help",
        hint_vi="xem {program} --help",
    ),
    "PF720": Entry(
        en="the procedure has no case or channel `{name}`",
        vi="thủ tục không có trường hợp hay cách thức nộp `{name}`",
        hint_en="did you mean `{near}`? known: {known}",
        hint_vi="có phải là `{near}`? Các tên đã có: {known}",
    ),
    "PF721": Entry(
        en="the law sets no limit in `{path}`, so no day is worse than another",
        vi="`{path}` không có thời hạn luật định nên không ngày nào chờ lâu hơn ngày nào",
        hint_en="name a procedure with a `limit:` that is not `none`",
        hint_vi="chọn một thủ tục có `limit:` khác `none`",
    ),
    "PF722": Entry(
        en="this sets `{name}` aside in `{file}`, where it is not found any more",
        vi="mục này bỏ qua `{name}` ở `{file}`, nơi không còn cảnh báo đó",
        hint_en="remove the entry; what keeps a file from loading cannot be set aside",
        hint_vi="xoá mục này; lỗi làm tệp không đọc được thì không bỏ qua được",
    ),
    "PF723": Entry(
        en="there is no error code `{name}`",
        vi="không có mã lỗi `{name}`",
        hint_en="codes run from PF100 to PF899; did you mean `{near}`?",
        hint_vi="các mã từ PF100 đến PF899; có phải là `{near}`?",
    ),
    "PF765": Entry(
        en="these answers lack: {names}",
        vi="còn thiếu câu trả lời: {names}",
        hint_en="give them as options, or run `procflow init` on a terminal to be asked",
        hint_vi="ghi chúng thành tuỳ chọn, hoặc chạy `procflow init` trên màn hình dòng lệnh để được hỏi",
    ),
    "PF768": Entry(
        en="a procedure taken with `--from` says this itself: {names}",
        vi="thủ tục lấy bằng `--from` đã tự nêu: {names}",
        hint_en="leave these options out, or leave out --from and answer the questions",
        hint_vi="bỏ các tuỳ chọn này, hoặc bỏ --from và trả lời các câu hỏi",
    ),
    "PF766": Entry(
        en="an answer is needed here",
        vi="phải trả lời câu này",
        hint_en="write it as the decree words it",
        hint_vi="hãy chép đúng lời của văn bản",
    ),
    "PF767": Entry(
        en="`{value}` names no channels",
        vi="`{value}` không phải là các cách thức nộp, trả",
        hint_en="write some of {known}, with commas between them",
        hint_vi="ghi một số trong {known}, cách nhau bằng dấu phẩy",
    ),
    "PF762": Entry(
        en="`{name}` does not take this value",
        vi="`{name}` không nhận giá trị này",
        hint_en="it takes {known}; see {program} --help",
        hint_vi="các giá trị được nhận: {known}; xem {program} --help",
    ),
    "PF769": Entry(
        en="`{name}` takes no value",
        vi="`{name}` không nhận giá trị",
        hint_en="write `{name}` alone; see {program} --help",
        hint_vi="chỉ viết `{name}`; xem {program} --help",
    ),
    "PF763": Entry(
        en="`{name}` needs a value",
        vi="`{name}` cần có giá trị",
        hint_en="see {program} --help",
        hint_vi="xem {program} --help",
    ),
    "PF764": Entry(
        en="this is more than the command takes: {words}",
        vi="thừa so với những gì lệnh nhận: {words}",
        hint_en="put a text with spaces in quotes; see {program} --help",
        hint_vi="văn bản có dấu cách phải đặt trong dấu nháy; xem {program} --help",
    ),
    "PF761": Entry(
        en="watching needs the extra `watch`",
        vi="cần cài thêm phần `watch` để theo dõi thư mục",
        hint_en="pip install 'procflow[watch]', or run procflow check and procflow test by hand",
        hint_vi="chạy pip install 'procflow[watch]', hoặc tự chạy procflow check và procflow test",
    ),
    "PF760": Entry(
        en="this file cannot be laid out anew without changing what it says; it was left as it is",
        vi="không định dạng lại được tệp này mà giữ nguyên nội dung; tệp được giữ nguyên",
        hint_en="write it more plainly: one key a line, comments on lines of their own",
        hint_vi="viết lại đơn giản hơn: mỗi khóa một dòng, chú thích đứng riêng dòng",
    ),
    "PF740": Entry(
        en="`{text}` is not a moment",
        vi="`{text}` không phải là thời điểm",
        hint_en="write the date and the time as `2026-08-17 09:00` or `17/08/2026 09:00` (Vietnam time)",
        hint_vi="viết ngày và giờ theo dạng `2026-08-17 09:00` hoặc `17/08/2026 09:00` (giờ Việt Nam)",
    ),
    "PF741": Entry(
        en="`{text}` does not say until when to wait",
        vi="`{text}` chưa ghi đợi đến khi nào",
        hint_en="write `wait: until 2026-08-25 17:30`",
        hint_vi="viết `wait: until 2026-08-25 17:30`",
    ),
    "PF742": Entry(
        en="a line of a story says either `at` and `do`, or `wait`",
        vi="mỗi dòng của câu chuyện ghi `at` và `do`, hoặc ghi `wait`",
        hint_en="for example `{{at: 2026-08-17 10:00, do: accept}}` or `{{wait: until 2026-08-25 17:30}}`",
        hint_vi="ví dụ `{{at: 2026-08-17 10:00, do: accept}}` hoặc `{{wait: until 2026-08-25 17:30}}`",
    ),
    "PF743": Entry(
        en="the story does not begin with `submit`",
        vi="câu chuyện không bắt đầu bằng `submit`",
        hint_en="let its first line be `{{at: ..., do: submit, channel: ...}}`",
        hint_vi="dòng đầu tiên phải là `{{at: ..., do: submit, channel: ...}}`",
    ),
    "PF744": Entry(
        en="{key}: expected {wanted}, got {got}",
        vi="{key}: mong đợi {wanted}, nhận được {got}",
        hint_en="",
        hint_vi="",
    ),
    "PF745": Entry(
        en="refused with {code}: {why}",
        vi="bị từ chối với mã {code}: {why}",
        hint_en="if the refusal is what the law wants, write `expect: {{refused: {code}}}`",
        hint_vi="nếu việc từ chối là đúng pháp luật, viết `expect: {{refused: {code}}}`",
    ),
    "PF747": Entry(
        en="`due` is a day, and `{text}` is a moment",
        vi="`due` là một ngày, còn `{text}` là một thời điểm",
        hint_en="write the day at `due:`; the hour of the appointment is what `due_at:` says",
        hint_vi="ở `due:` chỉ ghi ngày; giờ hẹn ghi ở `due_at:`",
    ),
    "PF746": Entry(
        en="`{text}` is one day to a reader who puts the day first and another to one who puts the month first",
        vi="`{text}` có thể hiểu là hai ngày khác nhau, tuỳ người đọc viết ngày trước hay tháng trước",
        hint_en="write the year first: {day_first} if the day stands first here, {month_first} if the month does",
        hint_vi="viết năm trước: {day_first} nếu ở đây ngày đứng trước, {month_first} nếu tháng đứng trước",
    ),
    "PF724": Entry(
        en="`{text}` states no fact",
        vi="`{text}` không nêu dữ kiện nào",
        hint_en="write NAME=VALUE, as in area=120",
        hint_vi="viết TÊN=GIÁ TRỊ, ví dụ area=120",
    ),
    "PF730": Entry(
        en="`{name}` is {value}; it lies between 0 and {most}",
        vi="`{name}` là {value}; phải nằm giữa 0 và {most}",
        hint_en="a share of one half is 0.5",
        hint_vi="một nửa viết là 0.5",
    ),
    "PF731": Entry(
        en="no dossier can be handed in from {first} to {last}",
        vi="không thể nộp hồ sơ từ {first} đến {last}",
        hint_en="choose working days on which this version of the procedure is in force",
        hint_vi="chọn những ngày làm việc mà phiên bản thủ tục này đang có hiệu lực",
    ),
    "PF780": Entry(
        en="this is not the URL of a database that can be reached: {reason}",
        vi="đây không phải địa chỉ cơ sở dữ liệu dùng được: {reason}",
        hint_en="write postgresql://user@host/name or the path of a SQLite file; for PostgreSQL "
        "install its driver: pip install 'procflow[postgresql]'",
        hint_vi="viết postgresql://user@host/name hoặc đường dẫn tệp SQLite; với PostgreSQL hãy "
        "cài trình điều khiển: pip install 'procflow[postgresql]'",
    ),
    "PF785": Entry(
        en="there is no database `{path}`",
        vi="không có cơ sở dữ liệu `{path}`",
        hint_en="name the SQLite file of a register, as `procflow demo --db demo.db` makes one, or postgresql://user@host/name",
        hint_vi="chỉ ra tệp SQLite của sổ hồ sơ, như tệp `procflow demo --db demo.db` tạo ra, hoặc postgresql://user@host/name",
    ),
    "PF781": Entry(
        en="{path}:{line} does not hold the key of a seal",
        vi="{path}:{line} không phải khóa niêm phong",
        hint_en="write a line for each key, `NAME HEX`, the current one first, each key of 32 hex digits or more",
        hint_vi="mỗi khóa một dòng `TÊN HEX`, khóa hiện hành đứng đầu, mỗi khóa ít nhất 32 chữ số hex",
    ),
    "PF782": Entry(
        en="{path} is there already; a checkpoint that was kept is never overwritten",
        vi="đã có {path}; không ghi đè lên điểm đối chiếu đã giữ",
        hint_en="name a new file",
        hint_vi="hãy đặt tên tệp mới",
    ),
    "PF783": Entry(
        en="{path} cannot be opened: {reason}",
        vi="không mở được {path}: {reason}",
        hint_en="check the address, the account and that the server runs",
        hint_vi="hãy kiểm tra địa chỉ, tài khoản và máy chủ có đang chạy không",
    ),
    "PF784": Entry(
        en="to carry a migration out, say who does: --by ID",
        vi="để thực hiện việc chuyển, hãy cho biết ai thực hiện: --by ID",
        hint_en="every move is an event with the person who brought it about",
        hint_vi="mỗi lần chuyển là một sự kiện có người thực hiện",
    ),
    "PF786": Entry(
        en="to begin sealing, give the keys: --key-file FILE",
        vi="để bắt đầu niêm, hãy cho biết các khóa: --key-file FILE",
        hint_en="a line `NAME HEX` per key, the current one first; keep the file away from the database and its backups",
        hint_vi="mỗi dòng một khóa `TÊN HEX`, khóa hiện hành đứng đầu; giữ tệp khóa tách khỏi cơ sở dữ liệu và bản sao lưu",
    ),
    "PF790": Entry(
        en="the cache folder `{path}` cannot be used: {reason}",
        vi="không dùng được thư mục bộ nhớ đệm `{path}`: {reason}",
        hint_en="name a folder that can be written with --cache, or check without keeping anything with --no-cache",
        hint_vi="chọn bằng --cache một thư mục ghi được, hoặc kiểm tra mà không lưu gì bằng --no-cache",
    ),
    "PF791": Entry(
        en="`{path}` does not end as a file this command writes",
        vi="lệnh này không ghi tệp có tên như `{path}`",
        hint_en="let the name end in {known}; a folder to write into is named without an ending, or with / behind it",
        hint_vi="tên tệp phải có đuôi {known}; thư mục để ghi vào thì tên không có đuôi, hoặc có / ở cuối",
    ),
    "PF714": Entry(
        en="`{path}` exists and is not the database of an earlier demo",
        vi="`{path}` đã có và không phải là cơ sở dữ liệu của lần demo trước",
        hint_en="name another file with --db",
        hint_vi="chọn tệp khác bằng --db",
    ),
}
