import { assertNever } from '../../../src/shared/assert-never.ts'
import type { DossierKind, DossierPurpose } from '../../../src/shared/identity/kinds.ts'
import { type Applicant, type Desk, open, place } from '../../flow/ra/applicant.ts'
import type { Doors } from './groups.ts'
import { DAY, known, ownDesk, PAUSE, type Place, solvedAfter, unknown } from './place.ts'

export type Door = {
  /** Makes one answer ready, outside of the measured time: for somebody who is known, or for nobody. */
  readonly prepare: (isKnown: boolean) => Promise<() => Promise<unknown>>
  /** How slow the derivation of a password is: as it is, or so fast that it hides nothing. */
  readonly derivation?: 'real'
}

type LoginKind = 'phone' | 'id-number' | 'credit-code' | 'handler' | 'legacy'
type ResetWay = Exclude<LoginKind, 'handler'>

const wrongCode = '000000'
const wrongPassword = 'Wrong-Pass-2026'
/** The assistant names itself, so that devices are looked for, too. */
const clientId = 'a-device-that-nobody-knows-2026'

/** Wherever a stranger can name somebody. */
export function doorsOf(at: Place, doors: Doors): Readonly<Record<string, Door>> {
  switch (doors) {
    case 'login':
      return loginDoors(at)
    case 'forgotten':
      return forgottenDoors(at)
    case 'dossier':
      return dossierDoors(at)
    case 'centre':
      return centreDoors(at)
    case 'all':
      return { ...loginDoors(at), ...forgottenDoors(at), ...dossierDoors(at), ...centreDoors(at) }
    default:
      return assertNever(doors)
  }
}

function loginOf({ phone, person }: Place, kind: LoginKind, isKnown: boolean): string {
  switch (kind) {
    case 'phone':
      return isKnown ? phone : unknown.phone
    case 'handler':
      return isKnown ? known.handler : unknown.phone
    case 'id-number':
      return isKnown ? person.document.number : unknown.document
    case 'credit-code':
      return isKnown ? known.creditCode : unknown.creditCode
    case 'legacy':
      return isKnown ? known.legacy : unknown.legacy
    default:
      return assertNever(kind)
  }
}

function loginDoors(at: Place): Readonly<Record<string, Door>> {
  const { sessions, operator } = at.desk.client
  const byPassword = (loginKind: LoginKind): Door => ({
    prepare: async (isKnown) => {
      const login = loginOf(at, loginKind, isKnown)
      const form = { loginKind, login, password: wrongPassword, clientId, ...(await solvedAfter(PAUSE, at)) }
      return () => sessions.byPassword(form)
    },
  })
  return {
    'login-phone': byPassword('phone'),
    'login-id-number': byPassword('id-number'),
    'login-credit-code': byPassword('credit-code'),
    'login-handler': byPassword('handler'),
    'login-legacy': byPassword('legacy'),
    'login-name': {
      prepare: async (isKnown) => {
        const userName = isKnown ? known.userName : unknown.userName
        const form = { userName, applicantName: '李君', clientId, ...(await solvedAfter(PAUSE, at)) }
        return () => sessions.byName(form)
      },
    },
    'login-token': {
      prepare: async (isKnown) => {
        const tokenSerial = isKnown ? known.token : unknown.token
        const form = { tokenSerial, phone: '13800000077', clientId, ...(await solvedAfter(PAUSE, at)) }
        return () => sessions.identify(form)
      },
    },
    'login-operator': {
      prepare: async (isKnown) => {
        const name = isKnown ? 'operator' : 'operatur'
        const form = { name, password: wrongPassword, clientId, ...(await solvedAfter(PAUSE, at)) }
        return () => operator.login(form)
      },
    },
    'login-phone-real': { ...byPassword('phone'), derivation: 'real' },
  }
}

function forgottenDoors(at: Place): Readonly<Record<string, Door>> {
  const { passwordResets } = at.desk.client.identity
  const formOf = async (way: ResetWay, isKnown: boolean) => {
    const isPerson = way === 'phone' || way === 'id-number'
    const address = isPerson ? at.phone : way === 'credit-code' ? '13800000005' : '13800000025'
    // Both times to the same address, so that only the login differs.
    const contact = {
      channel: 'sms',
      address: way === 'phone' && !isKnown ? unknown.phone : address,
    } as const
    return { way, login: loginOf(at, way, isKnown), contact, ...(await solvedAfter(DAY, at)) }
  }
  const by = (way: ResetWay): Door => ({
    prepare: async (isKnown) => {
      const form = await formOf(way, isKnown)
      return () => passwordResets.open(form)
    },
  })
  return {
    'forgotten-phone': by('phone'),
    'forgotten-id-number': by('id-number'),
    'forgotten-credit-code': by('credit-code'),
    'forgotten-legacy': by('legacy'),
    'forgotten-code': {
      prepare: async (isKnown) => {
        const { resetId } = await passwordResets.open(await formOf('phone', isKnown))
        return () => passwordResets.finish({ resetId, code: wrongCode, password: wrongPassword })
      },
    },
  }
}

