// What is wrong with a device, in words for whoever mends it: what happened, and what to look at. Cables before settings.

export const deviceFaultsVi = {
  'device-fault.no-device': 'Không thấy thiết bị ở đó. Xem cáp, nguồn, và cổng hay địa chỉ trong thiết lập.',
  'device-fault.no-permission':
    'Trạm không được phép mở thiết bị này. Cài quy tắc udev của Tram, hoặc cho người dùng của trạm vào nhóm của cổng (dialout, lp).',
  'device-fault.busy': 'Chương trình khác đang dùng thiết bị này. Hãy tắt chương trình đó.',
  'device-fault.taken': 'Thiết lập đã dành đường này cho một thiết bị khác, nên trạm không hỏi ở đó.',
  'device-fault.refused':
    'Địa chỉ này từ chối kết nối: sai cổng, thiết bị chưa sẵn sàng, hoặc chương trình khác đang nối.',
  'device-fault.unreachable': 'Qua mạng không tới được địa chỉ này. Xem địa chỉ, cáp mạng và nguồn của thiết bị.',
  'device-fault.stuck': 'Đường tới thiết bị không mở được. Rút thiết bị ra, cắm lại.',
  'device-fault.unplugged': 'Mất thiết bị: bị rút ra hoặc mất nguồn. Xem cáp và nguồn.',
  'device-fault.hung-up': 'Thiết bị đã ngắt kết nối. Trạm đang nối lại.',
  'device-fault.takes-no-bytes': 'Thiết bị không nhận thêm gì. Xem đã bật chưa, còn giấy không, nắp đã đóng chưa.',
  'device-fault.flood': 'Thiết bị gửi không ngừng. Tắt đi, bật lại; xem tốc độ (baud) trong thiết lập.',
  'device-fault.no-support': 'Máy này thiếu phần mềm cho loại thiết bị này, hoặc dịch vụ đó chưa chạy.',
  'device-fault.queue-stopped': 'Hàng đợi in không nhận phiếu. Xem máy in, rồi cho hàng đợi chạy lại.',
  'device-fault.silent':
    'Thiết bị không trả lời. Xem nguồn và cáp; rồi tốc độ (baud), bit chẵn lẻ và loại thiết bị trong thiết lập.',
  'device-fault.garbled':
    'Có byte gửi về mà không hiểu được: sai tốc độ (baud), sai bit chẵn lẻ, hoặc là loại thiết bị khác.',
  'device-fault.other-device': 'Thiết bị ở đó không phải loại ghi trong thiết lập.',
  'device-fault.wrong-mode': 'Đầu đọc đang ở chế độ không nhận lệnh của trạm. Đổi chế độ bằng chương trình của hãng.',
  'device-fault.no-antenna': 'Đầu đọc không thấy ăng-ten, hoặc ăng-ten hỏng. Xem dây và cổng ăng-ten.',
  'device-fault.device-refuses': 'Đầu đọc không làm được lệnh này.',
  'device-fault.device-fault': 'Thiết bị báo lỗi của chính nó. Tắt đi, bật lại; vẫn lỗi thì cần sửa hoặc thay.',
  'device-fault.unsupported': 'Đầu đọc này không có lệnh đó.',
  'device-fault.no-tag': 'Tem hay thẻ không trả lời: đã lấy ra, hoặc nằm quá xa ăng-ten.',
  'device-fault.tag-garbled': 'Thấy tem hay thẻ mà không đọc được. Đặt lại cho phẳng, xa kim loại, từng cái một.',
  'device-fault.tag-refuses': 'Tem hay thẻ không nhận lệnh này. Đặt lại cho nằm giữa đầu đọc rồi thử lại.',
  'device-fault.tag-unfit': 'Loại tem hay thẻ này không biết lệnh đó.',
  'device-fault.no-memory': 'Tem hay thẻ không có vùng nhớ đó.',
  'device-fault.locked': 'Vùng nhớ đó của tem hay thẻ đã khóa.',
  'device-fault.password': 'Tem đòi mật khẩu.',
  'device-fault.weak': 'Sóng tới tem quá yếu hoặc bị nhiễu. Đặt tem gần ăng-ten, xa kim loại.',
  'device-fault.several-tags': 'Có nhiều tem hay thẻ, không biết là cái nào. Chỉ để lại một.',
  'device-fault.not-asked-back': 'Đã ghi; đầu đọc này không hỏi lại tem được.',
  'device-fault.cutter': 'Dao cắt của máy in bị kẹt. Gỡ giấy ra, tắt máy in rồi bật lại.',
  'device-fault.too-hot': 'Đầu in quá nóng hoặc sai điện áp. Nguội rồi máy in tự chạy tiếp.',
  'device-fault.needs-service': 'Máy in báo cần sửa chữa. Tắt đi, bật lại; vẫn báo thì thay.',
  'device-fault.offline': 'Máy in đang dừng (off-line). Tìm nút hay mục menu đã dừng nó.',
  'device-fault.not-seen-out': 'Không biết phiếu đã ra hay chưa. Hãy nhìn máy in.',
  'device-fault.not-drawn': 'Trạm không vẽ được phiếu này.',
  'device-fault.other': 'Lỗi chưa có tên; xem lời báo bên cạnh.',
} as const;

