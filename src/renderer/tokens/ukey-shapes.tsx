import type { ReactNode } from 'react'

// Drawn freely after the common models of each maker, in outline and without any mark. Nobody recognises a key for
// certain by them: name and serial number stand beside the drawing.

export type UkeyShape = {
  readonly body: ReactNode
  /** Where the light sits. */
  readonly light: readonly [x: number, y: number]
}

/** The plug is the same for all: USB type A. */
const plug = (
  <>
    <path d="M44 13h13a1.5 1.5 0 0 1 1.5 1.5v11A1.5 1.5 0 0 1 57 27H44z" fill="var(--wash)" />
    <path d="M49 16.500h4v2.500h-4zM49 21h4v2.500h-4z" strokeWidth="1.2" fill="var(--card)" />
  </>
)

const eye = <circle cx="11.5" cy="20" r="3" fill="var(--paper)" />

const plain: UkeyShape = {
  body: (
    <>
      {plug}
      <rect x="4" y="7" width="40" height="26" rx="7" fill="var(--card)" />
      {eye}
      <path d="M22 26h14" stroke="var(--hairline)" strokeLinecap="round" />
    </>
  ),
  light: [33, 16],
}

/** A slender stick with a round end. */
const stick: UkeyShape = {
  body: (
    <>
      {plug}
      <path d="M14 11h30v18H14a9 9 0 0 1 0-18z" fill="var(--card)" />
      <circle cx="13.500" cy="20" r="3.400" fill="var(--paper)" />
      <path d="M38 11v18" />
    </>
  ),
  light: [29, 20],
}

/** An oval, like a pebble. */
const pebble: UkeyShape = {
  body: (
    <>
      {plug}
      <path d="M24 7c12 0 20 4 20 13s-8 13-20 13S3 29 3 20 12 7 24 7z" fill="var(--card)" />
      {eye}
      <path d="M24 26h10" stroke="var(--hairline)" strokeLinecap="round" />
    </>
  ),
  light: [30, 17],
}

/** Broad at the holder's end, narrow at the plug. */
const wedge: UkeyShape = {
  body: (
    <>
      {plug}
      <path d="M9 6h13l22 5v18l-22 5H9a5 5 0 0 1-5-5V11a5 5 0 0 1 5-5z" fill="var(--card)" />
      {eye}
    </>
  ),
  light: [29, 20],
}

/** A box with a cap over its plug's end. */
const capped: UkeyShape = {
  body: (
    <>
      {plug}
      <rect x="4" y="8" width="40" height="24" rx="3" fill="var(--card)" />
      <path d="M30 8v24" />
      {eye}
      <path d="M35 13v14M39 13v14" stroke="var(--hairline)" strokeLinecap="round" />
    </>
  ),
  light: [22, 20],
}

/** With a small display and keys, on which its holder confirms. */
const display: UkeyShape = {
  body: (
    <>
      {plug}
      <rect x="3" y="5" width="41" height="30" rx="5" fill="var(--card)" />
      <rect x="8" y="10" width="20" height="12" rx="1.5" fill="var(--paper)" />
      <path d="M11 14h12M11 18h7" stroke="var(--edge)" strokeWidth="1.200" strokeLinecap="round" />
      <circle cx="11" cy="28.500" r="2" fill="var(--paper)" />
      <circle cx="18" cy="28.500" r="2" fill="var(--paper)" />
      <circle cx="25" cy="28.500" r="2" fill="var(--paper)" />
    </>
  ),
  light: [36, 14],
}

/** By the driver. A maker that is not listed gets the plain one. */
const shapes: Readonly<Record<string, UkeyShape>> = {
  longmai: stick,
  minghua: stick,
  feitian: wedge,
  haitai: capped,
  huada: capped,
  huashen: capped,
  watchdata: pebble,
  tianyu: pebble,
  excelsecu: display,
}

/** The shape of a key. One that takes its PIN on itself has a display and keys, whoever made it. */
export const shapeOf = ({
  driverId,
  pin,
}: {
  readonly driverId: string
  readonly pin: { readonly entryOnDevice: boolean }
}): UkeyShape => (pin.entryOnDevice ? display : (shapes[driverId] ?? plain))
