import type { z } from 'zod'
import { AssistantError, isAssistantError } from '../../shared/errors/index.ts'
import type { contact, handlerAsked } from '../../shared/identity/contract.ts'
import type { DossierForm } from '../../shared/identity/form.ts'
import type { DossierKind, DossierPurpose } from '../../shared/identity/kinds.ts'
import { type DossierMoment, momentsOf } from '../../shared/identity/moments.ts'
import type { CodeSent, DossierView, UploadPurpose } from '../../shared/models/index.ts'
import type { Pin } from '../../shared/pin/pin.ts'
import type {
  RaAppeal,
  RaClient,
  RaDossier,
  RaForeignEntity,
  RaPerson,
  RaPlace,
  RaRegistered,
} from '../../shared/ra-contract/index.ts'
import { type Accounts, signedIn } from '../account/index.ts'
import type { Authorities } from '../authority/index.ts'
import { fromBase64 } from '../files/base64.ts'
import { checkedScan } from '../renewal/scan.ts'
import { codeSentOf } from './code-sent.ts'
import type { DossierBook } from './dossier-book.ts'
import type { KeptDossier } from './dossier-file.ts'
import { answerAbout, firstForm, viewOf } from './dossier-view.ts'

type Key = { readonly key: string }
type Beginning = {
  readonly issuerId: string
  readonly purpose: DossierPurpose
  readonly kind: DossierKind
  readonly captchaId?: string | undefined
  readonly captcha?: string | undefined
}

/** 注册, 信息补录, 变更为代理机构, another 经办人, 人工申诉: each is a dossier at its authority, done step by step. */
export type Dossiers = {
  begin(beginning: Beginning): Promise<Key>
  dossier(which: Key): Promise<DossierView>
  save(draft: Key & { form: DossierForm; moment: DossierMoment }): void
  abandon(which: Key): Promise<void>
  forget(which: Key): void
  sendCode(asked: Key & { contact: z.output<typeof contact> }): Promise<CodeSent>
  proveContact(proof: Key & { channel: 'sms' | 'mail'; code: string }): Promise<DossierView>
  putPerson(given: Key & { person: RaPerson }): Promise<DossierView>
  checkRegister(given: Key & { registered: RaRegistered }): Promise<DossierView>
  putEntity(given: Key & { entity: RaForeignEntity }): Promise<DossierView>
  putDetails(given: Key & { place: RaPlace }): Promise<DossierView>
  putAppeal(given: Key & { appeal: RaAppeal }): Promise<DossierView>
  upload(file: Key & { purpose: UploadPurpose; fileName: string; base64: string }): Promise<DossierView>
  askHandler(asked: Key & { handler: z.output<typeof handlerAsked> }): Promise<CodeSent>
  bindHandler(
    given: Key & { code: string; person?: RaPerson | undefined; password?: Pin | undefined },
  ): Promise<DossierView>
  submit(given: Key & { agreementVersion: string; password?: Pin | undefined }): Promise<DossierView>
}

export type DossiersParts = {
  readonly authorities: Pick<Authorities, 'of'>
  readonly accounts: Pick<Accounts, 'of'>
  readonly book: DossierBook
  readonly clock: () => Date
}

type Calls = RaClient['identity']['dossiers']

/** Whether anybody may begin it. All others are about the account that acts. */
const isOpenToAll = (purpose: DossierPurpose): boolean => purpose === 'registration' || purpose === 'appeal'

const isUnknown = (error: unknown): boolean => isAssistantError(error) && error.code === 'dossier-unknown'

