import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import type { Keyring } from '../../native/index.ts'
import type { Certificate, Party } from '../../pki/index.ts'
import { businessOn } from '../../shared/targets/targets.ts'
import type { CarrierView } from '../../shared/web-signing/model.ts'
import type { KnownCertificate } from '../certificates/certificates-service.ts'
import { tableOf } from '../history/index.ts'
import type { Ground } from '../house/ground.ts'
import type { Issuer } from '../issuers/issuers.ts'
import type { Issuers } from '../issuers/part.ts'
import { stackOf } from '../log/stack-of.ts'
import type { LoopbackTls } from '../loopback-trust/tls.ts'
import type { Notices, Told } from '../notices/notices.ts'
import type { Prompts } from '../prompt/prompts.ts'
import type { Standing } from '../tokens/pair-state.ts'
import { createApproval } from './approval.ts'
import { jszhProtocol } from './carriers/jszh.ts'
import { mtokenProtocol } from './carriers/mtoken.ts'
import { netcaProtocol } from './carriers/netca.ts'
import { ownProtocol } from './carriers/own.ts'
import type { Protocol } from './carriers/protocol.ts'
import { socketOwner } from './carriers/socket-owner/owner.ts'
import { createSwitchboard } from './carriers/switchboard.ts'
import { xtxappProtocol } from './carriers/xtxapp.ts'
import { createConnections } from './connections.ts'
import { createDispatcher } from './dispatcher.ts'
import { createPageFiles } from './files/page-files.ts'
import { type WebSigningService, webSigningHandlers } from './handlers.ts'
import { createKeys } from './keys.ts'
import { createPatience } from './patience.ts'
import { createRate } from './rate.ts'
import { createSiteCertificates } from './site-certificates.ts'
import { createSiteHistory } from './site-history.ts'
import { createSites } from './sites.ts'
import type { SofParts } from './sof/session.ts'
import { createSparingLog } from './sparing-log.ts'
import { createSwitches } from './switches.ts'
import { createTurns } from './turns.ts'
import { chainVerdict } from './verification.ts'

type Needs = Pick<Ground, 'home' | 'state' | 'events' | 'clock' | 'log' | 'words'> & {
  readonly issuerSet: { readonly issuers: readonly Issuer[] }
  readonly keyring: Pick<Keyring, 'current'>
  readonly prompts: Pick<Prompts, 'askPin' | 'askConsent' | 'askChoice' | 'askFile' | 'askSave'>
  readonly tokens: {
    find(certificateId: string): KnownCertificate | undefined
    standing(certificate: Certificate): Standing
  }
  readonly issuers: Pick<Issuers, 'known' | 'issuerOf'>
  readonly notices: Pick<Notices, 'of'>
  readonly decryptionRehearsal: { keyNamed(party: Party): Uint8Array | null }
  readonly loopbackTrust: LoopbackTls
  /** Other ports than the usual ones, for tests: several assistants may run on one machine. */
  readonly webPorts?: ((protocol: Protocol) => Protocol['ports']) | undefined
}

/** Every language that pages may speak on a port. */
const protocolsOf = (sof: SofParts): readonly Protocol[] => [
  ownProtocol,
  xtxappProtocol(sof),
  mtokenProtocol(sof),
  netcaProtocol(sof),
  jszhProtocol(sof),
]

const damagedNotice = (file: string): Told => ({
  key: 'damaged',
  level: 'attention',
  report: { code: 'web-signing-damaged', params: { file } },
  action: { kind: 'act', verb: 'open-data-folder' },
  dismissable: true,
  announced: false,
})

/** What pages get, and under which conditions. */
const servicesOf = (needs: Needs, changed: () => void) => {
  const { home, state, clock, log, issuerSet, keyring, prompts, tokens, issuers, decryptionRehearsal } = needs
  const now = () => clock().getTime()
  const listed = issuerSet.issuers.flatMap(({ webSigning }) => webSigning.sites)
  const sites = createSites({
    ...{ path: join(home, 'web-signing.json'), now: clock, listed, log, changed },
    fixed: state.current().policies,
  })
  const history = createSiteHistory({ path: join(home, 'web-signing-history.jsonl'), now: clock, log })
  const shown = () => state.current().tokens
  const certificates = createSiteCertificates({
    ...{ keyring, issuers, now: clock, tokens: shown },
    find: tokens.find,
    secret: sites.secret,
    keyNamed: decryptionRehearsal.keyNamed,
  })
  const [patience, turns, rate] = [createPatience(now), createTurns(), createRate(now)]
  const approval = createApproval({ sites, prompts, patience, turns, history, now: clock, changed })
  const keys = createKeys({
    ...{ certificates, sites, prompts, patience, history, now: clock, tokens: shown },
    busy: (tokenId) => businessOn(state.current(), tokenId),
  })
  const isRevoked = (certificate: Certificate): boolean => tokens.standing(certificate) !== 'good'
  const dispatcher = createDispatcher({ approval, keys, certificates, turns, isRevoked, now: clock })
  const switches = createSwitches(sites, issuerSet.issuers)
  const files = createPageFiles({ approval, prompts, patience, turns })
  const connections = createConnections({
    ...{ sites, approval, dispatcher, files, certificates, rate, changed },
    log: createSparingLog(log, now),
    isOn: switches.isOn,
    unforeseen: (error) => log(stackOf(error)),
  })
  const tokenOf = (tokenId: string) => shown().find(({ id }) => id === tokenId)
  const sof: SofParts = {
    now: clock,
    serialOf: (tokenId) => tokenOf(tokenId)?.serial ?? '',
    triesOf: (tokenId) => tokenOf(tokenId)?.pin.triesLeft ?? null,
    verdictOn: (certificate) =>
      isRevoked(certificate) ? 'revoked' : chainVerdict(certificate, certificates.authorities, clock()),
  }
  return { sites, history, switches, connections, sof }
}

