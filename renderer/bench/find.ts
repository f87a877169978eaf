// Finding a thing on the shelves by what one types in a hurry: marks and capitals do not matter.

export function matches(wish: string, texts: readonly string[]): boolean {
  const heap = fold(texts.join(' '));
  return fold(wish)
    .split(' ')
    .every((word) => heap.includes(word));
}

function fold(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{Mark}/gu, '')
    .toLowerCase()
    .replaceAll('đ', 'd')
    .trim()
    .replaceAll(/\s+/g, ' ');
}
