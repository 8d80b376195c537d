import { dirname, join } from 'node:path'
import type { Keyring, PresentToken } from '../../native/index.ts'
import type { Certificate } from '../../pki/index.ts'
import type { DocumentWork } from '../../shared/documents/contract.ts'
import { AssistantError } from '../../shared/errors/index.ts'
import { businessOn } from '../../shared/targets/targets.ts'
import { createAuthorityChains } from '../certificates/authority-chains.ts'
import type { KnownCertificate } from '../certificates/certificates-service.ts'
import { atHandOf } from '../decryption-rehearsal/keys-at-hand.ts'
import type { SeenCertificates } from '../decryption-rehearsal/seen-certificates.ts'
import type { Ground } from '../house/ground.ts'
import type { Issuer } from '../issuers/issuers.ts'
import type { Issuers } from '../issuers/part.ts'
import { stackOf } from '../log/stack-of.ts'
import type { Prompts } from '../prompt/prompts.ts'
import { sealIdOf } from '../seals/seal-views.ts'
import type { Standing } from '../tokens/pair-state.ts'
import { createBringing } from './bring.ts'
import { createDocumentList } from './document-list.ts'
import { createDocuments } from './documents-service.ts'
import { createDrawer } from './drawing/drawer.ts'
import { createFileWorker } from './file-work/file-worker.ts'
import { removeAllLeftovers } from './file-work/leftovers.ts'
import type { TrustBytes } from './file-work/messages.ts'
import { documentsHandlers } from './handlers.ts'
import { createJobLogins } from './job-logins.ts'
import { readyWork, type WorkParts } from './job-tasks.ts'
import { createJobs } from './jobs.ts'
import { createRecipients } from './recipients.ts'
import { signingCertificate } from './signing-certificate.ts'
import { createTrustedRoots, type TrustedRoots } from './trusted-roots.ts'
import { createWorkNote } from './work-note.ts'

type Needs = Pick<Ground, 'home' | 'state' | 'clock' | 'log' | 'words' | 'shell'> & {
  readonly issuerSet: { readonly issuers: readonly Issuer[] }
  readonly keyring: Pick<Keyring, 'current'>
  readonly prompts: Pick<Prompts, 'askPin'>
  readonly tokens: {
    find(certificateId: string): KnownCertificate | undefined
    standing(certificate: Certificate): Standing
  }
  readonly issuers: Pick<Issuers, 'known' | 'issuerOf'>
  readonly decryptionRehearsal: { readonly seen: Pick<SeenCertificates, 'find' | 'all'> }
}

const sealNamed = (tokens: readonly PresentToken[], sealId: string): Uint8Array => {
  for (const { facts, seals } of tokens)
    for (const stored of seals)
      if (stored.value !== null && sealIdOf(facts.id, stored) === sealId) return stored.value
  throw new AssistantError('token-absent')
}

/** Milliseconds between two snapshots while files are worked on: a person sees no more. */
const calm = 200

/** Shows at once what comes after a while, and the rest together. `flush` shows what waits. */
const calmly = (show: () => void) => {
  let waiting: NodeJS.Timeout | null = null
  let last = Number.NEGATIVE_INFINITY
  const flush = (): void => {
    if (waiting !== null) clearTimeout(waiting)
    waiting = null
    last = performance.now()
    show()
  }
  const changed = (): void => {
    if (waiting !== null) return
    const due = last + calm - performance.now()
    if (due <= 0) flush()
    else waiting = setTimeout(flush, due).unref()
  }
  return { changed, flush }
}

const trustBytes = (roots: TrustedRoots, now: Date): TrustBytes => {
  const { roots: trusted, certificates } = roots.trust()
  return {
    roots: trusted.map(({ raw }) => raw),
    certificates: certificates.map(({ raw }) => raw),
    crls: [],
    now,
  }
}

export const documentsPart = (needs: Needs) => {
  const { home, state, clock, log, words, shell, keyring, prompts, tokens, issuers } = needs
  const { seen } = needs.decryptionRehearsal
  const unforeseen = (error: unknown): void => log(stackOf(error))
  const present = () => keyring.current().tokens
  const { changed, flush } = calmly(() => {
    const now = { documents: list.views(), documentJob: jobs.current() }
    const before = state.current()
    if (before.documents !== now.documents || before.documentJob !== now.documentJob) state.change(now)
  })
  const list = createDocumentList(() => changed())
  const bringing = createBringing(list)
  const roots = createTrustedRoots(needs)
  const recipients = createRecipients({ tokens: present, seen, standing: tokens.standing, clock })
  const busy = (tokenId: string): string | null => businessOn(state.current(), tokenId)
  const logins = createJobLogins({ prompts, busy })
  const chains = createAuthorityChains(issuers)
  const worker = createFileWorker(shell.fork)
  const drawer = createDrawer(shell.fork)
  const note = createWorkNote(join(home, 'document-work.json'), log)
  const workParts: WorkParts = {
    ...{ tokens: present, seen, logins, recipients, clock },
    signing: signingCertificate({ ...tokens, tokens: present, chains, clock }),
    trust: () => trustBytes(roots, clock()),
    pathOf: (fileId) => list.all().find(({ view }) => view.id === fileId)?.path ?? null,
    marks: () => words().documentReport.marks,
    seal: (sealId) => sealNamed(present(), sealId),
  }
  const onKey = (work: DocumentWork): boolean => {
    const id = work.kind === 'sign' ? work.certificateId : work.kind === 'encrypt' ? work.signer : null
    const certificate = id === null ? undefined : tokens.find(id)?.certificate
    const hand = certificate && atHandOf(present(), certificate)
    return hand?.present.facts.pin.entryOnDevice ?? false
  }
  const jobs = createJobs({
    ...{ list, worker, logins, onKey, unforeseen, clock },
    ready: (work) => readyWork(work, workParts),
    note: note.keep,
    tidy: removeAllLeftovers,
    folderOf: (fileId) => dirname(list.find(fileId).path),
    changed: () => changed(),
    ended: () => flush(),
  })
  const documents = createDocuments({
    ...{ list, jobs, bringing, recipients, roots, drawer, shell, clock, unforeseen },
    language: () => state.current().settings.language,
    shown: flush,
  })
  return {
    service: documents,
    handlers: documentsHandlers(documents),
    start: () => void note.cleanUp().catch(unforeseen),
    stop: () => {
      drawer.stop()
      void jobs.stop().catch(unforeseen)
      void bringing.stop().catch(unforeseen)
    },
  }
}
