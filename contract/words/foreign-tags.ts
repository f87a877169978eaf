// Why a tag says no item and no card, in words for whoever holds it in the hand.

export const foreignTagsVi = {
  'foreign-tag.not-read': 'Không đọc được gì trên tem.',
  'foreign-tag.read-in-part': 'Chỉ đọc được một phần tem. Hãy đặt lại cho nằm yên.',
  'foreign-tag.no-format': 'Dữ liệu trên tem không theo định dạng nào của thư viện.',
  'foreign-tag.version-unknown': 'Tem theo ISO 28560-3, nhưng phiên bản chưa ai biết.',
  'foreign-tag.two-formats': 'Tem đọc được theo hai định dạng, ra hai tài liệu khác nhau.',
  'foreign-tag.checksum-wrong': 'Tổng kiểm trên tem sai: tem hỏng, hoặc bị ghi dở.',
  'foreign-tag.no-end': 'Dữ liệu trên tem không có chỗ kết thúc: có thể bị ghi dở.',
  'foreign-tag.no-number': 'Trên tem không có số tài liệu.',
  'foreign-tag.number-odd': 'Chỗ ghi số tài liệu trên tem không ra số nào.',
  'foreign-tag.part-odd': 'Số phần của bộ trên tem không hợp lý.',
  'foreign-tag.field-odd': 'Có dữ liệu trên tem không hợp lý: tem hỏng, hoặc bị ghi dở.',
  'foreign-tag.field-missing': 'Tem báo có những dữ liệu mà trên tem không có: có thể bị ghi dở.',
  'foreign-tag.other-trade': 'Tem của ngành khác, không phải của thư viện: của cửa hàng chẳng hạn.',
  'foreign-tag.no-item': 'Tem không phải của tài liệu: của giá sách hoặc thứ khác.',
} as const;

export const foreignTagsEn: Readonly<Record<keyof typeof foreignTagsVi, string>> = {
  'foreign-tag.not-read': 'Nothing could be read from the tag.',
  'foreign-tag.read-in-part': 'Only a part of the tag was read. Lay it down again and leave it still.',
  'foreign-tag.no-format': 'The data on the tag follow no format that libraries use.',
  'foreign-tag.version-unknown': 'The tag follows ISO 28560-3, in a version that nobody knows yet.',
  'foreign-tag.two-formats': 'The tag can be read in two formats, as two different items.',
  'foreign-tag.checksum-wrong': 'The checksum on the tag is wrong: it is damaged, or half written.',
  'foreign-tag.no-end': 'The data on the tag have no end: it may be half written.',
  'foreign-tag.no-number': 'There is no item number on the tag.',
  'foreign-tag.number-odd': 'What stands for an item number on the tag is none.',
  'foreign-tag.part-odd': 'The part number on the tag makes no sense.',
  'foreign-tag.field-odd': 'Some data on the tag make no sense: it is damaged, or half written.',
  'foreign-tag.field-missing': 'The tag announces data that are not on it: it may be half written.',
  'foreign-tag.other-trade': 'The tag is of another trade than libraries, such as a shop.',
  'foreign-tag.no-item': 'This is no item’s tag: it is of a shelf, or of something else.',
};