/** Calls `work` once for all calls of a short while. */
const soon = (work: () => void): (() => void) => {
  let waiting = false
  const begin = (): void => {
    waiting = false
    work()
  }
  return () => {
    if (waiting) return
    waiting = true
    setTimeout(begin, 20).unref()
  }
}

export const webSigningPart = (needs: Needs) => {
  const { state, events, clock, log, words, notices, loopbackTrust, webPorts } = needs
  let extension: CarrierView['state'] = 'off'
  const changed = soon(() => show())
  const { sites, history, switches, connections, sof } = servicesOf(needs, changed)
  const switchboard = createSwitchboard({
    ...{ connections, changed, isOn: switches.isOn },
    log: createSparingLog(log, () => clock().getTime()),
    protocols: protocolsOf(sof).map((one) => ({ ...one, ports: webPorts?.(one) ?? one.ports })),
    owner: socketOwner,
    credentials: loopbackTrust.tlsFor,
  })

  const carriers = (): readonly CarrierView[] =>
    [...switchboard.views(), { name: 'extension' as const, state: extension, ports: [], taken: [] }].map(
      (view) => ({
        ...view,
        on: switches.isOn(view.name),
        askedBy: switches.askedBy(view.name),
      }),
    )
  const show = (): void => {
    const webSigning = { on: switches.all(), carriers: carriers(), sites: connections.views() }
    if (!isDeepStrictEqual(webSigning, state.current().webSigning)) state.change({ webSigning })
  }
  const follow = async (): Promise<void> => {
    connections.dismissWhere((carrier) => !switches.isOn(carrier))
    await switchboard.follow()
    show()
  }
  const settings: WebSigningService = {
    switchAll: (on) => {
      sites.switchAll(on)
      return follow()
    },
    switchCarrier: (carrier, on) => {
      sites.switchCarrier(carrier, on)
      return follow()
    },
    approve: (origin, scopes) => {
      // What the site may do less from now on, its open logins must not do either.
      if (sites.find(origin) !== null) connections.endLogins(origin)
      sites.approve(origin, scopes)
      show()
    },
    withdraw: (origin) => {
      sites.withdraw(origin)
      connections.dismiss(origin)
      show()
    },
    uses: history.list,
    exportUses: (origin) => {
      const { fileName, table } = words().webSigning
      const rows = history
        .list(origin)
        .map((use) => [
          ...[use.at, use.origin, table.purposes[use.purpose], use.holder ?? '', use.serial ?? ''],
          ...[use.digest ?? '', use.loose ? table.loose : ''],
        ])
      const day = clock().toISOString().slice(0, 10)
      const text = tableOf([table.columns, ...rows])
      return { fileName: `${fileName}-${day}.csv`, base64: Buffer.from(text).toString('base64') }
    },
  }

  loopbackTrust.onTlsChange(() => void switchboard.renewTls())
  notices.of('web-signing').show(sites.damaged === null ? [] : [damagedNotice(sites.damaged)])
  events.on('person-left', connections.personLeft)
  let shown = state.current().tokens
  events.on('tokens-changed', ({ gone }) => {
    connections.tokensGone(gone)
    const { tokens } = state.current()
    if (tokens !== shown) connections.tellChanged()
    shown = tokens
  })
  return {
    service: {
      ...settings,
      connect: connections.connect,
      /** Resolves when every port is as the switches and the certificate want it, and the state shows that. */
      settled: follow,
      /** Opens the ports again that should be open and are not. */
      listenAgain: async (): Promise<void> => {
        await switchboard.again()
        show()
      },
      /** The extension has no port: its own part says how its line stands. */
      tellExtension: (now: CarrierView['state']): void => {
        extension = now
        show()
      },
    },
    handlers: webSigningHandlers(settings),
    start: () => void follow(),
    stop: () => {
      switchboard.stop()
      connections.dismissWhere(() => true)
      sites.close()
      history.close()
    },
  }
}
