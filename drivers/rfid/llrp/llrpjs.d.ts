// The part of llrpjs 1.0.1 that frame.ts uses: its codec. The package's own types are its sources, written by laxer rules than
// ours, and tsc would check them with ours: so `paths` in tsconfig.json leads here instead. Knows nothing else of it.
/** Decoding and encoding throw on what LLRP 1.0.1 does not know. */
export class LLRPMessage {
  constructor(from: Buffer | { readonly type: string; readonly id: number; readonly data: object });
  encode(): this;
  decode(): this;
  getBuffer(): Buffer;
  /** `{ id, type, data }`; fields of several bytes as hex, enumerations by name, one of many as itself. */
  toLLRPData(): unknown;
}
export const LLRPCoreDef: Readonly<Record<string, { readonly isMessage: boolean; readonly typeNum: number }>>;
