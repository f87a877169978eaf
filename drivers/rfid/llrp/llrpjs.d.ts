// The part of llrpjs 1.0.1 that frame.ts uses: its codec. The package's own types are its sources, which are checked by laxer
// rules than ours. Knows nothing else of it.
declare module 'llrpjs' {
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
}
