// The settings' help in Vietnamese, by the schema's own sentence. A sentence that is missing here is a fault (a test says so).

export const helpVi: Readonly<Record<string, string>> = {
  'Sign of the library, on screens and slips: a PNG or SVG of up to 64 kB as a data URL':
    'Biểu trưng của thư viện trên màn hình và phiếu: hình PNG hoặc SVG, nhiều nhất 64 kB',
  'Last line of a receipt, such as a telephone number or an address':
    'Dòng cuối của biên nhận, ví dụ số điện thoại hoặc địa chỉ',
  'ISIL of this library; tags of other owners are not touched':
    'Mã ISIL của thư viện; tem RFID của nơi khác không bị đụng đến',
  'Which family it is of; most of how it is spoken to, and how its answers are read, follows from it':
    'Hệ thống thuộc họ nào; phần lớn cách nói chuyện với nó, và cách hiểu câu trả lời, theo đó mà ra',
  'How it is reached': 'Đi đến hệ thống bằng cách nào',
  'The small library inside Tram: for demonstration and training':
    'Thư viện nhỏ có sẵn trong Tram: để trình diễn và tập huấn',
  'How this station talks to it': 'Trạm nói chuyện với nó bằng cách nào',
  'Whose ways it has: a make of library system, for training and to see how a station bears it':
    'Nó cư xử như loại hệ thống nào: để tập huấn, và để xem trạm chịu được không',
  'As it is, readable to whoever is on the network': 'Không mã hóa; ai ở trên mạng cũng đọc được',
  'Host name or address of the library system': 'Tên hoặc địa chỉ máy của hệ thống thư viện',
  'Its SIP2 port': 'Cổng SIP2 của hệ thống',
  'A login by prompts in front of SIP2, as on a telnet port; null where there is none':
    'Đăng nhập bằng dấu nhắc trước SIP2, như trên cổng telnet; để trống nếu không có',
  'Who this station is': 'Trạm này là ai',
  'Its password': 'Mật khẩu của trạm',
  'Parts of what the library system writes; capitals and small letters alike':
    'Những đoạn chữ hệ thống viết ra; không phân biệt hoa thường',
  'Asks for the user': 'Hỏi tên người dùng',
  'Asks for the password': 'Hỏi mật khẩu',
  'Says that the login was right; null where nothing says so and SIP2 begins at once':
    'Báo đăng nhập đúng; để trống nếu không báo gì và SIP2 bắt đầu ngay',
  'Says that it was wrong': 'Báo đăng nhập sai',
  'Encrypted; stunnel in front of the library system is this, too':
    'Có mã hóa; stunnel đặt trước hệ thống thư viện cũng là cách này',
  'Its SIP2 port for TLS': 'Cổng SIP2 của hệ thống khi dùng TLS',
  'The name to ask for (SNI) and to find in the certificate; null: the host':
    'Tên để hỏi (SNI) và phải có trong chứng thư; để trống: chính là tên máy',
  'Whom to believe': 'Tin ai',
  'Its certificate is signed by an authority': 'Chứng thư do một tổ chức ký',
  'The file of their certificates (PEM), its path from the settings file on; null: the well-known authorities':
    'Tệp chứng thư của các tổ chức đó (PEM), đường dẫn tính từ tệp thiết lập; để trống: các tổ chức quen thuộc',
  'A file of the PEM format; a relative path starts where the settings file is':
    'Một tệp PEM; đường dẫn tương đối tính từ chỗ tệp thiết lập',
  'Where there are any, it must show one of these keys as well':
    'Nếu có, hệ thống còn phải đưa ra một trong các khóa này',
  'What is counted: the key, which outlives its certificates, or the whole certificate':
    'Tính gì: khóa, sống lâu hơn chứng thư, hay cả chứng thư',
  'Its SHA-256: 64 hexadecimal digits, with or without colons, or base64':
    'SHA-256: 64 chữ số hệ 16, có hoặc không có dấu hai chấm, hoặc base64',
  'Whoever shows one of these keys, self-signed or not': 'Ai đưa ra một trong các khóa này, dù tự ký hay không',
  'The keys': 'Các khóa',
  'The certificate this station shows; null where it is not asked for one':
    'Chứng thư trạm này đưa ra; để trống nếu không ai hỏi',
  'Its file (PEM); a relative path starts where the settings file is':
    'Tệp chứng thư (PEM); đường dẫn tương đối tính từ chỗ tệp thiết lập',
  'The file of its key (PEM)': 'Tệp khóa của nó (PEM)',
  'Opens the key; null where it is not locked': 'Mở khóa; để trống nếu khóa không có mật khẩu',
  'Institution id (AO) as the library system knows it': 'Mã tổ chức (AO) như hệ thống thư viện biết',
  'Terminal password (AC), mostly empty': 'Mật khẩu thiết bị (AC), phần lớn để trống',
  'Login (93); null where the library system wants none': 'Đăng nhập (93); để trống nếu hệ thống không cần',
  'Who this station is (CN)': 'Trạm này là ai (CN)',
  'Its password (CO)': 'Mật khẩu (CO)',
  'Location code (CP); for FOLIO the UUID of the service point': 'Mã vị trí (CP); với FOLIO là UUID của điểm phục vụ',
  'Where items are returned (AP): a real branch code or nothing. Koha takes it as the returning branch.':
    'Tài liệu được trả ở đâu (AP): mã chi nhánh thật hoặc để trống. Koha coi đó là chi nhánh nhận trả.',
  'Language code of SIP2; there is none for Vietnamese': 'Mã ngôn ngữ của SIP2; không có mã cho tiếng Việt',
  'Currency of an amount that comes without one (Koha tells none), such as VND':
    'Tiền tệ của số tiền đến mà không ghi (Koha không ghi), ví dụ VND',
  'How long an answer may take': 'Một câu trả lời được phép mất bao lâu',
  'The same for a login and for the first status': 'Cũng vậy, cho lần đăng nhập và câu hỏi tình trạng đầu tiên',
  'How long a connection may take': 'Nối đến hệ thống được phép mất bao lâu',
  'Silence after which it is asked for its status; Koha hangs up after 600':
    'Im lặng bao lâu thì hỏi tình trạng một lần; Koha ngắt sau 600',
  'Show a patron in the account what the library system says of them (screen messages of a 64); it may name others':
    'Cho bạn đọc xem trong tài khoản những gì hệ thống nói về họ (lời trong 64); có thể nêu tên người khác',
  'Ask for the item before it is returned, so that the patron is told when it is overdue; costs one answer an item':
    'Hỏi về tài liệu trước khi trả, để báo cho bạn đọc khi quá hạn; mỗi tài liệu tốn thêm một câu hỏi',
  'Whether a technician’s check may open a connection beside the station’s own; false where the library system serves one alone, or counts them':
    'Khi kỹ thuật viên kiểm tra, có được mở thêm một kết nối cạnh kết nối của trạm không; tắt nếu hệ thống chỉ phục vụ một kết nối, hoặc tính tiền theo kết nối',
  'Show what the library system itself says when it refuses a loan, below our own words. Koha puts names of other patrons into it: leave it off there':
    'Hiện lời của chính hệ thống khi từ chối cho mượn, dưới lời của trạm. Koha đưa tên bạn đọc khác vào đó: hãy để tắt',
  'How it is spoken to where it differs from its dialect; null: as the dialect says':
    'Nói chuyện khác với họ của nó ở điểm nào; để trống: theo họ',
  'Character set it is written to in': 'Bảng mã chữ',
  'Sequence numbers and checksums (AY, AZ). "warn": a wrong one is logged and taken; "automatic": left out where it is not understood, taken where it is wrong twice':
    'Số thứ tự và tổng kiểm (AY, AZ). "warn": sai thì ghi lại mà vẫn nhận; "automatic": bỏ đi nếu hệ thống không hiểu, vẫn nhận nếu sai hai lần',
  'What ends a message of ours': 'Một câu của trạm kết thúc bằng gì',
  'Whether the login (93) or a question for its status (99) comes first':
    'Đăng nhập (93) trước, hay hỏi tình trạng (99) trước',
  'Whose field codes, where systems use one code for different things':
    'Mã trường theo nhà nào, khi các hệ thống dùng một mã cho nhiều nghĩa',
  'How often a question that changes nothing is asked in all; loans and returns are never asked twice':
    'Một câu hỏi không thay đổi gì được hỏi tất cả mấy lần; mượn và trả không bao giờ hỏi lại',
  'How long an answer may take: by these settings, or by what its status says (5 to 60 s)':
    'Câu trả lời được phép mất bao lâu: theo thiết lập này, hay theo lời tình trạng của hệ thống (5 đến 60 giây)',
  'Questions it leaves unanswered or hangs up over (35, 17), beside those of its dialect':
    'Những câu hệ thống không trả lời hoặc ngắt máy (35, 17), thêm vào những câu của họ',
  'Optional fields it cannot bear (AC, BO, BI), beside those of its dialect':
    'Những trường không bắt buộc mà hệ thống không chịu được (AC, BO, BI), thêm vào của họ',
  'Pictures and short texts on the welcome screen while nobody is there; null: it stays as it is':
    'Hình và lời ngắn trên màn hình chào khi vắng người; để trống: màn hình giữ nguyên',
  'So long untouched, the welcome screen begins to show them': 'Không ai chạm bao lâu thì màn hình chào bắt đầu chiếu',
  'What is shown, one after the other; none: the welcome screen only speaks its languages by turns':
    'Chiếu những gì, lần lượt; không có gì: màn hình chào chỉ đổi ngôn ngữ',
  'A PNG or JPEG file of up to 4 MB in the folder of the settings file, by its name; or a PNG or SVG of up to 256 kB as a data URL':
    'Tệp PNG hoặc JPEG nhiều nhất 4 MB trong thư mục của tệp thiết lập, ghi tên tệp; hoặc PNG, SVG nhiều nhất 256 kB dạng data URL',
  'What the picture shows, for who cannot see it; needed with a picture':
    'Hình vẽ gì, cho người không nhìn thấy; cần có khi có hình',
  'In Vietnamese': 'Bằng tiếng Việt',
  'In English': 'Bằng tiếng Anh',
  'A short text, above the picture or by itself': 'Lời ngắn, trên hình hoặc đứng một mình',
  'So long it is shown in each language': 'Chiếu bao lâu trong mỗi ngôn ngữ',
  'Where the desks of this station can be reached': 'Đến các quầy của trạm này từ đâu',
  'Desks on other computers, by HTTPS; null: the glass of a desk is on this machine only':
    'Quầy ở máy khác, qua HTTPS; để trống: màn hình quầy chỉ ở máy này',
  'Address of this machine in the library’s network, or its name; the desk is served there alone':
    'Địa chỉ của máy này trong mạng thư viện, hoặc tên của nó; quầy chỉ phục vụ ở đó',
  'Port of the desk’s pages there': 'Cổng của trang quầy ở đó',
  'By what other names browsers may call it; any other is turned away':
    'Trình duyệt được gọi máy bằng những tên nào khác; tên lạ bị từ chối',
  'The library’s own certificate; null: the station makes one, and its fingerprint is in the log. A file’s path begins beside the settings':
    'Chứng thư của thư viện; để trống: trạm tự làm một cái, dấu vân của nó ghi trong nhật ký máy. Đường dẫn tính từ chỗ tệp thiết lập',
  'PEM file: the certificate of these names, and those between it and its authority':
    'Tệp PEM: chứng thư của các tên này, và những chứng thư đến tổ chức ký',
  'PEM file of its key, for the station’s user alone; without a passphrase':
    'Tệp PEM của khóa, chỉ người dùng của trạm đọc được; không có mật khẩu',
  'Opening hours of the library; null: always open': 'Giờ mở cửa của thư viện; để trống: luôn mở',
  'Opening hours of the day, one after the other; an empty list: closed':
    'Các khoảng giờ mở cửa trong ngày, lần lượt; không có khoảng nào: đóng cửa',
  'Opens, such as "08:00"': 'Mở lúc, ví dụ "08:00"',
  'Closes, such as "17:00"; midnight is "24:00"': 'Đóng lúc, ví dụ "17:00"; nửa đêm là "24:00"',
  'The same': 'Cũng vậy',
  'Holidays and other days; the first that fits counts': 'Ngày lễ và những ngày khác; ngày khớp đầu tiên được tính',
  'First day, such as "2027-02-05"': 'Ngày đầu, ví dụ "2027-02-05"',
  'Last day; null for one day alone': 'Ngày cuối; để trống nếu chỉ một ngày',
  'Opening hours on these days instead of the usual ones; empty: closed':
    'Giờ mở cửa trong những ngày đó thay cho giờ thường; để trống: đóng cửa',
  'So long before closing, patrons are told': 'Báo cho bạn đọc trước giờ đóng cửa bao lâu',
  'What the kiosk does while the library is closed: "returns" where it can be reached from outside':
    'Ki-ốt làm gì khi thư viện đóng cửa: "returns" nếu đứng ngoài vẫn đến được',
  'Receipts by e-mail; null: there are none': 'Biên nhận qua thư điện tử; để trống: không có',
  'The library’s mail server (SMTP)': 'Máy chủ thư của thư viện (SMTP)',
  '587 with "starttls", 465 with "tls", 25 inside a library':
    '587 với "starttls", 465 với "tls", 25 trong nội bộ thư viện',
  'Secrecy on the way; "none" only where the server stands in the same room':
    'Bảo mật trên đường đi; "none" chỉ khi máy chủ ở cùng phòng',
  'Login; null where the mail server wants none': 'Đăng nhập; để trống nếu máy chủ thư không cần',
  'Who this station is to the mail server': 'Trạm này là ai với máy chủ thư',
  'Address the receipts come from': 'Thư đi từ địa chỉ nào',
  'Who is written to when a patron calls for help or the printer needs a hand; null for nobody':
    'Viết cho ai khi bạn đọc gọi giúp hoặc máy in cần người; để trống: không ai',
  'How long the station remembers': 'Trạm nhớ bao lâu',
  'Days after which a patron’s number leaves the station’s journal, once the work for that patron is done; a week answers who comes back about last Friday’s pile, and the library system knows the rest':
    'Sau bao nhiêu ngày số thẻ bạn đọc rời sổ của trạm, khi việc của họ đã xong; một tuần đủ trả lời ai quay lại hỏi về chồng sách thứ sáu trước, còn lại hệ thống thư viện biết',
  'Days after which an entry leaves the journal altogether; a year and a month, for yearly figures; null: never':
    'Sau bao nhiêu ngày một mục rời hẳn sổ; một năm một tháng, cho số liệu cả năm; để trống: không bao giờ',
  'Payment of fees at the kiosk; null: at the desk only': 'Trả phí tại ki-ốt; để trống: chỉ tại quầy',
  'The bank, by its NAPAS number: six digits': 'Mã NAPAS của ngân hàng: sáu chữ số',
  'The bank, as people call it': 'Ngân hàng, như người ta vẫn gọi',
  'The library’s account: up to 19 digits or letters': 'Tài khoản của thư viện: nhiều nhất 19 chữ số hoặc chữ cái',
  'Whose account it is, as the bank shows it': 'Tài khoản đứng tên ai, như ngân hàng ghi',
  'Text of the transfer; {reference} is replaced. A code holds 25 letters without accents':
    'Nội dung chuyển khoản; {reference} được thay vào. Mã chứa được 25 chữ cái không dấu',
  'How the library system is to book it (payment type of 37): two digits, 00 is cash':
    'Hệ thống thư viện ghi khoản này là gì (loại thanh toán của 37): hai chữ số, 00 là tiền mặt',
  'The cards that desks make: what is asked, what is agreed to, what a card is':
    'Thẻ làm tại quầy: hỏi gì, bạn đọc đồng ý điều gì, thẻ là gì',
  'What a new card is: "printed", its number is on it and is scanned; "range", the station gives the next number of the library’s range; "uid", the number is the UID of a card that is tapped; "tag", the number is written onto the RFID card and read back':
    'Thẻ mới là gì: "printed", số in sẵn trên thẻ và được quét; "range", trạm cấp số tiếp theo trong dải của thư viện; "uid", số là UID của thẻ được chạm; "tag", số được ghi vào thẻ RFID rồi đọc lại',
  'With "tag": how it is written; its type of usage says that it is a patron card':
    'Với "tag": ghi theo định dạng nào; kiểu sử dụng cho biết đó là thẻ bạn đọc',
  'What is asked of a person besides the name. What is left out is not kept, whatever a scanned card says':
    'Hỏi gì ngoài tên. Điều không hỏi thì không lưu, dù thẻ được quét có nói gì',
  'Date of birth: needed, asked for, or left out': 'Ngày sinh: bắt buộc, có hỏi, hay không hỏi',
  'Sex: needed, asked for, or left out': 'Giới tính: bắt buộc, có hỏi, hay không hỏi',
  'Address: needed, asked for, or left out': 'Địa chỉ: bắt buộc, có hỏi, hay không hỏi',
  'Telephone: needed, asked for, or left out': 'Điện thoại: bắt buộc, có hỏi, hay không hỏi',
  'E-mail: needed, asked for, or left out': 'Thư điện tử: bắt buộc, có hỏi, hay không hỏi',
  'What a person agrees to before a card is made': 'Bạn đọc đồng ý điều gì trước khi làm thẻ',
  'Recorded with each card; raise it with each new text': 'Ghi lại cùng mỗi thẻ; tăng lên mỗi khi đổi lời',
  'The text that a person agrees to': 'Lời mà bạn đọc đồng ý',
  'The same in English': 'Lời đó bằng tiếng Anh',
  'Whoever is younger needs a guardian, who agrees; 0: nobody does':
    'Ai nhỏ tuổi hơn cần người giám hộ đồng ý; 0: không ai cần',
  'Codes of the categories that are offered, in this order; empty: all that the library system has':
    'Mã các loại bạn đọc được đưa ra, theo thứ tự này; để trống: tất cả loại của hệ thống',
  'Those of them for whoever needs a guardian; the first is proposed':
    'Trong đó những loại cho người cần giám hộ; loại đầu được đề nghị',
  'Codes of the branches that are offered, in this order; the first is proposed; empty: all':
    'Mã các chi nhánh được đưa ra, theo thứ tự này; chi nhánh đầu được đề nghị; để trống: tất cả',
  'How many months a card is good for; null: by the library system’s rule for the category':
    'Thẻ có hạn bao nhiêu tháng; để trống: theo quy định của hệ thống cho loại đó',
  'Deposits (thế chân) by category; empty: none is taken': 'Thế chân theo loại bạn đọc; để trống: không thu',
  'Its code; null: all others': 'Mã loại; để trống: mọi loại còn lại',
  'What is taken, in the library’s currency; 0: nothing': 'Thu bao nhiêu, theo tiền tệ của thư viện; 0: không thu',
  'The fewest signs of a patron password, which can be set once the patron exists; 0: none is offered':
    'Mật khẩu bạn đọc ngắn nhất mấy ký tự, đặt được ngay khi đã có bạn đọc; 0: không đặt',
  'A slip with the new card’s number as a QR code, for use at once': 'Phiếu có số thẻ mới dạng mã QR, dùng được ngay',
  'The way by which the desk registers patrons in the library system; null: not at this station':
    'Quầy đăng ký bạn đọc vào hệ thống thư viện bằng cách nào; để trống: trạm này không đăng ký',
  'The small library inside Tram, as if it were a Koha: for demonstration and training':
    'Thư viện nhỏ có sẵn trong Tram, như thể nó là Koha: để trình diễn và tập huấn',
  'How "Nguyễn Thị Minh Khai" is kept: family name as surname and the rest as first name; in three fields (newer Kohas); all but the given name as surname; all of it as surname':
    '"Nguyễn Thị Minh Khai" được lưu thế nào: họ là surname, còn lại là first name; ba trường (Koha mới); tất cả trừ tên là surname; tất cả là surname',
  'Numbers that this station gives out; null: cards come with their numbers printed':
    'Dải số trạm này cấp; để trống: thẻ có số in sẵn',
  'Stands in front of every number': 'Đứng trước mọi số',
  'First running number, as wide as it is printed, such as "00010001"':
    'Số đầu tiên, rộng như khi in, ví dụ "00010001"',
  'Last one, of the same width. Two stations never share numbers: give each a range of its own':
    'Số cuối, cùng độ rộng. Hai trạm không bao giờ chung số: mỗi trạm một dải riêng',
  'Check digit at the end, as library numbers have it, or none':
    'Chữ số kiểm tra ở cuối, như số của thư viện, hay không có',
  'Where the version of the text is kept that the person agreed to: an attribute type or custom field; null: it is not stored anywhere':
    'Phiên bản của lời mà bạn đọc đồng ý lưu ở đâu: kiểu thuộc tính hoặc trường riêng; để trống: không lưu',
  'Where the citizen number is kept: an attribute type or custom field of the library system. It is never a card number; null: it is not stored anywhere':
    'Số căn cước lưu ở đâu: kiểu thuộc tính hoặc trường riêng. Đó không bao giờ là số thẻ; để trống: không lưu',
  'Koha’s REST interface; its account needs the permission to edit patrons':
    'Giao diện REST của Koha; tài khoản cần quyền sửa bạn đọc',
  'Its address; https, or http on this very machine': 'Địa chỉ; https, hoặc http trên chính máy này',
  'Speak to another machine without secrecy: whoever is on the network reads patrons and passwords':
    'Nói với máy khác mà không mã hóa: ai ở trên mạng cũng đọc được bạn đọc và mật khẩu',
  'A client of Koha (OAuth2 client credentials)': 'Một client của Koha (OAuth2 client credentials)',
  'Its id': 'Mã của nó',
  'Its secret': 'Bí mật của nó',
  'A user of Koha, where the preference RESTBasicAuth allows it':
    'Một người dùng của Koha, khi Koha cho phép RESTBasicAuth',
  'Its name': 'Tên đăng nhập',
  'Home branch of whoever names none: Koha needs one': 'Chi nhánh của ai không nêu: Koha cần một chi nhánh',
  'Branches, where the library system does not list them': 'Các chi nhánh, khi hệ thống không liệt kê',
  'As the library system spells it': 'Như hệ thống thư viện viết',
  'As staff read it': 'Như nhân viên đọc',
  'Categories of patrons, where it does not list them': 'Các loại bạn đọc, khi hệ thống không liệt kê',
  'FOLIO’s users': 'Người dùng của FOLIO',
  'The library’s tenant': 'Tenant của thư viện',
  'A user of FOLIO; its tokens are renewed': 'Một người dùng của FOLIO; token được làm mới',
  'A token that does not end': 'Một token không hết hạn',
  'The token': 'Token',
  'UUID of the kind of addresses; null: the first that FOLIO has':
    'UUID của loại địa chỉ; để trống: loại đầu tiên của FOLIO',
  'Custom field that a child’s guardian is kept in; null: it is not stored anywhere':
    'Trường riêng lưu người giám hộ của trẻ; để trống: không lưu',
  'A file in the columns of Koha’s patron import, which staff take to a library system without an interface':
    'Tệp theo cột nhập bạn đọc của Koha, nhân viên mang đến hệ thống không có giao diện',
  'Where the files are written; a relative path starts where the settings file is':
    'Tệp được ghi ở đâu; đường dẫn tương đối tính từ chỗ tệp thiết lập',
  'Home branch of whoever names none': 'Chi nhánh của ai không nêu',
  'Name to sign in with; stands in the journal beside what is done': 'Tên để đăng nhập; đứng trong sổ cạnh việc đã làm',
  'What they may do: "staff", "senior" (overrides too), "technician" (devices too) or "administrator"':
    'Được làm gì: "staff", "senior" (được bỏ qua quy định), "technician" (thêm thiết bị) hay "administrator"',
  'PIN or password, of which the station keeps a hash alone': 'Mã PIN hoặc mật khẩu; trạm chỉ giữ mã băm',
  'Number of their staff card, as it is scanned or read from the RFID card; null for none':
    'Số thẻ nhân viên, như khi quét hoặc như đọc từ thẻ RFID; để trống nếu không có',
  'What stands in the library: kiosks for patrons and desks for staff, each with its own devices':
    'Những gì đứng trong thư viện: ki-ốt cho bạn đọc, quầy cho nhân viên, mỗi nơi có thiết bị riêng',
  'Short name of this place; stands in receipt numbers': 'Tên ngắn của vị trí này; đứng trong mã biên nhận',
  'AFI of an item in stock: the gate alarms': 'AFI của tài liệu trong kho: cổng báo động',
  'AFI of an item on loan: the gate is silent': 'AFI của tài liệu đang mượn: cổng im',
  'Switch the EAS bit too, on the chips that have one (NXP)': 'Chuyển cả bit EAS, trên chip có bit đó (NXP)',
  'The EAS bit alone: only NXP chips have it': 'Chỉ bit EAS: chỉ chip NXP có',
  'Magnetic strips: the patron draws the item over a desensitiser': 'Dải từ: bạn đọc kéo tài liệu qua máy khử từ',
  'The RFID pad; null for a place that works by barcode': 'Bàn đọc RFID; để trống nếu vị trí này dùng mã vạch',
  'FEIG OBID i-scan / classic-pro HF': 'FEIG OBID i-scan / classic-pro HF',
  'LAN readers speak advanced frames only': 'Đầu đọc LAN chỉ hiểu khung mở rộng',
  '"find": the reader is asked once how it beeps; "none": it is not asked':
    '"find": hỏi đầu đọc một lần xem nó kêu bíp thế nào; "none": không hỏi',
  'Whether it tells a whole pile apart (MR, PR, LR do, CPR stop at five). null: as its type says':
    'Có phân biệt được cả chồng không (MR, PR, LR được, CPR dừng ở năm). để trống: theo loại máy',
  'The port: best a name that stays, /dev/serial/by-id/… or usb:VENDOR:PRODUCT (usb:VENDOR:PRODUCT:SERIAL for one of two alike), such as usb:0403:6001; else /dev/ttyUSB0 or COM3':
    'Cổng: tốt nhất là tên không đổi, /dev/serial/by-id/… hoặc usb:VENDOR:PRODUCT (usb:VENDOR:PRODUCT:SERIAL khi có hai cái giống nhau), ví dụ usb:0403:6001; nếu không thì /dev/ttyUSB0 hoặc COM3',
  'Host name or address of the device': 'Tên hoặc địa chỉ của thiết bị',
  'TCP port of the device': 'Cổng TCP của thiết bị',
  'Keep the time of the real device (baud rate, milliseconds per tag)':
    'Giữ nhịp của thiết bị thật (tốc độ baud, mili giây mỗi tem)',
  'SW-TYPE: 76 an MR101, 80 and 83 card readers': 'SW-TYPE: 76 là MR101, 80 và 83 là đầu đọc thẻ',
  'Tells each tag once until the field was off; CPR as shipped':
    'Báo mỗi tem một lần cho đến khi tắt trường; CPR lúc xuất xưởng',
  'The others follow on MORE; a frame has room for 24': 'Các tem còn lại đến khi hỏi MORE; một khung chứa 24',
  'Tells no more tags than this; null: 5 for card readers':
    'Không báo nhiều tem hơn số này; để trống: 5 với đầu đọc thẻ',
  'Answers ISO 15693 commands with 82': 'Trả lời lệnh ISO 15693 bằng 82',
  'Pushes a frame that nobody asked for before each answer': 'Đẩy một khung không ai hỏi trước mỗi câu trả lời',
  'Form of a chip’s size: 2 bytes, or 3': 'Dạng kích thước chip: 2 byte, hoặc 3',
  'The command that it beeps by': 'Lệnh làm nó kêu bíp',
  'Of its serial line, whose bytes take time in real time':
    'Của đường nối tiếp, nơi mỗi byte mất thời gian khi chạy theo nhịp thật',
  'As at another baud rate: nothing is understood': 'Như ở tốc độ baud khác: không hiểu gì',
  'UHF modules with Impinj R2000 or E710: Invelion, Rodinbell, Yanzeo':
    'Mô-đun UHF có Impinj R2000 hoặc E710: Invelion, Rodinbell, Yanzeo',
  '"s0": what lies there now. "s1": big piles, half as quick. "reader": as the reader is set':
    '"s0": những gì đang nằm đó. "s1": chồng lớn, chậm gấp đôi. "reader": theo thiết lập của đầu đọc',
  'The port that the pad’s antenna is connected to': 'Cổng nối với ăng-ten của bàn đọc',
  '13 to 20: more, and it reads what lies at the next station. null: as the reader is set':
    '13 đến 20: cao hơn thì đọc cả bên ki-ốt kế. để trống: theo thiết lập của đầu đọc',
  'The frequencies that the country allows. null: as the reader is set':
    'Tần số mà nước sở tại cho phép. để trống: theo thiết lập của đầu đọc',
  'When the reader itself beeps': 'Khi nào chính đầu đọc kêu bíp',
  'Tags that answer more weakly do not lie here; on the reader’s scale, about dBm + 129':
    'Tem trả lời yếu hơn thì không nằm ở đây; theo thang của đầu đọc, khoảng dBm + 129',
  'Off for firmware that refuses every read of a tag’s memory':
    'Tắt đi với firmware từ chối mọi lần đọc bộ nhớ của tem',
  '"missing": every round fails': '"missing": vòng nào cũng hỏng',
  'UHFReader18/288: Chafon, RU5102, MU903 and many without a name':
    'UHFReader18/288: Chafon, RU5102, MU903 và nhiều loại không tên',
  'How inventories look. "auto": by the type that the reader tells':
    'Vòng dò tem trông thế nào. "auto": theo loại mà đầu đọc báo',
  '288: 2^q time slots, 4 for a pile of some 16, 6 for sixty':
    '288: 2^q khe thời gian, 4 cho chồng khoảng 16, 6 cho sáu mươi',
  '288: the port that the pad’s antenna is connected to': '288: cổng nối với ăng-ten của bàn đọc',
  '288: tags that answer more weakly do not lie here; on the reader’s own scale':
    '288: tem trả lời yếu hơn thì không nằm ở đây; theo thang riêng của đầu đọc',
  'Comes in scan mode, and leaves it when told, or never':
    'Đến ở chế độ quét, và rời đi khi được bảo, hoặc không bao giờ',
  'UHF readers that speak LLRP: Impinj Speedway and R700, Zebra FX, ThingMagic':
    'Đầu đọc UHF nói LLRP: Impinj Speedway và R700, Zebra FX, ThingMagic',
  'How long one round of inventory lasts; too short, and a pile is not gone through':
    'Một vòng dò tem kéo dài bao lâu; ngắn quá thì không hết chồng',
  'The port that the pad’s antenna is connected to; 0: all ports': 'Cổng nối với ăng-ten của bàn đọc; 0: mọi cổng',
  'Gen2 session; 0: each round tells every tag': 'Phiên Gen2; 0: vòng nào cũng báo mọi tem',
  'How many tags to expect in a pile': 'Chờ đợi bao nhiêu tem trong một chồng',
  'Row of the reader’s own table of powers. null: as the reader is set; low, or it reads the next station':
    'Hàng trong bảng công suất của đầu đọc. để trống: theo thiết lập; nên thấp, kẻo đọc cả ki-ốt kế',
  'Tags that answer more weakly do not lie here, such as -60': 'Tem trả lời yếu hơn thì không nằm ở đây, ví dụ -60',
  '"another": it greets with that, and then is silent': '"another": chào như vậy rồi im',
  'RFIDStation / AnyID HF pads, R32x (“7E 55”)': 'Bàn đọc HF RFIDStation / AnyID, R32x (“7E 55”)',
  'How EAS is written: "with-check" where "plain" finds no tag; "none" for firmware that passes nothing through':
    'EAS được ghi thế nào: "with-check" khi "plain" không thấy tem; "none" cho firmware không chuyển tiếp gì',
  'The pads with a USB plug': 'Bàn đọc cắm USB',
  'Tells two devices of one model apart': 'Phân biệt hai thiết bị cùng loại',
  'Tells tags by itself, and repeats itself until it is answered': 'Tự báo tem, và nhắc lại cho đến khi được trả lời',
  'Takes another configuration': 'Nhận cấu hình khác',
  'Tells each tag once until the field was off; else it begins anew each time':
    'Báo mỗi tem một lần cho đến khi tắt trường; nếu không thì lần nào cũng báo lại',
  'The others are told on the next question': 'Các tem còn lại báo ở câu hỏi sau',
  'Where the result of a tag’s information stands': 'Kết quả thông tin tem đứng ở đâu',
  '3M 210, 810 and their successors at Bibliotheca (“D6”)': '3M 210, 810 và đời sau của Bibliotheca (“D6”)',
  'Blocks in one read or write; 8 where tags cannot be read':
    'Số khối trong một lần đọc hoặc ghi; 8 khi không đọc được tem',
  'How often an AFI is written before the patron is asked to put the item back':
    'AFI được ghi mấy lần trước khi mời bạn đọc đặt lại',
  'The same UID twice in one inventory, as its second look brings about':
    'Cùng một UID hai lần trong một vòng, như khi nó nhìn lần hai',
  'Knows only the old version question': 'Chỉ biết câu hỏi phiên bản cũ',
  'The most blocks in one read or write': 'Nhiều khối nhất trong một lần đọc hoặc ghi',
  'Elatec TWN4, a reader for one card at a time; it needs the firmware “PRS”':
    'Elatec TWN4, mỗi lần đọc một thẻ; cần firmware “PRS”',
  'As the reader was set up in Elatec’s AppBlaster': 'Như đã cài trong AppBlaster của Elatec',
  '…and whether its messages end with a check': '…và tin của nó có kết thúc bằng số kiểm tra không',
  'The firmware as shipped: types card numbers into the void': 'Firmware lúc xuất xưởng: gõ số thẻ vào chỗ không người',
  'Which byte of an ISO 15693 UID comes first': 'Byte nào của UID ISO 15693 đến trước',
  'What a tag answered comes with its flags': 'Tem trả lời kèm các cờ',
  'The chips know the command to read many blocks': 'Chip biết lệnh đọc nhiều khối',
  'Card readers of the PC/SC kind: ACS, HID Omnikey, …': 'Đầu đọc thẻ kiểu PC/SC: ACS, HID Omnikey, …',
  'How ISO 15693 tags are read: by the reader’s name; PC/SC’s own commands (no AFI); ACS’s transparent session; ACS’s pass-through':
    'Tem ISO 15693 được đọc thế nào: theo tên đầu đọc; lệnh riêng của PC/SC (không AFI); phiên trong suốt của ACS; chuyển tiếp của ACS',
  'Which byte of PC/SC’s own commands names the block: P2 (ACS and most) or P1 (as Microsoft has it)':
    'Byte nào trong lệnh PC/SC chỉ khối: P2 (ACS và phần lớn) hay P1 (như Microsoft)',
  'Name of the reader or a part of it, such as ACR1552; empty: the first one found':
    'Tên đầu đọc hoặc một phần tên, ví dụ ACR1552; để trống: cái đầu tiên tìm thấy',
  'Which reader it is': 'Là đầu đọc nào',
  'With two cards in the field: none, or one': 'Khi có hai thẻ trong trường: không thẻ nào, hay một thẻ',
  'Says 64 01 although it wrote: never, without a timer object, always':
    'Nói 64 01 dù đã ghi: không bao giờ, khi không có bộ đếm giờ, luôn luôn',
  'A pass-through hands the response flags on': 'Lệnh chuyển tiếp đưa cả cờ trả lời',
  'A second reader, for patrons’ cards alone; null where cards are scanned or laid on the pad':
    'Đầu đọc thứ hai, chỉ cho thẻ bạn đọc; để trống nếu thẻ được quét hoặc đặt lên bàn đọc',
  'How the number of a card that is tapped, or laid on the pad, is spelled in the library system':
    'Số của thẻ được chạm, hoặc đặt lên bàn đọc, viết thế nào trong hệ thống thư viện',
  'Some systems store 4 bytes of a 7-byte UID; null: all bytes count':
    'Có hệ thống chỉ lưu 4 byte của UID 7 byte; để trống: mọi byte',
  'How many bytes of the UID count': 'Bao nhiêu byte của UID được tính',
  'Which: the first or the last ones, as the reader gives them':
    'Byte nào: những byte đầu hay cuối, như đầu đọc đưa ra',
  'Order of the bytes: the same card is 04A1B2C3 for one reader and C3B2A104 for another':
    'Thứ tự byte: cùng một thẻ, đầu đọc này đọc 04A1B2C3, đầu kia C3B2A104',
  'How the bytes are spelled: hexadecimal; one decimal number; or, as Wiegand-26 readers print it, the third last byte as 3 digits and the last two as 5':
    'Byte viết thế nào: hệ 16; một số thập phân; hoặc như đầu đọc Wiegand-26 in, byte thứ ba từ cuối là 3 chữ số và hai byte cuối là 5',
  'Letters of the number': 'Chữ cái của số thẻ',
  'What the library system does not store of the number': 'Phần của số mà hệ thống không lưu',
  'Taken off at the beginning where it stands there': 'Bỏ ở đầu nếu có',
  'Taken off at the end where it stands there': 'Bỏ ở cuối nếu có',
  'Leading zeros are taken off': 'Bỏ các số 0 ở đầu',
  'Filled up with leading zeros to so many characters, 10 for a 4-byte UID in decimal; 0: not filled up':
    'Thêm số 0 ở đầu cho đủ bấy nhiêu ký tự, 10 cho UID 4 byte hệ thập phân; 0: không thêm',
  'What the library system has around the number': 'Hệ thống có gì quanh số',
  'Put before the number': 'Đặt trước số',
  'Put behind the number': 'Đặt sau số',
  'A scanner on a serial line; keyboard scanners need no setting':
    'Máy quét trên đường nối tiếp; máy quét kiểu bàn phím không cần thiết lập',
  'A scan without a terminator ends after this silence': 'Một lần quét không có dấu kết kết thúc sau khoảng im này',
  'What the scanner is set to send before each code; taken off': 'Máy quét được cài để gửi gì trước mỗi mã; sẽ bỏ đi',
  '…and after it, besides CR, LF, TAB or ETX; taken off': '…và gì sau mã, ngoài CR, LF, TAB hay ETX; sẽ bỏ đi',
  'A USB scanner in HID POS mode': 'Máy quét USB ở chế độ HID POS',
  'USB vendor; null for the first scanner found': 'Mã hãng USB; để trống: máy quét đầu tiên tìm thấy',
  'USB product; null for any': 'Mã sản phẩm USB; để trống: bất kỳ',
  'Tells two scanners of one model apart': 'Phân biệt hai máy quét cùng loại',
  'What the printer understands: ESC/POS (most makes), StarPRNT or Star Line mode (Star Micronics)':
    'Máy in hiểu gì: ESC/POS (phần lớn), StarPRNT hay Star Line (Star Micronics)',
  'Dots of the print head: 180 for Epson TM-T70 and TM-T88, Bixolon SRP-350; 203 for nearly all others':
    'Số điểm của đầu in: 180 với Epson TM-T70 và TM-T88, Bixolon SRP-350; 203 với gần như mọi máy khác',
  "Drawn by the station, right on any printer; or the maker's own Vietnamese letters (faster on a serial line)":
    'Do trạm vẽ, đúng trên mọi máy in; hoặc chữ Việt của chính hãng (nhanh hơn trên đường nối tiếp)',
  'A cash drawer is wired to the printer': 'Có ngăn kéo tiền nối vào máy in',
  'A device file such as /dev/usb/lp0': 'Tệp thiết bị, ví dụ /dev/usb/lp0',
  'A raw queue of CUPS; it tells less than any other connection':
    'Hàng đợi thô của CUPS; nó báo ít hơn mọi cách nối khác',
  'Regular expression of card numbers; null where they do not differ':
    'Biểu thức chính quy của số thẻ; để trống nếu không phân biệt',
  'Regular expression of item numbers; null where they do not differ':
    'Biểu thức chính quy của số tài liệu; để trống nếu không phân biệt',
  'Spelling of letters in the library system, where scanners and labels do not agree':
    'Chữ hoa thường trong hệ thống thư viện, khi máy quét và nhãn không giống nhau',
  'Check digit of the numbers: of 14 digits (mod 10), of Code 39 (mod 43), or none':
    'Chữ số kiểm tra: của 14 chữ số (mod 10), của Code 39 (mod 43), hoặc không có',
  'Language of the welcome screen': 'Ngôn ngữ của màn hình chào',
  'Patron password for borrowing: "always"; unless the library system says that none is needed; only beyond a number of loans; or "never"':
    'Mật khẩu bạn đọc khi mượn: luôn hỏi; hỏi trừ khi hệ thống nói không cần; chỉ hỏi khi vượt một số tài liệu; hoặc không bao giờ',
  'With "beyond-limit": so many loans a card may have, old and new, before the password is asked for':
    'Với "beyond-limit": một thẻ được có bấy nhiêu tài liệu, cũ và mới, trước khi hỏi mật khẩu',
  'Patron password for the account, which shows what is lent, held and owed to whoever holds a card':
    'Mật khẩu cho tài khoản, nơi cho người cầm thẻ xem đang mượn, đặt giữ và nợ gì',
  'A session nobody attends to ends after this time': 'Một lượt không ai để ý sẽ kết thúc sau thời gian này',
  'What can be done at this kiosk': 'Làm được gì tại ki-ốt này',
  'How items are borrowed': 'Tài liệu được mượn thế nào',
  '"ask": before the end, the patron says whether all items were seen':
    '"ask": trước khi xong, bạn đọc cho biết đã thấy đủ chưa',
  '"whole": an item of several parts is lent only when every part lies there':
    '"whole": tài liệu nhiều phần chỉ được mượn khi mọi phần nằm đó',
  'Media types that leave in a locked case: the patron is told to have it opened':
    'Loại phương tiện ra về trong hộp khóa: bạn đọc được nhắc nhờ mở',
  'How items are returned': 'Tài liệu được trả thế nào',
  'Whether a return tells the fee it made; whoever returns need not be whoever borrowed':
    'Lúc trả có báo phí phát sinh không; người trả chưa chắc là người mượn',
  'Date of a return while the library is closed: "last-closing" makes no fee of a night or a holiday':
    'Ngày trả khi thư viện đóng cửa: "last-closing" không tính phí cho một đêm hay ngày lễ',
  'Whether what was just returned may be borrowed at once, with a card, without taking it off the pad':
    'Tài liệu vừa trả có được mượn lại ngay bằng thẻ, không cần nhấc khỏi bàn đọc, hay không',
  'A book drop that staff empty here: its returns count from when the library last closed. "staff": whoever says so types the staff PIN; "always": all that is returned at this place comes from it':
    'Thùng trả mà nhân viên dọn tại đây: tính là trả lúc thư viện đóng cửa lần trước. "staff": nhân viên đăng nhập để nói vậy; "always": mọi thứ trả ở đây đều từ thùng',
  'A return slot: what is laid here falls in. What was read is returned though it has gone, and nobody is asked to put it back':
    'Khe trả: đặt vào là rơi xuống. Đã đọc được là đã trả dù đã rơi, và không ai bị mời đặt lại',
  'What goes on while the library system is away': 'Việc gì vẫn làm khi hệ thống thư viện vắng mặt',
  'While the library system is away: "closes", takes "returns" alone, or "lends" too. Everything is recorded and forwarded when it is back. "lends" needs a pattern of card numbers, and no password "always": none can be checked then':
    'Khi hệ thống vắng mặt: "closes" đóng, "returns" chỉ nhận trả, "lends" cho mượn nữa. Mọi việc được ghi và gửi đi khi hệ thống trở lại. "lends" cần mẫu số thẻ, và mật khẩu không phải "always" vì lúc đó không kiểm tra được',
  'Most items lent off-line to one card on one day, with those that still wait to be forwarded':
    'Nhiều nhất cho một thẻ trong một ngày khi ngoại tuyến, tính cả những gì còn chờ gửi',
  'Most items lent off-line on one day by the whole station': 'Nhiều nhất trong một ngày của cả trạm khi ngoại tuyến',
  'Due so many days after the loan; a day on which the library is closed moves to the next open one':
    'Hạn trả sau bấy nhiêu ngày; ngày thư viện đóng cửa thì dời sang ngày mở kế tiếp',
  'A card that the library system last called blocked, expired or unknown borrows nothing off-line for so long':
    'Thẻ mà lần cuối hệ thống nói bị khóa, hết hạn hay không biết thì không mượn ngoại tuyến trong bấy nhiêu ngày',
  'Types of usage on the tag (ISO 28560-1), as numbers, that are never lent off-line':
    'Các kiểu sử dụng trên tem RFID (ISO 28560-1), bằng số, không bao giờ cho mượn ngoại tuyến',
  'What becomes of a receipt, by the kind of session': 'Biên nhận ra sao, theo từng loại lượt',
  '"ask" the patron; "print" or "email" without asking; or "none". What cannot be done is asked about':
    '"ask" hỏi bạn đọc; "print" hoặc "email" không hỏi; hoặc "none". Không làm được thì hỏi',
  'The same; nobody is known who returns, so there is no e-mail':
    'Cũng vậy; không biết ai trả, nên không có thư điện tử',
  'Whether the patron’s name stands on the receipt': 'Tên bạn đọc có đứng trên biên nhận không',
  'How much of the card number stands on the receipt': 'Bao nhiêu của số thẻ đứng trên biên nhận',
  'Language of this desk': 'Ngôn ngữ của quầy này',
  'The screen locks when nobody touches it for so long': 'Không ai chạm bao lâu thì màn hình khóa',
  'A soft sound when something new needs a hand; each desk may switch it on and off at its board':
    'Tiếng nhẹ khi có việc mới cần người; mỗi quầy bật tắt được ở bảng của mình',
  'Sign-in by staff card: "with-pin" it stands for the name, "alone" it is enough':
    'Đăng nhập bằng thẻ nhân viên: "with-pin" thẻ thay cho tên, "alone" chỉ thẻ là đủ',
  'The name of who waits for a returned item stands on the slip in it; their number’s last four always do':
    'Tên người đang đợi tài liệu đứng trên phiếu kẹp trong sách; bốn số cuối thì luôn có',
  'What is written on items’ tags': 'Ghi gì vào tem RFID của tài liệu',
  'Data format of HF tags; a UHF tag is always written by ISO 28560-4':
    'Định dạng dữ liệu của tem HF; tem UHF luôn ghi theo ISO 28560-4',
  'The ISIL of the library is written, where the library has one': 'Ghi ISIL của thư viện, nếu thư viện có',
  'Type of usage by ISO 28560-1: 16 an item that circulates, 32 one that does not':
    'Kiểu sử dụng theo ISO 28560-1: 16 tài liệu cho mượn, 32 không cho mượn',
  'An item with one tag is written as part 1 of 1': 'Tài liệu một tem được ghi là phần 1 trên 1',
  'The title is written; whoever stands near can read it then': 'Ghi nhan đề; ai đứng gần đều đọc được',
  'The call number is written as shelf location, where the library system tells it (ISO 28560-2 only)':
    'Ghi ký hiệu xếp giá, khi hệ thống cho biết (chỉ ISO 28560-2)',
  '"single": each tag at a press; "continuous": as it lies there':
    '"single": mỗi tem một lần bấm; "continuous": nằm xuống là ghi',
  'Who works here; nobody else can sign in at a desk or a kiosk, confirm a payment or empty the book drop':
    'Ai làm việc ở đây; người khác không đăng nhập được ở quầy hay ki-ốt, không xác nhận được khoản trả và không dọn được thùng trả',
  'A staff card shown on the welcome screen stands for the name: "with-pin"; or it is a card as any other: "never"':
    'Thẻ nhân viên đưa ra ở màn hình chào thay cho tên: "with-pin"; hoặc chỉ là một thẻ như mọi thẻ: "never"',
  'A book drop that staff empty here: its returns count from when the library last closed. "staff": whoever says so signs in with name and PIN; "always": all that is returned at this place comes from it':
    'Thùng trả mà nhân viên dọn tại đây: tính là trả lúc thư viện đóng cửa lần trước. "staff": ai nói vậy phải đăng nhập bằng tên và mã PIN; "always": mọi thứ trả ở đây đều từ thùng',
};