export const createDossiers = ({ authorities, accounts, book, clock }: DossiersParts): Dossiers => {
  const kept = (key: string): KeptDossier => {
    const found = book.find(key)
    if (found === null) throw new AssistantError('dossier-unknown')
    return found
  }
  const callsFor = ({ issuerId, secret }: KeptDossier): Calls => {
    const clientId = accounts.of(issuerId).deviceId()
    return authorities.of(issuerId).clientOf({ token: secret, clientId }).identity.dossiers
  }
  const ownerOf = ({ issuerId, purpose }: Beginning): string | null =>
    isOpenToAll(purpose) ? null : signedIn(accounts.of(issuerId)).userName

  /** Each call of a step answers with the whole dossier. */
  const step = async (
    key: string,
    call: (calls: Calls) => Promise<{ readonly dossier: RaDossier }>,
  ): Promise<DossierView> => {
    const { dossier } = answerAbout(kept(key), await call(callsFor(kept(key))))
    if (dossier.state === 'done' && !kept(key).done) book.put({ ...kept(key), done: true })
    return viewOf(dossier, kept(key))
  }

  const opened = async (beginning: Beginning, owner: string | null): Promise<KeptDossier> => {
    const { issuerId, purpose, kind, captchaId, captcha } = beginning
    const account = accounts.of(issuerId)
    const client = owner === null ? authorities.of(issuerId).client() : account.clientOf(owner)
    const proof = captchaId === undefined ? {} : { captchaId, captchaAnswer: captcha }
    const asked = { purpose, kind, ...proof, clientId: account.deviceId() }
    const { secret, dossier } = await client.identity.dossiers.open(asked)
    const known = book.find(dossier.id)
    const isOther = known !== null && (known.issuerId !== issuerId || known.owner !== owner)
    if (isOther || dossier.purpose !== purpose) throw new AssistantError('authority-answer-unreadable')
    if (known !== null) return { ...known, secret }
    return {
      ...{ issuerId, purpose, owner, secret },
      key: dossier.id,
      kind: dossier.kind,
      number: dossier.number,
      form: firstForm(dossier),
      moment: momentsOf(dossier)[0] ?? 'finish',
      savedAt: clock().toISOString(),
      done: false,
      pages: {},
    }
  }

  const begin: Dossiers['begin'] = async (beginning) => {
    const owner = ownerOf(beginning)
    const here = book.underWay({ ...beginning, owner })
    if (here !== null && (await goesOn(here))) return { key: here.key }
    const dossier = await opened(beginning, owner)
    book.put(dossier)
    return { key: dossier.key }
  }

  /** One that is over, or that the authority does not know any more, makes room for a new one. */
  const goesOn = async (here: KeptDossier): Promise<boolean> => {
    try {
      const { dossier } = await callsFor(here).get({ dossierId: here.key })
      if (!['done', 'refused', 'expired'].includes(dossier.state)) return true
    } catch (error) {
      if (!isUnknown(error)) throw error
    }
    book.remove(here.key)
    return false
  }

  const upload: Dossiers['upload'] = async ({ key, purpose, fileName, base64 }) => {
    const dossierId = key
    const bytes = fromBase64(base64)
    const { issuerId } = kept(key)
    const { uploadPages } = await authorities.of(issuerId).client().identity.rules({})
    const { pages } = await checkedScan(bytes, fileName, [], uploadPages)
    const content = Buffer.from(bytes).toString('base64')
    return step(key, async (calls) => {
      const answer = await calls.upload({ dossierId, purpose, fileName, content })
      book.put({ ...kept(key), pages: { ...kept(key).pages, [purpose]: pages } })
      return answer
    })
  }

  const submit: Dossiers['submit'] = async ({ key, agreementVersion, password }) => {
    const { owner, issuerId } = kept(key)
    const secret = password === undefined ? {} : { password: password.reveal() }
    const view = await step(key, (calls) => calls.submit({ dossierId: key, agreementVersion, ...secret }))
    // The account may be complete now, or its sessions may have ended.
    if (owner !== null)
      await accounts
        .of(issuerId)
        .refresh()
        .catch(() => undefined)
    return view
  }

  return {
    begin,
    dossier: ({ key }) => step(key, (calls) => calls.get({ dossierId: key })),
    save: ({ key, form, moment }) => {
      const found = book.find(key)
      // It may have been given up meanwhile. Then there is nothing to keep.
      if (found !== null) book.put({ ...found, form, moment, savedAt: clock().toISOString() })
    },
    abandon: async ({ key }) => {
      try {
        await callsFor(kept(key)).abandon({ dossierId: key })
      } catch (error) {
        // It is gone there already, for example because the answer to the first try was lost.
        if (!isUnknown(error)) throw error
      }
      book.remove(key)
    },
    forget: ({ key }) => book.remove(key),
    sendCode: async ({ key, contact: to }) => {
      const sent = await callsFor(kept(key)).sendCode({ dossierId: key, contact: to })
      return codeSentOf(sent, authorities.of(kept(key).issuerId), clock)
    },
    proveContact: ({ key, ...proof }) =>
      step(key, (calls) => calls.proveContact({ dossierId: key, ...proof })),
    putPerson: ({ key, person }) => step(key, (calls) => calls.putPerson({ dossierId: key, person })),
    checkRegister: ({ key, registered }) =>
      step(key, (calls) => calls.checkRegister({ dossierId: key, registered })),
    putEntity: ({ key, entity }) => step(key, (calls) => calls.putEntity({ dossierId: key, entity })),
    putDetails: ({ key, place }) => step(key, (calls) => calls.putDetails({ dossierId: key, place })),
    putAppeal: ({ key, appeal }) => step(key, (calls) => calls.putAppeal({ dossierId: key, appeal })),
    upload,
    askHandler: async ({ key, handler }) => {
      const sent = await callsFor(kept(key)).askHandler({ dossierId: key, handler })
      return codeSentOf(sent, authorities.of(kept(key).issuerId), clock)
    },
    bindHandler: ({ key, code, person, password }) =>
      step(key, (calls) =>
        calls.bindHandler({
          ...{ dossierId: key, code },
          ...(person === undefined ? {} : { person }),
          ...(password === undefined ? {} : { password: password.reveal() }),
        }),
      ),
    submit,
  }
}
