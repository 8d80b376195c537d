import type { TrayItemKind } from '../contract/index.ts'
import { explain } from '../errors/text.ts'
import type { CertificatePair, PairState, Snapshot, TokenView } from '../models/index.ts'
import type { Texts } from '../text/index.ts'

export type TrayMenuItem = {
  readonly kind: TrayItemKind | 'separator'
  readonly label: string
  readonly enabled: boolean
  /** A line to be read, not chosen: a token with its state, the name of who is signed in. */
  readonly header: boolean
  readonly tokenId: string | null
}

export type TrayIconState = 'normal' | 'attention' | 'error' | 'empty'

const order: readonly PairState[] = [
  'valid',
  'expiring',
  'clock-wrong',
  'not-yet-valid',
  'incomplete',
  'mismatched',
  'expired',
  'revoked',
]

const rank = (pair: CertificatePair): number => order.indexOf(pair.state) + (pair.usable ? 0 : order.length)

/** The pair a person works with: an old certificate kept beside a new one does not speak for the token. */
export const leadingPair = (token: TokenView): CertificatePair | null =>
  [...token.pairs].sort((a, b) => rank(a) - rank(b))[0] ?? null

const separator: TrayMenuItem = { kind: 'separator', label: '', enabled: false, header: false, tokenId: null }

const header = (
  label: string,
  kind: TrayItemKind = 'token',
  tokenId: string | null = null,
): TrayMenuItem => ({
  kind,
  label,
  enabled: false,
  header: true,
  tokenId,
})

const verb = (
  kind: TrayItemKind,
  label: string,
  enabled = true,
  tokenId: string | null = null,
): TrayMenuItem => ({ kind, label, enabled, header: false, tokenId })

const certificateOf = (pair: CertificatePair) => pair.signing ?? pair.encryption

const pairWords = (pair: CertificatePair, { tray, certificates }: Texts): string => {
  const days = certificateOf(pair)?.daysLeft ?? 0
  if (pair.state === 'valid') return tray.valid(days)
  if (pair.state === 'expiring') return tray.expiring(days)
  if (pair.state === 'expired') return tray.expired(Math.max(0, -days))
  return certificates.state[pair.state]
}

/** The state of a token in words: what keeps it from being used comes before how long it lasts. */
const tokenWords = (token: TokenView, texts: Texts): string => {
  if (token.busy !== null) return texts.certificates.busy
  if (token.pin.locked) return texts.certificates.pinLocked
  if (token.pin.lastTry) return texts.certificates.pinLastTry
  const pair = leadingPair(token)
  return pair === null ? texts.tray.noCertificate : pairWords(pair, texts)
}

const nameOf = (token: TokenView): string => {
  const pair = leadingPair(token)
  return (pair && certificateOf(pair)?.holder) || token.label || `${token.vendor} ${token.model}`.trim()
}

const calm: ReadonlySet<PairState> = new Set(['valid', 'not-yet-valid', 'clock-wrong'])

const tokenItems = (token: TokenView, snapshot: Snapshot, texts: Texts): readonly TrayMenuItem[] => {
  const pair = leadingPair(token)
  const online = snapshot.connection.state !== 'offline'
  const action = (): TrayMenuItem => {
    if (pair === null) return verb('issue', texts.tray.issueHere, online, token.id)
    if (token.pin.locked || calm.has(pair.state)) return verb('token', texts.tray.view, true, token.id)
    return verb('issue', texts.tray.renew, online, token.id)
  }
  return [header(`${nameOf(token)} · ${tokenWords(token, texts)}`, 'token', token.id), action()]
}

const troubleItems = ({ troubles, settings }: Snapshot, { tokens }: Texts): readonly TrayMenuItem[] =>
  troubles.map(({ vendor, usbId, report }) =>
    header(`${vendor ?? usbId ?? tokens.unnamed} · ${explain(report, settings.language).title}`),
  )

const presentItems = (snapshot: Snapshot, texts: Texts): readonly TrayMenuItem[] => {
  const items = [
    ...snapshot.tokens.flatMap((token) => tokenItems(token, snapshot, texts)),
    ...troubleItems(snapshot, texts),
  ]
  if (items.length > 0) return items
  return [header(snapshot.settled ? texts.tray.noUkey : texts.tray.looking)]
}

const accountItems = ({ account, connection }: Snapshot, { tray }: Texts): readonly TrayMenuItem[] =>
  account.state === 'signed-in'
    ? [header(account.userName, 'login'), verb('logout', tray.logout)]
    : [verb('login', tray.login, connection.state !== 'offline')]

/** The tray menu, of the state alone: tokens first, then the verbs in the order of the manual. */
export const trayMenu = (snapshot: Snapshot, texts: Texts): readonly TrayMenuItem[] => [
  ...presentItems(snapshot, texts),
  separator,
  verb('show', texts.tray.show),
  ...accountItems(snapshot, texts),
  verb('issue', texts.tray.issue, snapshot.connection.state !== 'offline'),
  verb('refresh', texts.tray.refresh),
  verb('settings', texts.tray.settings),
  verb('about', texts.tray.about),
  separator,
  verb('quit', texts.tray.quit),
]

const broken: ReadonlySet<PairState> = new Set(['expired', 'revoked', 'mismatched'])

const hasError = (snapshot: Snapshot): boolean =>
  snapshot.tokens.some((token) => {
    const pair = leadingPair(token)
    return token.pin.locked || (pair !== null && broken.has(pair.state))
  }) ||
  snapshot.troubles.length > 0 ||
  snapshot.notices.some(({ level }) => level === 'problem')

const needsAttention = (snapshot: Snapshot): boolean =>
  snapshot.tokens.some((token) => {
    const pair = leadingPair(token)
    return token.pin.lastTry || (pair !== null && pair.state !== 'valid')
  }) ||
  snapshot.notices.some(({ level }) => level === 'attention') ||
  snapshot.transactions.some(({ state }) => state === 'paused')

/** Which of its four shapes the icon has. */
export const trayIconState = (snapshot: Snapshot): TrayIconState => {
  if (hasError(snapshot)) return 'error'
  if (needsAttention(snapshot)) return 'attention'
  return snapshot.settled && snapshot.tokens.length === 0 ? 'empty' : 'normal'
}

/** What the icon says when the mouse rests on it. */
export const trayTooltip = (snapshot: Snapshot, texts: Texts): string =>
  [
    texts.everywhere.product,
    ...presentItems(snapshot, texts)
      .filter((item) => item.header)
      .map((item) => item.label),
  ]
    .join('\n')
    // Windows shows no more than this.
    .slice(0, 127)
