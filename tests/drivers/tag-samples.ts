// Tags for tests: the vectors that independent implementations agree on, and any content a library may write.
import { constantFrom, nat, option, record, stringMatching, tuple } from 'fast-check';

/** On an ICODE SLIX: the content, and 00 up to 112 bytes. */
export const onChip = (content: Uint8Array, length = 112): Uint8Array => {
  const memory = new Uint8Array(length);
  memory.set(content);
  return memory;
};

export const plain = { part: null, usage: null, owner: null, title: null };

export const danish = {
  de: '11 01 01 3131323233333434 0000000000000000 513E 4445 373035 000000000000',
  vn: '110101333031323330303030313233343500004CBA564E484E31000000000000',
  dk: '110101313030303030303133360000000000003615444B373138353030000000',
  secondOfThree: '110302333031323330303030313233343500001EAD564E484E310000000000000000',
  turned: '3101011130303030333130300000003636000000374B44153035383100000030',
};

export const annexD =
  '91 00 05 1C BE 99 1A 14 | 02 01 D0 | 14 02 04 B3 | 46 07 44 1C B6 E2 E3 35 D6 | 83 02 07 AC C0 9E BA A0 6F 6B 00 00';

export const contents = record({
  id: stringMatching(/^([0-9]{6,16}|[A-Z]{2}[0-9]{4,10}|[A-Z]{2}\.[0-9]{4,8})$/),
  owner: option(stringMatching(/^[A-Z]{2}-[A-Za-z0-9]{1,6}$/)),
  part: option(tuple(nat(40), nat(40)).map(([nth, more]) => ({ nth, of: nth + more }))),
  usage: option(constantFrom(0x10, 0x20, 0x72, 0x80, 0x91)),
  title: option(constantFrom('Truyện Kiều', 'Số đỏ', 'Nhà giả kim', 'War and Peace')),
});
