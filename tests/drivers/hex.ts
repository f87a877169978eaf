// Bytes written as hex in tests, spaces and bars allowed.
export const hex = (text: string): Uint8Array => Uint8Array.from(Buffer.from(text.replaceAll(/[\s|]/g, ''), 'hex'));
export const toHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();
