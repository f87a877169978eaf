// People to register, for tests: each with a key and a card of their own.
import { splitName } from '../../../station/registry/names.ts';
import type { Registration } from '../../../station/registry/registry.ts';

export const an: Registration = {
  id: 'a1b2c3d4-0001-4000-8000-000000000001',
  card: '21234000100018',
  name: splitName('Nguyễn Thị Minh Khai'),
  born: '1990-05-12',
  sex: 'female',
  address: '12 Lý Thường Kiệt',
  city: 'Hà Nội',
  phone: '0912 345 678',
  email: 'khai@example.org',
  category: 'NGUOI-LON',
  branch: 'NB',
  enrolled: '2026-11-22',
  expiry: '2027-11-22',
  guardian: null,
  citizenNumber: '001190000123',
  consent: { version: '2026-1', on: '2026-11-22' },
};

export const binh: Registration = {
  ...an,
  id: 'a1b2c3d4-0002-4000-8000-000000000002',
  card: '21234000100026',
  name: splitName('Đỗ Văn Bình'),
  born: '1975-01-30',
  sex: 'male',
  phone: '+84 98 765 4321',
  email: null,
  citizenNumber: null,
};
