// The few pictures of the kiosk, drawn here in the library's colour. Each shows one thing to do; none is needed to understand the screen.
import type { ReactNode } from 'react';

const ink = 'var(--ink)';
const brand = 'var(--brand)';
const tint = 'var(--brand-tint)';
const sheet = 'var(--sheet)';
const cloth = ['var(--cloth-1)', 'var(--cloth-2)', 'var(--cloth-3)', 'var(--cloth-4)'] as const;

function Picture({ children, name }: { readonly children: ReactNode; readonly name: string }) {
  return (
    <svg className={`drawing drawing-${name}`} viewBox="0 0 320 240" aria-hidden="true" focusable="false">
      <g stroke={ink} strokeWidth="3.5" strokeLinecap="round" strokeLinejoin="round" fill="none">
        {children}
      </g>
    </svg>
  );
}

/** A closed book lying on its side, seen from the spine. */
function Book({
  x,
  y,
  wide,
  fill,
}: {
  readonly x: number;
  readonly y: number;
  readonly wide: number;
  readonly fill: string;
}) {
  return (
    <g transform={`translate(${x} ${y})`}>
      <rect width={wide} height="26" rx="5" fill={fill} />
      <path d={`M18 2v22 M${wide - 30} 2v22`} stroke={sheet} strokeWidth="3" />
    </g>
  );
}

function Pad() {
  return (
    <g>
      <path d="M36 204h248l16 20H20z" fill={tint} />
      <path d="M20 224v8h280v-8" fill={sheet} />
    </g>
  );
}

export function PutBooksPicture() {
  return (
    <Picture name="put">
      <Pad />
      <Book x={78} y={176} wide={166} fill={cloth[0]} />
      <Book x={92} y={148} wide={146} fill={cloth[1]} />
      <g className="drawing-drops">
        <Book x={84} y={70} wide={154} fill={cloth[2]} />
        <path d="M161 108v26 M149 124l12 12 12-12" stroke={brand} strokeWidth="5" />
      </g>
    </Picture>
  );
}

export function ScanBookPicture() {
  return (
    <Picture name="scan">
      <rect x="96" y="36" width="128" height="172" rx="8" fill={cloth[0]} />
      <path d="M114 36v172" stroke={sheet} strokeWidth="3" />
      <rect x="132" y="140" width="76" height="48" rx="4" fill={sheet} />
      <Bars x={142} y={150} high={28} />
      <path d="M84 164h152" stroke={brand} strokeWidth="5" />
    </Picture>
  );
}

function Bars({ x, y, high }: { readonly x: number; readonly y: number; readonly high: number }) {
  const bars = [0, 6, 14, 19, 28, 33, 42, 47, 54];
  return (
    <g strokeWidth="3" strokeLinecap="butt">
      {bars.map((bar, place) => (
        <path key={bar} d={`M${x + bar} ${y}v${high}`} strokeWidth={place % 3 === 0 ? 5 : 2.5} />
      ))}
    </g>
  );
}

export function CardPicture({ onPad }: { readonly onPad: boolean }) {
  return (
    <Picture name="card">
      {onPad ? <Pad /> : null}
      <g className="drawing-drops" transform={onPad ? undefined : 'translate(0 24)'}>
        <rect x="70" y="44" width="180" height="112" rx="12" fill={sheet} />
        <path d="M70 56a12 12 0 0 1 12-12h156a12 12 0 0 1 12 12v16H70z" fill={brand} />
        <circle cx="104" cy="100" r="13" fill={tint} />
        <path d="M84 136a20 16 0 0 1 40 0" fill={tint} />
        <Bars x={158} y={94} high={40} />
      </g>
      {onPad ? <path d="M128 186a46 46 0 0 1 64 0 M144 197a24 24 0 0 1 32 0" stroke={brand} strokeWidth="5" /> : null}
    </Picture>
  );
}

export function PinPicture() {
  return (
    <Picture name="pin">
      <rect x="92" y="98" width="136" height="104" rx="14" fill={brand} />
      <path d="M120 98V74a40 40 0 0 1 80 0v24" strokeWidth="9" stroke={brand} />
      <g fill={sheet} stroke="none">
        <circle cx="124" cy="150" r="9" />
        <circle cx="148" cy="150" r="9" />
        <circle cx="172" cy="150" r="9" />
        <circle cx="196" cy="150" r="9" />
      </g>
    </Picture>
  );
}

export function SlipPicture({ moving }: { readonly moving: boolean }) {
  return (
    <Picture name={moving ? 'slip-moving' : 'slip'}>
      <g className="drawing-slip">
        <path
          d="M106 96h108v120l-13.500-11-13.500 11-13.500-11-13.500 11-13.500-11-13.500 11-13.500-11-13.500 11z"
          fill={sheet}
        />
        <path d="M126 122h68 M126 142h68 M126 162h44" strokeWidth="4" />
      </g>
      <path d="M62 40h196a14 14 0 0 1 14 14v46a8 8 0 0 1-8 8H56a8 8 0 0 1-8-8V54a14 14 0 0 1 14-14z" fill={brand} />
      <path d="M86 92h148" stroke={sheet} strokeWidth="6" />
      <circle cx="240" cy="64" r="5" fill={sheet} stroke="none" />
    </Picture>
  );
}

/** The desk, with somebody at it. */
export function DeskPicture() {
  return (
    <Picture name="desk">
      <circle cx="160" cy="64" r="30" fill={tint} />
      <path d="M104 150a56 50 0 0 1 112 0" fill={brand} />
      <path d="M30 150h260v16H30z" fill={sheet} />
      <path d="M46 166h228v62H46z" fill={tint} />
      <g transform="translate(222 124)">
        <rect width="52" height="13" rx="3" fill={cloth[1]} />
        <rect x="5" y="13" width="44" height="13" rx="3" fill={cloth[0]} />
      </g>
    </Picture>
  );
}

export function ShelfPicture() {
  return (
    <Picture name="shelf">
      <path d="M30 208h260v14H30z" fill={tint} />
      <rect x="58" y="86" width="34" height="122" rx="4" fill={cloth[0]} />
      <rect x="92" y="66" width="28" height="142" rx="4" fill={cloth[1]} />
      <rect x="120" y="96" width="40" height="112" rx="4" fill={cloth[2]} />
      <rect x="160" y="78" width="26" height="130" rx="4" fill={brand} />
      <path d="m196 100 34-10 30 108-34 10z" fill={cloth[3]} />
      <path d="M58 112h34 M92 94h28 M120 120h40 M160 104h26" stroke={sheet} strokeWidth="3" />
    </Picture>
  );
}
