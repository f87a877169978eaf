// What the station lacks, in words for whoever looks after it: what is wrong and what to do about it. The English ones are what /health
// and the log say.

export const lacksVi = {
  'lack.journal-not-written': 'Không ghi được sổ của trạm: đĩa đầy, chỉ cho đọc, hay không còn đó?',
  'lack.settings-unusable': 'Thiết lập không dùng được ({count} lỗi): màn hình và nhật ký nêu từng lỗi.',
  'lack.closed.starting': '{place} đang khởi động.',
  'lack.closed.acs-silent': '{place} tạm ngừng phục vụ trong lúc hệ thống thư viện không trả lời.',
  'lack.closed.pad-trouble': '{place} tạm ngừng phục vụ trong lúc bàn đọc không hoạt động.',
  'lack.closed.fault': '{place} gặp lỗi và sẽ mở lại sau giây lát.',
  'lack.out-of-use': 'Nhân viên đã cho {place} tạm ngừng phục vụ, và mở lại tại màn hình của vị trí đó.',
  'lack.acs-not-reached.not-opened': 'Chưa nối với hệ thống thư viện.',
  'lack.acs-not-reached.unreachable': 'Không nối được với hệ thống thư viện: không mở được kết nối.',
  'lack.acs-not-reached.login-refused':
    'Không nối được với hệ thống thư viện: sai tên hoặc mật khẩu, hoặc cơ sở dữ liệu của hệ thống đang tắt.',
  'lack.acs-not-reached.certificate-expired':
    'Không nối được với hệ thống thư viện: chứng thư hết hạn. Hãy nhờ gia hạn chứng thư; nếu giờ của máy này sai, hãy chỉnh lại giờ.',
  'lack.acs-not-reached.certificate-not-yet-valid':
    'Không nối được với hệ thống thư viện: chứng thư chưa có hiệu lực. Hãy chỉnh lại giờ của máy này; nếu giờ đã đúng thì chứng thư được cấp cho một ngày sau này.',
  'lack.acs-not-reached.certificate-of-another-name':
    'Không nối được với hệ thống thư viện: chứng thư của tên khác. Hãy gọi hệ thống bằng một tên có trong chứng thư (acs.connection).',
  'lack.acs-not-reached.certificate-of-nobody-known':
    'Không nối được với hệ thống thư viện: không biết ai ký chứng thư. Hãy khai báo nơi đã ký, hoặc ghim khóa của chứng thư (acs.connection.trust).',
  'lack.acs-not-reached.certificate-not-pinned':
    'Không nối được với hệ thống thư viện: chứng thư không phải cái đã ghim. Hãy hỏi thư viện có đổi khóa không, rồi mới ghim khóa mới.',
  'lack.acs-not-reached.silence': 'Không nối được với hệ thống thư viện: hệ thống không trả lời trong thời hạn chờ.',
  'lack.acs-not-reached.connection-lost': 'Không nối được với hệ thống thư viện: bên kia cắt kết nối.',
  'lack.acs-not-reached.bad-checksum': 'Không nối được với hệ thống thư viện: tổng kiểm sai, hỏi lại vẫn sai.',
  'lack.acs-not-reached.not-understood': 'Không nối được với hệ thống thư viện: hệ thống không hiểu câu hỏi (96).',
  'lack.acs-not-reached.status-change':
    'Không nối được với hệ thống thư viện: hệ thống gửi tình trạng (98) thay cho câu trả lời.',
  'lack.acs-not-reached.prose': 'Không nối được với hệ thống thư viện: hệ thống gửi chữ thường thay cho SIP2.',
  'lack.acs-not-reached.closed':
    'Không nối với hệ thống thư viện: trạm tự đóng đường truyền (thiết lập mới hoặc chẩn đoán).',
  'lack.acs-off-line': 'Hệ thống thư viện tự nói đang ngoại tuyến.',
  'lack.device-trouble.pad': 'Bàn đọc RFID của {place} không hoạt động.',
  'lack.device-trouble.card-reader': 'Đầu đọc thẻ của {place} không hoạt động.',
  'lack.device-trouble.scanner': 'Máy quét mã vạch của {place} không hoạt động.',
  'lack.device-trouble.printer': 'Máy in phiếu của {place} không hoạt động.',
  'lack.no-paper': 'Máy in phiếu của {place} hết giấy.',
  'lack.clocks-differ.ahead': 'Đồng hồ của hệ thống thư viện nhanh hơn đồng hồ của trạm {seconds} giây.',
  'lack.clocks-differ.behind': 'Đồng hồ của hệ thống thư viện chậm hơn đồng hồ của trạm {seconds} giây.',
  'lack.clocks-differ.ahead-by-zone':
    'Đồng hồ của hệ thống thư viện nhanh hơn đồng hồ của trạm {seconds} giây: một trong hai bên sai múi giờ.',
  'lack.clocks-differ.behind-by-zone':
    'Đồng hồ của hệ thống thư viện chậm hơn đồng hồ của trạm {seconds} giây: một trong hai bên sai múi giờ.',
  'lack.asked': '“{name}” ({code})',
  'lack.times': '{sentence} ({times, number} lần)',
  'lack.acs-fault.silence':
    'Hệ thống thư viện không trả lời trọn vẹn câu {asked} trong thời hạn. Trạm đã hỏi lại để biết kết quả. Hãy xem hệ thống hay mạng có chậm không; acs.answerTimeoutSeconds là thời hạn chờ câu trả lời.',
  'lack.acs-fault.connection-lost':
    'Hệ thống thư viện cắt kết nối thay vì trả lời câu {asked}. Trạm đã hỏi lại để biết kết quả. Hãy xem nhật ký của chính hệ thống vào phút đó.',
  'lack.acs-fault.bad-checksum':
    'Hệ thống thư viện trả lời câu {asked} với tổng kiểm sai, xin gửi lại vẫn sai. Trạm đã hỏi lại để biết kết quả. Nếu hệ thống tính theo cách riêng, hãy đặt acs.line.errorDetection là "automatic".',
  'lack.acs-fault.not-understood':
    'Hệ thống thư viện không hiểu câu {asked} (96). Việc đó không được làm. Nếu hệ thống không bao giờ hiểu, dù tình trạng (BX) nói gì, hãy ghi câu hỏi đó vào acs.line.neverAsked.',
  'lack.acs-fault.status-change':
    'Hệ thống thư viện gửi tình trạng (98) thay cho câu trả lời của {asked}. Trạm đã hỏi lại để biết kết quả. Hãy hỏi hãng làm hệ thống vì sao nó gửi khi không ai hỏi.',
  'lack.acs-fault.prose':
    'Hệ thống thư viện gửi chữ không phải SIP2 thay cho câu trả lời của {asked}. Trạm đã hỏi lại để biết kết quả. Chữ đã gửi có trong nhật ký ở mức debug.',
  'lack.acs-fault.nothing-asked':
    'Hệ thống thư viện gửi câu trả lời mà không ai hỏi, hoặc gửi hai lần. Trạm đã bỏ qua. Hãy hỏi hãng làm hệ thống, hoặc tìm một proxy gửi lặp.',
  'lack.acs-fault.unknown-message':
    'Hệ thống thư viện gửi một thông điệp SIP2 không có, khi được hỏi {asked}. Trạm đã bỏ qua. Cổng đó có dùng giao thức khác không?',
  'lack.acs-fault.other-sequence':
    'Hệ thống thư viện trả lời câu {asked} lạc lượt (AY của câu hỏi khác). Trạm không tin câu đó. Hãy hỏi hãng làm hệ thống, hoặc tìm một proxy ở giữa trộn lẫn các câu trả lời.',
  'lack.acs-fault.other-answer':
    'Hệ thống thư viện trả lời câu {asked} bằng câu trả lời cho việc khác, hoặc về tài liệu khác. Trạm không tin câu đó. Hãy hỏi hãng làm hệ thống, hoặc tìm một proxy ở giữa trộn lẫn các câu trả lời.',
  'lack.acs-fault.checksum-wrong':
    'Hệ thống thư viện gửi tổng kiểm sai kèm câu trả lời của {asked}. Trạm vẫn nhận, như acs.line.errorDetection cho phép.',
  'lack.acs-fault.asked-to-repeat':
    'Hệ thống thư viện gửi tổng kiểm sai kèm câu trả lời của {asked}, và trạm đã xin gửi lại. Mạng tốt thì không như vậy; trên đường có bộ chuyển đổi nào không?',
  'lack.acs-fault.other-patron':
    'Hệ thống thư viện trả lời câu {asked} của một bạn đọc bằng số của bạn đọc khác. Trạm không tin câu đó và đã hỏi lại để biết kết quả. Hãy hỏi hãng làm hệ thống.',
  'lack.acs-fault.no-due-date':
    'Hệ thống thư viện đồng ý câu {asked} mà không cho hạn trả (AH). Khi tài liệu cũng không cho biết (18), trạm mời bạn đọc hỏi tại quầy. Hãy xem quy định hạn trả của hệ thống.',
  'lack.no-registry':
    'Không đăng ký được bạn đọc: thiết lập "registry" ghi thư viện trình diễn, mà trạm dùng hệ thống khác.',
  'lack.registrations-wait': 'Số bạn đọc đang chờ được đăng ký vào hệ thống thư viện: {count}.',
  'lack.registrations-unreadable': 'Số đăng ký trên đĩa của trạm mà không ai đọc được: {count}.',
  'lack.conflicts': '{count} lượt mượn, trả lúc ngắt mạng không khớp với hệ thống thư viện: nhân viên cần xem lại.',
  'lack.journal-restored': 'Sổ của trạm {was}: {copy}, đọc thêm được {salvaged} dòng, {lost}.',
  'lack.journal-restored.gone': 'đã mất',
  'lack.journal-restored.damaged': 'bị hỏng (tệp hỏng được cất là {setAside})',
  'lack.journal-restored.no-copy': 'không có bản sao',
  'lack.journal-restored.copy': 'bản sao cho lại {fromCopy} dòng',
  'lack.journal-restored.lost': 'mất {lost} dòng',
  'lack.journal-restored.lost-unknown': 'không ai biết mất bao nhiêu dòng',
  'lack.journal-restored.registrations':
    'Số bạn đọc đăng ký dở dang bị mất: {count}; xem "registration-begun" để biết số thẻ, và hỏi lại họ.',
  'lack.journal-unreadable': 'Sổ của trạm có {count} dòng không ai đọc được.',
  'lack.desks-not-served.no-desk': 'Quầy chưa được phục vụ qua mạng: thiết lập có desk.listen mà không có quầy nào.',
  'lack.desks-not-served.certificate-ended':
    'Quầy chưa được phục vụ qua mạng: chứng thư của quầy hết hạn ngày {detail}; hãy gia hạn.',
  'lack.desks-not-served.other': 'Quầy chưa được phục vụ qua mạng. [{detail}]',
} as const;

