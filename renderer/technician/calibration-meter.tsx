// How far a measurement is. Knows a share and a sentence.

export function Meter({ done, says }: { readonly done: number; readonly says: string }) {
  return (
    <div className="calibration-meter">
      <progress max={100} value={Math.round(done * 100)} aria-label={says} />
      <span>{says}</span>
    </div>
  );
}
