// What library systems say in their own words that names nobody: exact sentences, so that a screen message can be shown to a technician and
// to whoever made the system. Everything else they say may name a patron (a Koha puts first names of others into a refusal).

/** Of Koha, OpenNCIP and Evergreen, FOLIO, Polaris, and Tram's own embedded library. */
const phrases: readonly RegExp[] = [
  /^Greetings from [\w .-]{1,40}$/,
  /^Invalid (?:cardnumber|password|Patron|Item|patron barcode|patron password|item barcode)$/i,
  /^Patron (?:Blocked|status is ok|has too many items|expired|owes [\d.,]+|has credit of [\d.,]+)$/i,
  /^PATRON EXPIRED$/,
  /^Borrower's card reported lost$/,
  /^Borrower has no valid address$/,
  /^Item (?:not checked out|checked out to another patron|has reached maximum renewals|cannot be held|is for adults)$/i,
  /^Item (?:unavailable due to outstanding holds|already checked out to this patron|already on hold for this patron)$/i,
  /^Item is on hold shelf for another patron$/i,
  /^Item already checked out to you: renewing item$/i,
  /^Item may not be lent$/i,
  /^No such (?:hold|item)$/i,
  /^Renewals not allowed$/i,
  /^(?:NO_MORE_RENEWALS|WTHDRAWN): 1$/,
  /^itemtype_notforloan: \w{1,10}$/,
  /^Thank you$/i,
  /^Nothing was paid$/i,
  /^There is no checkin to undo$/i,
  /^(?:Block|Enable) feature not implemented$/i,
  /^Problems handling the request$/i,
  /^Unable to find all necessary configuration\(s\)$/i,
  /^Login OK\b.{0,40}$/,
  /^(?:login|password):$/i,
];

const isPlain = (sentence: string): boolean => {
  const bare = sentence.trim().replace(/\s*[.!]+$/, '');
  return bare === '' || phrases.some((phrase) => phrase.test(bare));
};

export const hidden = '***';

/** `Problems handling the request: …`: what stands before the colon may be plain, and what follows is not. */
const plainSentence = (sentence: string): string => {
  if (isPlain(sentence)) return sentence;
  const [head = '', ...rest] = sentence.split(': ');
  return rest.length > 0 && isPlain(head) ? `${head}: ${isPlain(rest.join(': ')) ? rest.join(': ') : hidden}` : hidden;
};

/** The sentences of it that name nobody; `***` stands for each of the others. */
export const plainSentences = (text: string): string => text.split(' -- ').map(plainSentence).join(' -- ');
