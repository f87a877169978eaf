// What goes wrong at the far end of a registry, by name.

/** What happens to the next question that changes a patron. */
export type Trouble =
  | 'slow'
  | 'lose-before'
  | 'lose-after'
  | 'twice'
  | 'fault-after'
  | 'maintenance'
  | 'garbage'
  | 'elsewhere'
  | 'too-long'
  | 'token-over';
