/** Mineral pigments on paper. Every pair of text and ground that is used has a contrast of at least 4.5. */
export type Palette = {
  readonly scheme: 'light' | 'dark'
  readonly paper: string
  readonly card: string
  readonly ink: string
  readonly inkSoft: string
  readonly hairline: string
  /** Borders of controls, stronger than a hairline, so that a field is recognised as one. */
  readonly edge: string
  /** Borders of buttons, which need less contrast because their words say what they are. */
  readonly line: string
  /** A quiet ground for what is folded away, hovered or read-only. */
  readonly wash: string
  readonly azurite: string
  readonly azuriteHover: string
  readonly azuriteActive: string
  readonly azuriteWash: string
  readonly onAzurite: string
  readonly malachite: string
  readonly malachiteWash: string
  readonly gamboge: string
  /** Gamboge for text, because the pigment itself is too light to read on paper. */
  readonly gambogeText: string
  readonly gambogeWash: string
  readonly cinnabar: string
  readonly cinnabarHover: string
  readonly cinnabarWash: string
  readonly onCinnabar: string
  /** The seal is cinnabar on any ground. */
  readonly seal: string
  readonly onSeal: string
}

export const light: Palette = {
  scheme: 'light',
  paper: '#FAF8F4',
  card: '#FFFFFF',
  ink: '#1B2430',
  inkSoft: '#62686F',
  hairline: '#E6E2DA',
  edge: '#8E9297',
  line: '#D0CBC1',
  wash: '#F4F1EB',
  azurite: '#1F6280',
  azuriteHover: '#2A7295',
  azuriteActive: '#174C64',
  azuriteWash: '#EDF2F5',
  onAzurite: '#FFFFFF',
  malachite: '#2F7D5B',
  malachiteWash: '#EEF5F2',
  gamboge: '#A86A00',
  gambogeText: '#8F5900',
  gambogeWash: '#F8F3EB',
  cinnabar: '#B93A2B',
  cinnabarHover: '#A63225',
  cinnabarWash: '#F9EFEE',
  onCinnabar: '#FFFFFF',
  seal: '#B93A2B',
  onSeal: '#FFFFFF',
}

export const dark: Palette = {
  scheme: 'dark',
  paper: '#14171C',
  card: '#1D2229',
  ink: '#E8E6E1',
  inkSoft: '#A4A4A2',
  hairline: '#2E343C',
  edge: '#737A83',
  line: '#414952',
  wash: '#191D23',
  azurite: '#6FB1CC',
  azuriteHover: '#8AC2D9',
  azuriteActive: '#5A9DB9',
  azuriteWash: '#242D36',
  onAzurite: '#14171C',
  malachite: '#6CC29A',
  malachiteWash: '#232F32',
  gamboge: '#E0B04C',
  gambogeText: '#E0B04C',
  gambogeWash: '#2D2D2C',
  cinnabar: '#EE7A6B',
  cinnabarHover: '#F39184',
  cinnabarWash: '#2E292E',
  onCinnabar: '#14171C',
  seal: '#B93A2B',
  onSeal: '#FFFFFF',
}
