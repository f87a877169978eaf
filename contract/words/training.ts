// Training: the list of exercises, what each asks for and how its steps are called, the band that says that nothing is real, and the
// slip of completion.

export const trainingVi = {
  'desk.room.training': 'Tập huấn',

  'training.heading': 'Tập huấn',
  'training.intro':
    'Một trạm tập riêng sẽ mở ra: quầy, kiosk, sách, thẻ và hệ thống thư viện đều là giả. Mọi việc làm trong đó biến mất khi bạn kết thúc; chỉ ghi lại bài nào đã xong.',
  'training.band.vi': 'TẬP HUẤN: không có gì ở đây là thật',
  'training.band.en': 'TRAINING: nothing here is real',
  'training.list': 'Các bài tập',
  'training.free': 'Tập tự do',
  'training.free.text':
    'Cả trạm tập để thử tùy ý, không có bài nào được chấm. Mở Bàn thử ở mép màn hình để có sách và thẻ.',
  'training.begin': 'Bắt đầu',
  'training.again': 'Làm lại',
  'training.done-on': 'Đã xong ngày {day}',
  'training.not-done': 'Chưa làm',
  'training.count': '{count}/{all} bài đã xong',
  'training.opening': 'Đang mở trạm tập…',
  'training.end': 'Kết thúc',
  'training.end-and-list': 'Về danh sách',
  'training.problem.in-use': '{name} đang tập ở quầy {place}. Mỗi lúc chỉ có một trạm tập.',
  'training.problem.rested': 'Lâu không ai dùng nên trạm tập đã đóng lại.',
  'training.problem.failed': 'Trạm tập gặp lỗi và đã đóng lại. Việc thật của trạm không bị ảnh hưởng. Hãy thử lại.',
  'training.glass.desk': 'Quầy tập',
  'training.glass.kiosk': 'Kiosk tập',
  'training.glasses': 'Màn hình của trạm tập',
  'training.pin': 'Để đăng nhập lại quầy tập: tên {name}, mã PIN {pin}.',
  'training.steps': 'Các bước',
  'training.step-done': 'xong',
  'training.step-open': 'chưa xong',
  'training.things': 'Đồ để dùng',
  'training.wrong-turns': '{count, plural, =0 {Chưa nhầm bước nào} other {# lần nhầm}}',
  'training.finished': 'Bạn đã xong bài này!',
  'training.finished.text': '{time}, {count, plural, =0 {không nhầm bước nào} other {# lần nhầm}}.',
  'training.minutes': '{minutes} phút {seconds} giây',
  'training.slip.offered': 'In phiếu hoàn thành',
  'training.slip.printing': 'Đang in…',
  'training.slip.printed': 'In lại phiếu',
  'training.slip.failed': 'Chưa in được. Thử in lại',
  'training.lock': 'Khóa',

  'training.thing.paper': 'Quét căn cước: {name}',
  'training.thing.card': 'Quét thẻ: {name}',
  'training.thing.label': 'Quét mã vạch: {name}',
  'training.thing.book': 'Đặt sách: {name}',
  'training.thing.book-off': 'Lấy sách ra: {name}',
  'training.thing.part': 'Đặt tập {name}',
  'training.thing.part-off': 'Lấy tập {name} ra',
  'training.thing.blank': 'Đặt tem trống {name}',
  'training.thing.blank-off': 'Lấy tem {name} ra',
  'training.thing.acs': 'Nối lại hệ thống thư viện',
  'training.thing.acs-off': 'Ngắt hệ thống thư viện',

  'training.title.new-card': 'Làm thẻ mới từ căn cước',
  'training.text.new-card':
    'Chị Mai muốn làm thẻ. Mở mục Thẻ bạn đọc, quét mã QR trên căn cước của chị, hỏi chị có đồng ý rồi làm thẻ. Sau đó mở mục Mượn trả và cho thẻ mới mượn Truyện Kiều.',
  'training.step.new-card.opened': 'Mở mục Thẻ bạn đọc',
  'training.step.new-card.registered': 'Thẻ của chị Mai đã có trong hệ thống',
  'training.step.new-card.lent': 'Truyện Kiều đã cho thẻ mới mượn',

  'training.title.lost-card': 'Thay thẻ bị mất',
  'training.text.lost-card':
    'Anh Nguyễn Văn An làm mất thẻ 21234000000018. Tìm anh trong mục Thẻ bạn đọc và thay thẻ; đừng đăng ký anh lần nữa. Sau đó mở mục Mượn trả và quét thẻ cũ để thấy nó không dùng được nữa.',
  'training.step.lost-card.opened': 'Mở mục Thẻ bạn đọc',
  'training.step.lost-card.replaced': 'Anh An có thẻ mới, số cũ không còn',
  'training.step.lost-card.tried': 'Đã quét thẻ cũ ở mục Mượn trả',

  'training.title.refused-loan': 'Một cuốn không được mượn',
  'training.text.refused-loan':
    'Anh Nguyễn Văn An mượn ba cuốn. Mở mục Mượn trả, quét thẻ của anh và đặt cả ba lên bàn đọc. Một cuốn bị từ chối: đọc lý do rồi trả lời câu hỏi bên dưới.',
  'training.step.refused-loan.served': 'Đang phục vụ anh An',
  'training.step.refused-loan.lent': 'Hai cuốn đã cho mượn, tem đã tắt',
  'training.step.refused-loan.refused': 'Một cuốn bị từ chối, tem vẫn bật',
  'training.step.refused-loan.said': 'Nói đúng lý do',
  'training.question.refused-loan': 'Nói với anh An: vì sao cuốn ấy không được mượn?',
  'training.option.refused-loan.on-hold': 'Có người khác đang chờ cuốn này',
  'training.option.refused-loan.reference': 'Cuốn này chỉ đọc tại chỗ, không cho mượn',
  'training.option.refused-loan.too-many': 'Anh đã mượn đủ số sách cho phép',

  'training.title.returns': 'Nhận trả, một cuốn có người chờ',
  'training.text.returns':
    'Ba cuốn sách được mang trả. Mở mục Mượn trả, không quét thẻ nào, đặt cả ba lên bàn đọc. Xem từng dòng: một cuốn có bạn đọc khác đang chờ. Trả lời câu hỏi bên dưới.',
  'training.step.returns.returned': 'Cả ba cuốn đã trả',
  'training.step.returns.armed': 'Tem của cả ba đã bật lại',
  'training.step.returns.said': 'Chọn đúng cuốn có người chờ',
  'training.question.returns': 'Cuốn nào để riêng cho bạn đọc đang chờ?',
  'training.option.returns.moor': 'Đồi gió hú',
  'training.option.returns.number': 'Số đỏ',
  'training.option.returns.ferry': 'Bến không chồng',

  'training.title.armed-book': 'Sách đã mượn mà cổng vẫn báo',
  'training.text.armed-book':
    'Chị Chi đã mượn Mắt biếc, nhưng cổng báo khi chị ra về. Mở mục Vì sao cổng báo?, đặt sách lên bàn đọc và đọc kết luận. Sửa tem bằng nút được đưa ra. Đừng nhận trả: chị vẫn đang mượn.',
  'training.step.armed-book.opened': 'Mở mục Vì sao cổng báo?',
  'training.step.armed-book.mended': 'Tem đã tắt và đọc lại đúng',
  'training.step.armed-book.quiet': 'Sách vẫn do chị Chi mượn, cổng im lặng',

  'training.title.tagging': 'Gắn tem cho ba cuốn liên tục',
  'training.text.tagging':
    'Mở mục Gắn thẻ RFID và chọn ghi liên tục. Với mỗi cuốn: quét mã vạch rồi đặt một tem trống. Ở cuốn thứ hai, đặt cùng lúc tem 2 và tem 3, xem trạm nói gì, rồi lấy tem 3 ra. Lấy tem vừa ghi ra trước khi làm cuốn sau.',
  'training.step.tagging.first': 'Tem đầu tiên đã ghi',
  'training.step.tagging.two': 'Đã thấy hai tem cùng lúc, và vẫn ghi đúng',
  'training.step.tagging.all': 'Cả ba cuốn đã có tem',

  'training.title.set': 'Một bộ nhiều tập',
  'training.text.set':
    'John Carter mượn bộ Ông cố vấn: ba tập, một số, mỗi tập một tem. Mở mục Mượn trả, quét thẻ của anh và đặt đủ ba tập. Thiếu một tập thì tem của tập ấy còn bật và cổng sẽ báo.',
  'training.step.set.served': 'Đang phục vụ John Carter',
  'training.step.set.lent': 'Bộ sách đã cho mượn',
  'training.step.set.quiet': 'Tem của cả ba tập đã tắt',

  'training.title.offline': 'Khi hệ thống thư viện mất kết nối',
  'training.text.offline':
    'Ngắt hệ thống thư viện rồi nhận trả hai cuốn ở kiosk tập: chọn Trả sách, đặt hai cuốn, hoàn tất. Trạm ghi lại và nói sẽ báo sau. Nối lại hệ thống và chờ: trạm tự báo từng cuốn.',
  'training.step.offline.away': 'Hệ thống thư viện đã mất kết nối',
  'training.step.offline.recorded': 'Hai cuốn đã được ghi là trả',
  'training.step.offline.told': 'Hệ thống thư viện đã nhận cả hai',

  'training.title.conflict': 'Một việc ngoại tuyến không khớp',
  'training.text.conflict':
    'Lúc mất kết nối, kiosk cho John Carter mượn Đồi gió hú; hệ thống lại ghi cuốn ấy cho bạn đọc khác. Ở mục Cần xử lý, nhận việc và đọc cách làm. Sang mục Mượn trả: trả cuốn ấy, rồi ghi mượn cho John Carter. Quay lại và bấm Đã xong.',
  'training.step.conflict.taken': 'Đã nhận việc trên bảng',
  'training.step.conflict.lent': 'Đồi gió hú ghi cho John Carter',
  'training.step.conflict.settled': 'Việc trên bảng đã đóng là Đã xong',

  'training.title.fee': 'Thu tiền phạt',
  'training.text.fee':
    'Anh Lý Gia Phúc còn nợ tiền quá hạn và muốn trả hết. Mở mục Mượn trả, quét thẻ của anh và xem phần tiền phạt. Nhận tiền mặt; hoặc đưa mã chuyển khoản, rồi xác nhận khi thấy tiền trong tài khoản thư viện.',
  'training.step.fee.served': 'Đang phục vụ anh Phúc',
  'training.step.fee.taken': 'Đã xác nhận nhận được tiền',
  'training.step.fee.recorded': 'Hệ thống thư viện đã ghi, anh không còn nợ',

  'training-slip.title': 'TẬP HUẤN: PHIẾU HOÀN THÀNH',
  'training-slip.done': 'Đã xong {count}/{all} bài tập',
  'training-slip.on': 'Ngày {day}',
  'training-slip.nothing-real': 'Phiếu tập huấn nhân viên. Không phải biên nhận mượn trả.',
} as const;