export const lacksEn: Readonly<Record<keyof typeof lacksVi, string>> = {
  'lack.journal-not-written': 'The journal cannot be written: is the disk full, read-only or gone?',
  'lack.settings-unusable':
    'The settings cannot be used ({count, plural, one {# fault} other {# faults}}): the glass and the log name each.',
  'lack.closed.starting': '{place} is starting.',
  'lack.closed.acs-silent': '{place} is closed while the library system is silent.',
  'lack.closed.pad-trouble': '{place} is closed while its pad does not work.',
  'lack.closed.fault': '{place} met a fault and opens again in a moment.',
  'lack.out-of-use': '{place} was put out of use by staff, who open it again at its glass.',
  'lack.acs-not-reached.not-opened': 'The library system is not reached (not-opened).',
  'lack.acs-not-reached.unreachable': 'The library system is not reached (unreachable).',
  'lack.acs-not-reached.login-refused': 'The library system is not reached (login-refused).',
  'lack.acs-not-reached.certificate-expired':
    'The library system is not reached (certificate-expired). Have its certificate renewed; if this machine’s clock is wrong, set the clock.',
  'lack.acs-not-reached.certificate-not-yet-valid':
    'The library system is not reached (certificate-not-yet-valid). Set this machine’s clock; if that is right, the certificate is of a day to come.',
  'lack.acs-not-reached.certificate-of-another-name':
    'The library system is not reached (certificate-of-another-name). Call it by a name that its certificate has (acs.connection).',
  'lack.acs-not-reached.certificate-of-nobody-known':
    'The library system is not reached (certificate-of-nobody-known). Name the authority that signed its certificate, or pin its key (acs.connection.trust).',
  'lack.acs-not-reached.certificate-not-pinned':
    'The library system is not reached (certificate-not-pinned). Ask the library whether it changed its key before you pin the new one.',
  'lack.acs-not-reached.silence': 'The library system is not reached (silence).',
  'lack.acs-not-reached.connection-lost': 'The library system is not reached (connection-lost).',
  'lack.acs-not-reached.bad-checksum': 'The library system is not reached (bad-checksum).',
  'lack.acs-not-reached.not-understood': 'The library system is not reached (not-understood).',
  'lack.acs-not-reached.status-change': 'The library system is not reached (status-change).',
  'lack.acs-not-reached.prose': 'The library system is not reached (prose).',
  'lack.acs-not-reached.closed': 'The library system is not reached (closed).',
  'lack.acs-off-line': 'The library system says that it is off-line.',
  'lack.device-trouble.pad': 'The pad of {place} does not work.',
  'lack.device-trouble.card-reader': 'The card reader of {place} does not work.',
  'lack.device-trouble.scanner': 'The scanner of {place} does not work.',
  'lack.device-trouble.printer': 'The printer of {place} does not work.',
  'lack.no-paper': 'The printer of {place} has no paper.',
  'lack.clocks-differ.ahead': 'The library system’s clock is {seconds} s ahead of the station’s.',
  'lack.clocks-differ.behind': 'The library system’s clock is {seconds} s behind the station’s.',
  'lack.clocks-differ.ahead-by-zone':
    'The library system’s clock is {seconds} s ahead of the station’s: one of the two has the wrong time zone.',
  'lack.clocks-differ.behind-by-zone':
    'The library system’s clock is {seconds} s behind the station’s: one of the two has the wrong time zone.',
  'lack.asked': '{name} ({code})',
  'lack.times': '{sentence} ({times, number} times)',
  'lack.acs-fault.silence':
    'The library system gave no whole answer to the {asked} in time. What became of it was found out by asking. See whether it or the network is slow; acs.answerTimeoutSeconds says how long an answer may take.',
  'lack.acs-fault.connection-lost':
    'The library system hung up instead of answering the {asked}. What became of it was found out by asking. Look into its own log for that minute.',
  'lack.acs-fault.bad-checksum':
    'The library system answered the {asked} with a wrong checksum, and again when it was asked to repeat it. What became of it was found out by asking. If it counts in a way of its own, set acs.line.errorDetection to "automatic".',
  'lack.acs-fault.not-understood':
    'The library system did not understand the {asked} (96). It was not done. If it never understands it, whatever its status (BX) says, name the question in acs.line.neverAsked.',
  'lack.acs-fault.status-change':
    'The library system sent a status (98) in place of the answer to the {asked}. What became of it was found out by asking. Ask its maker why it speaks unasked.',
  'lack.acs-fault.prose':
    'The library system sent text that is no SIP2 in place of the answer to the {asked}. What became of it was found out by asking. What it said stands in the log at level debug.',
  'lack.acs-fault.nothing-asked':
    'The library system sent an answer that nobody had asked for, or one twice. It was ignored. Ask its maker, or look for a proxy that repeats.',
  'lack.acs-fault.unknown-message':
    'The library system sent a message that SIP2 does not have while it was asked the {asked}. It was ignored. Is another protocol on that port?',
  'lack.acs-fault.other-sequence':
    'The library system gave the {asked} an answer out of turn (AY of another question). It was not believed. Ask its maker, or look for a proxy between that mixes answers.',
  'lack.acs-fault.other-answer':
    'The library system answered the {asked} with the answer to something else, or about another item. It was not believed. Ask its maker, or look for a proxy between that mixes answers.',
  'lack.acs-fault.checksum-wrong':
    'The library system sent a wrong checksum with the answer to the {asked}. It was taken all the same, as acs.line.errorDetection has it.',
  'lack.acs-fault.asked-to-repeat':
    'The library system sent a wrong checksum with the answer to the {asked}, and was asked to repeat it. On a sound network that should not be; is there a converter on the way?',
  'lack.acs-fault.other-patron':
    'The library system answered the {asked} for one patron with the number of another. It was not believed. What became of it was found out by asking. Ask its maker.',
  'lack.acs-fault.no-due-date':
    'The library system said yes to the {asked} without a date that it is due (AH). Where the item does not tell it either (18), the patron is told to ask at the desk. See to its due date rules.',
  'lack.no-registry':
    'No patrons can be registered: the setting "registry" names the embedded library, and the station has another.',
  'lack.registrations-wait': 'Patrons who wait to be registered in the library system: {count}.',
  'lack.registrations-unreadable': 'Registrations on the station’s disk that nobody can read: {count}.',
  'lack.conflicts':
    '{count, plural, one {# loan or return} other {# loans and returns}} of the off-line hours did not go together with the library system: staff must look.',
  'lack.journal-restored': 'The journal was {was}: {copy}, {salvaged} more could still be read, {lost}.',
  'lack.journal-restored.gone': 'gone',
  'lack.journal-restored.damaged': 'damaged (set aside as {setAside})',
  'lack.journal-restored.no-copy': 'there was no copy',
  'lack.journal-restored.copy': 'its copy gave {fromCopy} entries',
  'lack.journal-restored.lost': '{lost} are lost',
  'lack.journal-restored.lost-unknown': 'nobody can tell how many are lost',
  'lack.journal-restored.registrations':
    'Patrons whose registration was begun and is lost: {count}; see "registration-begun" for their cards, and ask them again.',
  'lack.journal-unreadable': 'The journal holds {count} rows that nobody can read.',
  'lack.desks-not-served.no-desk':
    'Desks are not served on the network: desk.listen is set, and no place of the settings is a desk.',
  'lack.desks-not-served.certificate-ended':
    'Desks are not served on the network: the desk’s certificate ended on {detail}: renew it.',
  'lack.desks-not-served.other': 'Desks are not served on the network: {detail}.',
};