type Dossiers = Desk['client']['identity']['dossiers']
type Asked = { readonly dossierId: string; readonly dossiers: Dossiers }

/** Both are asked about in one dossier, by turns. It lives thirty days, so it is opened anew in time. */
function dossiersAt({ test }: Place, kind: DossierKind, purpose: DossierPurpose, time: number) {
  const days = 25
  let left = 0
  let opened: Applicant | null = null
  return async (): Promise<Asked> => {
    test.passTime(time)
    left -= 1
    if (opened === null || left < 0) {
      left = days
      opened = await open(test, purpose, kind)
    }
    return { dossierId: opened.dossierId, dossiers: opened.desk.client.identity.dossiers }
  }
}

function dossierDoors(at: Place): Readonly<Record<string, Door>> {
  const { person } = at
  type Prepare = (
    asked: Asked,
    isKnown: boolean,
  ) => (() => Promise<unknown>) | Promise<() => Promise<unknown>>
  const within = (
    kind: DossierKind,
    prepare: Prepare,
    {
      purpose = 'registration',
      time = DAY,
    }: { readonly purpose?: DossierPurpose; readonly time?: number } = {},
  ): Door => {
    const next = dossiersAt(at, kind, purpose, time)
    return { prepare: async (isKnown) => prepare(await next(), isKnown) }
  }
  const contactOf = (isKnown: boolean) =>
    ({ channel: 'sms', address: loginOf(at, 'phone', isKnown) }) as const
  const handlerOf = (kind: 'phone' | 'id-number', isKnown: boolean) =>
    ({ how: 'registered', login: loginOf(at, kind, isKnown) }) as const
  const handlerBy = (kind: 'phone' | 'id-number'): Door =>
    within('entity', ({ dossierId, dossiers }, isKnown) => {
      const handler = handlerOf(kind, isKnown)
      return () => dossiers.askHandler({ dossierId, handler })
    })
  const document = (isKnown: boolean) => ({ ...person.document, number: loginOf(at, 'id-number', isKnown) })
  return {
    document: within('person', ({ dossierId, dossiers }, isKnown) => {
      const given = { ...person, document: document(isKnown) }
      return () => dossiers.putPerson({ dossierId, person: given })
    }),
    contact: within('person', ({ dossierId, dossiers }, isKnown) => {
      const contact = contactOf(isKnown)
      return () => dossiers.sendCode({ dossierId, contact })
    }),
    'contact-code': within('person', async ({ dossierId, dossiers }, isKnown) => {
      await dossiers.sendCode({ dossierId, contact: contactOf(isKnown) })
      return () => dossiers.proveContact({ dossierId, channel: 'sms', code: wrongCode })
    }),
    'handler-phone': handlerBy('phone'),
    'handler-id-number': handlerBy('id-number'),
    'handler-code': within('entity', async ({ dossierId, dossiers }, isKnown) => {
      await dossiers.askHandler({ dossierId, handler: handlerOf('phone', isKnown) })
      return () => dossiers.bindHandler({ dossierId, code: wrongCode })
    }),
    'handler-new': within('entity', ({ dossierId, dossiers }, isKnown) => {
      const handler = { how: 'new', phone: loginOf(at, 'phone', isKnown) } as const
      return () => dossiers.askHandler({ dossierId, handler })
    }),
    register: within(
      'entity',
      ({ dossierId, dossiers }, isKnown) => {
        const creditCode = loginOf(at, 'credit-code', isKnown)
        const representative = { name: '李君', nationality: 'CN', document: person.document }
        const registered = { entityType: 'enterprise', name: '示例公司', creditCode, representative } as const
        return () => dossiers.checkRegister({ dossierId, registered })
      },
      { time: PAUSE },
    ),
    appeal: within(
      'person',
      ({ dossierId, dossiers }, isKnown) => {
        const { number } = document(isKnown)
        const appeal = { cause: 'other', name: person.name, number, text: place.address } as const
        return () => dossiers.putAppeal({ dossierId, appeal })
      },
      { purpose: 'appeal' },
    ),
  }
}

function centreDoors(at: Place): Readonly<Record<string, Door>> {
  const newContact = (isKnown: boolean) => ({
    channel: 'sms' as const,
    address: isKnown ? known.handler : unknown.phone,
  })
  const account = async (time: number) => {
    const captcha = await solvedAfter(time, at)
    return { own: (await ownDesk(at)).client.identity.account, captcha }
  }
  return {
    linking: {
      prepare: async (isKnown) => {
        const { own, captcha } = await account(PAUSE)
        const form = { login: loginOf(at, 'legacy', isKnown), password: wrongPassword, ...captcha }
        return () => own.linkLegacy(form)
      },
    },
    'new-contact': {
      prepare: async (isKnown) => {
        const { own } = await account(DAY)
        return () => own.sendContactCode(newContact(isKnown))
      },
    },
    'new-contact-code': {
      prepare: async (isKnown) => {
        const { own } = await account(DAY)
        await own.sendContactCode({ channel: 'sms', address: null })
        await own.sendContactCode(newContact(isKnown))
        return () => own.changeContact({ channel: 'sms', presentCode: wrongCode, newCode: wrongCode })
      },
    },
  }
}
