import { accountAt } from '../account/account-at.ts'
import { leadingCertificate, leadingPair } from '../certificates/leading.ts'
import { connectionOf } from '../connection/connection-of.ts'
import type { TrayItemKind } from '../contract/index.ts'
import { explain } from '../errors/text.ts'
import { assistantTone } from '../health/assistant-health.ts'
import { type PairAction, pairHealth } from '../health/pair-health.ts'
import { isAllReplaced } from '../health/replaced.ts'
import { tokenHealth } from '../health/token-health.ts'
import type { CertificatePair, Snapshot, TokenView } from '../models/index.ts'
import type { Texts } from '../text/index.ts'

export type TrayMenuItem = {
  readonly kind: TrayItemKind | 'separator'
  readonly label: string
  readonly enabled: boolean
  /** A line to read, not to choose: a token with its state, or the name of the person who is logged in. */
  readonly header: boolean
  readonly tokenId: string | null
}

export type TrayIconState = 'normal' | 'attention' | 'error' | 'empty'

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

const pairWords = (pair: CertificatePair, { tray, certificates }: Texts): string => {
  const days = leadingCertificate(pair)?.daysLeft ?? 0
  if (pair.state === 'valid') return tray.valid(days)
  if (pair.state === 'expiring') return tray.expiring(days)
  if (pair.state === 'expired') return tray.expired(Math.max(0, -days))
  return certificates.state[pair.state]
}

/** The state of a token in words. An obstacle to its use comes before its validity. */
const tokenWords = (token: TokenView, { tokens }: Snapshot, texts: Texts): string => {
  if (token.busy !== null) return texts.certificates.busy
  if (isAllReplaced(token, tokens)) return texts.tray.ended
  const health = tokenHealth(token)
  if (health.cause === 'locked') return texts.certificates.pinLocked
  if (health.cause === 'last-try') return texts.certificates.pinLastTry
  return health.cause === 'pair' ? pairWords(health.pair, texts) : texts.tray.noCertificate
}

const nameOf = (token: TokenView): string => {
  if (token.nickname !== null) return token.nickname
  const pair = leadingPair(token.pairs)
  return (pair && leadingCertificate(pair)?.holder) || token.label || `${token.vendor} ${token.model}`.trim()
}

/** Whether this authority can be asked. If another one is offline, nothing needs to be barred. */
const isOnline = (snapshot: Snapshot, issuerId: string | null = snapshot.issuer.id): boolean =>
  connectionOf(snapshot, issuerId).state !== 'offline'

/** What is done about a pair with a new certificate. Everything else is done on its card. */
const tended: ReadonlySet<PairAction> = new Set(['renew', 'issue'])

/** The one action for a token that its lines in the menu offer. */
const tokenAction = (token: TokenView, snapshot: Snapshot, { tray }: Texts): TrayMenuItem => {
  const pair = leadingPair(token.pairs)
  if (token.pin.locked) return verb('unlock', tray.unlock, true, token.id)
  if (pair === null) return verb('issue', tray.issueHere, isOnline(snapshot), token.id)
  if (isAllReplaced(token, snapshot.tokens)) return verb('token', tray.view, true, token.id)
  const { action } = pairHealth(pair)
  if (!tended.has(action)) return verb('token', tray.view, true, token.id)
  const online = isOnline(snapshot, leadingCertificate(pair)?.issuerId ?? null)
  return verb('issue', tray.renew, online, token.id)
}

const tokenItems = (token: TokenView, snapshot: Snapshot, texts: Texts): readonly TrayMenuItem[] => [
  header(`${nameOf(token)} · ${tokenWords(token, snapshot, texts)}`, 'token', token.id),
  tokenAction(token, snapshot, texts),
]

const troubleItems = ({ troubles, settings }: Snapshot, { tokens }: Texts): readonly TrayMenuItem[] =>
  troubles.map(({ vendor, usbId, report }) =>
    header(`${vendor ?? usbId ?? tokens.unnamed} · ${explain(report, settings.language).title}`),
  )

/** More would push the verbs off the screen; all are on the page that the last line leads to. */
const mostTokens = 16

const restItems = ({ tokens }: Snapshot, { tray }: Texts): readonly TrayMenuItem[] =>
  tokens.length > mostTokens ? [verb('token', tray.moreTokens(tokens.length - mostTokens))] : []

const presentItems = (snapshot: Snapshot, texts: Texts): readonly TrayMenuItem[] => {
  const items = [
    ...snapshot.tokens.slice(0, mostTokens).flatMap((token) => tokenItems(token, snapshot, texts)),
    ...restItems(snapshot, texts),
    ...troubleItems(snapshot, texts),
  ]
  if (items.length > 0) return items
  return [header(snapshot.settled ? texts.tray.noUkey : texts.tray.looking)]
}

/** Sites that are connected now: a line to read, and where it leads there is the way to end that. */
const siteItems = ({ webSigning: { sites } }: Snapshot, { tray }: Texts): readonly TrayMenuItem[] => {
  const connected = sites.filter(({ connections }) => connections > 0)
  const [first] = connected
  if (first === undefined) return []
  // Some shells can show no very long line.
  const origin = first.origin.length > 60 ? `${first.origin.slice(0, 59)}…` : first.origin
  return [verb('sites', connected.length === 1 ? tray.site(origin) : tray.sites(connected.length))]
}

/** The person who acts at the chosen authority, where new business starts. */
const accountItems = (snapshot: Snapshot, { tray }: Texts): readonly TrayMenuItem[] => {
  const account = accountAt(snapshot, snapshot.issuer.id)
  return account.state === 'signed-in'
    ? [header(account.userName, 'login'), verb('logout', tray.logout)]
    : [verb('login', tray.login, isOnline(snapshot))]
}

/** 证书升级 is offered where an authority does it and says that a certificate which is here may be upgraded. */
const upgradeItems = ({ upgradable, upgrades }: Snapshot, { tray }: Texts): readonly TrayMenuItem[] =>
  upgradable.length + upgrades.length > 0 ? [verb('upgrades', tray.upgrades)] : []

/** The tray menu, which follows from the state alone: tokens first, then the verbs in the order of the manual. */
export const trayMenu = (snapshot: Snapshot, texts: Texts): readonly TrayMenuItem[] => [
  ...presentItems(snapshot, texts),
  ...siteItems(snapshot, texts),
  separator,
  verb('show', texts.tray.show),
  ...accountItems(snapshot, texts),
  verb('issue', texts.tray.issue, isOnline(snapshot)),
  verb('renewals', texts.tray.renewals),
  ...upgradeItems(snapshot, texts),
  verb('documents', texts.tray.documents),
  verb('refresh', texts.tray.refresh),
  verb('diagnosis', texts.tray.diagnosis),
  verb('settings', texts.tray.settings),
  verb('about', texts.tray.about),
  separator,
  verb('quit', texts.tray.quit),
]

/** Which of its four shapes the icon has. */
export const trayIconState = (snapshot: Snapshot): TrayIconState => {
  const tone = assistantTone(snapshot)
  if (tone !== 'good') return tone === 'bad' ? 'error' : 'attention'
  return snapshot.settled && snapshot.tokens.length === 0 ? 'empty' : 'normal'
}

/** What the icon says when the mouse rests on it. */
export const trayTooltip = (snapshot: Snapshot, texts: Texts): string =>
  [
    texts.everywhere.product,
    ...presentItems(snapshot, texts)
      .filter((item) => item.header)
      .map((item) => item.label),
    ...siteItems(snapshot, texts).map((item) => item.label),
  ]
    .join('\n')
    // Windows shows no more characters than this.
    .slice(0, 127)