export const deviceFaultsEn: Readonly<Record<keyof typeof deviceFaultsVi, string>> = {
  'device-fault.no-device':
    'There is no such device there. See its cable, its power, and the port or address in the settings.',
  'device-fault.no-permission':
    'The station may not open this device. Install Tram’s udev rules, or add the station’s user to the port’s group (dialout, lp).',
  'device-fault.busy': 'Another program uses this device. Close it.',
  'device-fault.taken': 'The settings give this line to another device, so nothing is asked there.',
  'device-fault.refused':
    'This address refuses the connection: a wrong port, a device that is not ready, or another program that is connected.',
  'device-fault.unreachable':
    'This address is not reached over the network. See the address, the network cable and the power of the device.',
  'device-fault.stuck': 'The line to the device does not open. Unplug the device and plug it in again.',
  'device-fault.unplugged': 'The device is gone: unplugged, or without power. See its cable and its power.',
  'device-fault.hung-up': 'The device broke the connection off. The station is connecting again.',
  'device-fault.takes-no-bytes': 'The device takes nothing more. Is it on, has it paper, is its cover closed?',
  'device-fault.flood': 'The device sends without an end. Switch it off and on; see its speed (baud) in the settings.',
  'device-fault.no-support':
    'This machine lacks the software for this kind of device, or the service for it does not run.',
  'device-fault.queue-stopped': 'The print queue takes no slip. Look at the printer, then start the queue again.',
  'device-fault.silent':
    'The device does not answer. See its power and its cable; then speed (baud), parity and make in the settings.',
  'device-fault.garbled':
    'Bytes come that nobody understands: the speed (baud) or the parity is wrong, or it is another make.',
  'device-fault.other-device': 'What answers there is not what the settings say.',
  'device-fault.wrong-mode':
    'The reader is in a mode in which it takes no orders. Change the mode with its maker’s program.',
  'device-fault.no-antenna': 'The reader finds no antenna, or a bad one. See the antenna’s cable and port.',
  'device-fault.device-refuses': 'The reader cannot carry this order out.',
  'device-fault.device-fault':
    'The device reports a fault of its own. Switch it off and on; if it stays, have it mended or replaced.',
  'device-fault.unsupported': 'This reader has no such order.',
  'device-fault.no-tag': 'The tag or card does not answer: it was taken away, or lies too far from the antenna.',
  'device-fault.tag-garbled':
    'A tag or card is there and cannot be read. Lay it flat, away from metal, one after the other.',
  'device-fault.tag-refuses':
    'The tag or card does not take this order. Lay it in the middle of the reader and try again.',
  'device-fault.tag-unfit': 'This kind of tag or card does not know that order.',
  'device-fault.no-memory': 'The tag or card has no such memory.',
  'device-fault.locked': 'That part of the tag’s or card’s memory is locked.',
  'device-fault.password': 'The tag asks for a password.',
  'device-fault.weak': 'The radio link to the tag is weak or disturbed. Lay it near the antenna, away from metal.',
  'device-fault.several-tags': 'There are several tags or cards, and it cannot be told which. Leave one.',
  'device-fault.not-asked-back': 'Written; this reader cannot ask the tag back.',
  'device-fault.cutter': 'The printer’s cutter is jammed. Clear the paper, then switch the printer off and on.',
  'device-fault.too-hot':
    'The print head is too hot, or the voltage is wrong. It goes on by itself when it has cooled.',
  'device-fault.needs-service':
    'The printer reports that it needs service. Switch it off and on; if it stays, replace it.',
  'device-fault.offline': 'The printer is off line. Look for a button or a menu that has stopped it.',
  'device-fault.not-seen-out': 'Nobody knows whether the slip came out. Look at the printer.',
  'device-fault.not-drawn': 'The station could not draw this slip.',
  'device-fault.other': 'A fault without a name; see what was said, beside.',
};
