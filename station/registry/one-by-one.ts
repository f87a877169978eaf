// Whole records are read, changed and written: two at once would undo each other. So one after another, in the order they came.

export type OneByOne = <Value>(work: () => Promise<Value>) => Promise<Value>;

export const oneByOne = (): OneByOne => {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work, work);
    last = mine;
    return mine;
  };
};