export const trainingEn: Readonly<Record<keyof typeof trainingVi, string>> = {
  'desk.room.training': 'Training',

  'training.heading': 'Training',
  'training.intro':
    'A practice station of its own opens: its desk, its kiosk, its books, cards and library system are all make-believe. What is done in it is gone when you end it; only which exercise you have done is kept.',
  'training.band.vi': 'TẬP HUẤN: không có gì ở đây là thật',
  'training.band.en': 'TRAINING: nothing here is real',
  'training.list': 'Exercises',
  'training.free': 'Free practice',
  'training.free.text':
    'The whole practice station, to try what you like; nothing is judged. Open the bench at the edge of the screen for books and cards.',
  'training.begin': 'Begin',
  'training.again': 'Do it again',
  'training.done-on': 'Done on {day}',
  'training.not-done': 'Not done yet',
  'training.count': '{count} of {all} exercises done',
  'training.opening': 'Opening the practice station…',
  'training.end': 'End',
  'training.end-and-list': 'To the list',
  'training.problem.in-use': '{name} is practising at desk {place}. There is one practice station at a time.',
  'training.problem.rested': 'Nobody used the practice station for a while, so it was closed.',
  'training.problem.failed':
    'The practice station met a fault and was closed. The real work of this station is not touched. Please try again.',
  'training.glass.desk': 'Practice desk',
  'training.glass.kiosk': 'Practice kiosk',
  'training.glasses': 'Screens of the practice station',
  'training.pin': 'To sign in at the practice desk again: name {name}, PIN {pin}.',
  'training.steps': 'Steps',
  'training.step-done': 'done',
  'training.step-open': 'not done yet',
  'training.things': 'Things to use',
  'training.wrong-turns': '{count, plural, =0 {No wrong turn yet} one {# wrong turn} other {# wrong turns}}',
  'training.finished': 'You have done this exercise!',
  'training.finished.text': '{time}, {count, plural, =0 {no wrong turn} one {# wrong turn} other {# wrong turns}}.',
  'training.minutes': '{minutes} min {seconds} s',
  'training.slip.offered': 'Print slip of completion',
  'training.slip.printing': 'Printing…',
  'training.slip.printed': 'Print it again',
  'training.slip.failed': 'Not printed. Try again',
  'training.lock': 'Lock',

  'training.thing.paper': 'Scan identity card: {name}',
  'training.thing.card': 'Scan card: {name}',
  'training.thing.label': 'Scan barcode: {name}',
  'training.thing.book': 'Lay down: {name}',
  'training.thing.book-off': 'Take away: {name}',
  'training.thing.part': 'Lay down volume {name}',
  'training.thing.part-off': 'Take away volume {name}',
  'training.thing.blank': 'Lay down blank tag {name}',
  'training.thing.blank-off': 'Take away tag {name}',
  'training.thing.acs': 'Bring the library system back',
  'training.thing.acs-off': 'Let the library system go away',

  'training.title.new-card': 'A new card from an identity card',
  'training.text.new-card':
    'Ms Mai wants a card. Open Cards, scan the QR code on her identity card, ask whether she agrees, and make the card. Then open Loans and lend Truyện Kiều to the new card.',
  'training.step.new-card.opened': 'Cards is open',
  'training.step.new-card.registered': 'The library system has Ms Mai',
  'training.step.new-card.lent': 'Truyện Kiều is lent to the new card',

  'training.title.lost-card': 'A lost card is replaced',
  'training.text.lost-card':
    'Mr Nguyễn Văn An has lost his card, 21234000000018. Find him in Cards and replace it; do not register him again. Then open Loans and scan the old card to see that it opens nothing any more.',
  'training.step.lost-card.opened': 'Cards is open',
  'training.step.lost-card.replaced': 'Mr An has a new card, and the old number is gone',
  'training.step.lost-card.tried': 'The old card was scanned in Loans',

  'training.title.refused-loan': 'One book is not lent',
  'training.text.refused-loan':
    'Mr Nguyễn Văn An borrows three books. Open Loans, scan his card and lay all three on the pad. One is refused: read why, and answer the question below.',
  'training.step.refused-loan.served': 'Mr An is being served',
  'training.step.refused-loan.lent': 'Two books are lent, their tags disarmed',
  'training.step.refused-loan.refused': 'One is refused, its tag still armed',
  'training.step.refused-loan.said': 'The right reason is said',
  'training.question.refused-loan': 'Tell Mr An: why is that book not lent?',
  'training.option.refused-loan.on-hold': 'Somebody else waits for it',
  'training.option.refused-loan.reference': 'It is for reading here and is not lent',
  'training.option.refused-loan.too-many': 'You have as many loans as you may',

  'training.title.returns': 'Returns, and somebody waits for one',
  'training.text.returns':
    'Three books come back. Open Loans, scan no card, and lay all three on the pad. Look at each row: another patron waits for one of them. Answer the question below.',
  'training.step.returns.returned': 'All three are returned',
  'training.step.returns.armed': 'The tags of all three are armed again',
  'training.step.returns.said': 'The right book is kept for who waits',
  'training.question.returns': 'Which book is kept for the patron who waits?',
  'training.option.returns.moor': 'Đồi gió hú',
  'training.option.returns.number': 'Số đỏ',
  'training.option.returns.ferry': 'Bến không chồng',

  'training.title.armed-book': 'Lent, and the gate still sounds',
  'training.text.armed-book':
    'Ms Chi has borrowed Mắt biếc, but the gate sounds when she leaves. Open Why does it alarm?, lay the book on the pad and read the verdict. Mend the tag by the button that is offered. Do not return the book: she keeps it.',
  'training.step.armed-book.opened': 'Why does it alarm? is open',
  'training.step.armed-book.mended': 'The tag is disarmed and read back',
  'training.step.armed-book.quiet': 'Ms Chi still has the loan, and the gate is quiet',

  'training.title.tagging': 'Tags for three books, one after another',
  'training.text.tagging':
    'Open RFID tags and choose continuous writing. For each book scan the barcode, then lay down one blank tag. For the second book lay down tags 2 and 3 together, see what the station says, and take tag 3 away. Take the written tag away before the next book.',
  'training.step.tagging.first': 'The first tag is written',
  'training.step.tagging.two': 'Two tags at once were seen, and the right one written',
  'training.step.tagging.all': 'All three books have a tag',

  'training.title.set': 'A set of several volumes',
  'training.text.set':
    'John Carter borrows the set Ông cố vấn: three volumes, one number, a tag in each. Open Loans, scan his card and lay down all three. If one is missing, its tag stays armed and the gate sounds.',
  'training.step.set.served': 'John Carter is being served',
  'training.step.set.lent': 'The set is lent',
  'training.step.set.quiet': 'The tags of all three volumes are disarmed',

  'training.title.offline': 'The library system is away',
  'training.text.offline':
    'Let the library system go away, then take back two books at the practice kiosk: choose Return, lay both down, finish. The station records them and says that it will tell later. Bring the library system back and wait: each is told by itself.',
  'training.step.offline.away': 'The library system is away',
  'training.step.offline.recorded': 'Two books are recorded as returned',
  'training.step.offline.told': 'The library system has both',

  'training.title.conflict': 'Off-line work that does not fit',
  'training.text.conflict':
    'While the library system was away the kiosk lent Đồi gió hú to John Carter; the library system has it on another card. In Needs a hand take the row and read what to do. In Loans return the book, then lend it to John Carter. Go back and press Done.',
  'training.step.conflict.taken': 'The row on the board is taken',
  'training.step.conflict.lent': 'Đồi gió hú is lent to John Carter',
  'training.step.conflict.settled': 'The row is closed as done',

  'training.title.fee': 'A fee is paid',
  'training.text.fee':
    'Mr Lý Gia Phúc owes a fee and wants to pay all of it. Open Loans, scan his card and look at his fees. Take the cash; or show the code of a transfer, and confirm it when the money is in the library’s account.',
  'training.step.fee.served': 'Mr Phúc is being served',
  'training.step.fee.taken': 'The money is confirmed',
  'training.step.fee.recorded': 'The library system has it, and he owes nothing',

  'training-slip.title': 'TRAINING: SLIP OF COMPLETION',
  'training-slip.done': '{count} of {all} exercises done',
  'training-slip.on': 'On {day}',
  'training-slip.nothing-real': 'A slip of staff training. No receipt of loans or returns.',
};
