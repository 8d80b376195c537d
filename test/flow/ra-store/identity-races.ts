import { setImmediate as turn } from 'node:timers/promises'
import { Refusal } from '../../../src/ra/refusal.ts'
import type { Store } from '../../../src/ra/store/store.ts'
import { below, pick, type Random } from '../../random.ts'
import {
  mobile,
  newPerson,
  newPrincipal,
  next,
  oldAccount,
  opened,
  readyHandler,
  readyPerson,
  residentId,
  sendingTo,
  submission,
  today,
} from './identity-world.ts'
import type { Place } from './place.ts'

type Act = (store: Store) => Promise<unknown>

/** Does all of it at the same time, in any order, each from one of two processes. Answers with the refusals. */
async function atOnce(
  { store, other }: Place,
  random: Random,
  acts: readonly Act[],
): Promise<readonly string[]> {
  const shuffled = acts.map((act) => ({ act, at: random() })).toSorted((a, b) => a.at - b.at)
  const outcomes = await Promise.allSettled(
    shuffled.map(async ({ act }) => {
      for (let wait = below(random, 4); wait > 0; wait--) await turn()
      return act(pick(random, [store, other]))
    }),
  )
  return outcomes.flatMap((one) => {
    if (one.status === 'fulfilled') return []
    if (one.reason instanceof Refusal) return [one.reason.code]
    throw one.reason
  })
}

const submitting =
  (...dossier: Parameters<typeof submission>): Act =>
  (store) =>
    store.submitDossier(submission(...dossier))

/** Accounts that are complete and not closed and have this in one of their numbers. */
async function openWith(store: Store, text: string) {
  const { rows } = await store.accounts({ text, after: null, limit: 50 })
  return rows.filter(({ complete, closed }) => complete && !closed)
}

type Rule = (place: Place, random: Random) => Promise<readonly string[]>

/** Each answers with the promises that were broken. */
export const rules: Readonly<Record<string, Rule>> = {
  'one document, one account': async (place, random) => {
    const { store } = place
    const number = residentId()
    const old = await oldAccount(store)
    const dossiers = [
      ...(await Promise.all([1, 2, 3].map(() => readyPerson(store, { number })))),
      await readyPerson(store, { number, of: old.account.id }),
    ]
    const twice = [...dossiers, pick(random, dossiers)]
    const lost = await atOnce(
      place,
      random,
      twice.map((dossier) => submitting(dossier)),
    )
    const open = await openWith(place.other, number)
    return [
      ...(open.length === 1 ? [] : [`${number} has ${open.length} accounts`]),
      ...lost.filter((code) => code !== 'identity-exists').map((code) => `refused with ${code}`),
      ...(lost.length === 3 || lost.length === 4 ? [] : [`${lost.length} were refused`]),
    ]
  },

  'one phone, one person': async (place, random) => {
    const phone = mobile()
    const dossiers = await Promise.all([1, 2, 3].map(() => readyPerson(place.store, { phone })))
    const lost = await atOnce(
      place,
      random,
      dossiers.map((dossier) => submitting(dossier)),
    )
    const open = await openWith(place.other, phone)
    return [
      ...(open.length === 1 ? [] : [`${phone} has ${open.length} accounts`]),
      ...(lost.join() === 'identity-exists,identity-exists' ? [] : [`refused with ${lost.join()}`]),
    ]
  },

  'one old account on either side': async (place, random) => {
    const { store } = place
    const accounts = await Promise.all([1, 2].map(() => newPerson(store)))
    const olds = await Promise.all([1, 2].map(() => oldAccount(store)))
    const links = accounts.flatMap(({ id: accountId }) =>
      olds.map(
        ({ login }): Act =>
          (at) =>
            at.linkLegacy({ login, accountId, now: today }),
      ),
    )
    const completed = await readyPerson(store, { of: olds[0]?.account.id ?? null })
    await atOnce(place, random, [...links, submitting(completed)])
    const logins = await Promise.all(olds.map(({ login }) => place.other.secretOf('legacy', login)))
    const owners = logins.map((login) => login?.ownerId)
    const opened = await Promise.all(owners.map((id) => place.other.account(id ?? '')))
    const linked = await Promise.all(olds.map(({ login }) => place.other.auditOf(login)))
    return [
      ...(new Set(owners).size === owners.length ? [] : ['two old accounts open one']),
      ...linked.filter((lines) => lines.length > 1).map(() => 'an old account was linked twice'),
      ...opened.filter((account) => account?.closed).map(() => 'an old login opens a closed account'),
    ]
  },

  'one agency a handler': async (place, random) => {
    const { store } = place
    const person = await newPerson(store)
    const principals = [
      ...(await Promise.all([1, 2].map(() => newPrincipal(store, 'agency')))),
      await newPrincipal(store, 'legal-entity'),
    ]
    const dossiers = []
    for (const principal of principals) dossiers.push(await readyHandler(store, principal, person))
    const removal: Act = (at) =>
      at.removeHandler({
        accountId: principals[0]?.id ?? '',
        handlerId: null,
        personId: person.id,
        now: today,
      })
    await atOnce(place, random, [...dossiers.map((dossier) => submitting(dossier)), removal])
    const agencies = (await place.other.principalsOf(person.id)).filter(({ kind }) => kind === 'agency')
    return agencies.length <= 1 ? [] : [`${person.id} is the handler of ${agencies.length} agencies`]
  },

  'a code once': async (place, random) => {
    const dossier = await opened(place.store, 'registration', 'person')
    const address = mobile()
    const sending = sendingTo(`${dossier.id} sms`, address)
    await place.store.askContact({ ...sending, dossierId: dossier.id, channel: 'sms', address })
    const prove =
      (codeHash: string): Act =>
      (at) =>
        at.proveContact({ dossierId: dossier.id, channel: 'sms', codeHash, now: today })
    const guesses = Array.from({ length: 8 }, () => prove('wrong'))
    const lost = await atOnce(place, random, [...guesses, prove('right'), prove('right')])
    const tried = lost.filter((code) => code === 'identity-code-wrong').length
    return [
      ...(tried <= 5 ? [] : [`${tried} guesses counted`]),
      ...(lost.length >= 9 ? [] : ['the code was used twice']),
    ]
  },

  'nothing of a closed account': async (place, random) => {
    const { store } = place
    const principal = await newPrincipal(store, 'agency')
    const person = await newPerson(store)
    const dossier = await readyHandler(store, principal, person)
    const owner = { accountId: principal.id, handlerId: null, now: today }
    const session = {
      ...{ tokenHash: `token-${next()}`, accountId: principal.id, handlerId: null, scope: 'full' as const },
      ...{ clientHash: null, expiresAt: today + 1000 },
    }
    await store.openSession({ session, device: null, now: today })
    await atOnce(place, random, [
      submitting(dossier),
      (at) => at.closeAccount(owner),
      (at) =>
        at.changePassword({ ...owner, passwordHash: 'new', seenHash: null, tokenHash: session.tokenHash }),
    ])
    const after = await place.other.account(principal.id)
    return [
      ...(after?.closed ? [] : ['the account is open']),
      ...((await place.other.handlersOf(principal.id)).length === 0 ? [] : ['a handler is bound']),
      ...((await place.other.caller(session.tokenHash)) === null ? [] : ['a session is open']),
      ...(after?.passwordHash === null ? [] : ['a password opens it']),
    ]
  },

  'a new phone for one': async (place, random) => {
    const { store } = place
    const people = await Promise.all([1, 2].map(() => newPerson(store)))
    const phone = mobile()
    for (const { id, phone: present } of people) {
      const owner = { accountId: id, handlerId: null, channel: 'sms' as const }
      await store.askContactChange({
        ...sendingTo(`${id} sms present`, present ?? ''),
        ...owner,
        address: null,
      })
      await store.askContactChange({ ...sendingTo(`${id} sms new`, phone), ...owner, address: phone })
    }
    const dossier = await readyPerson(store, { phone })
    const lost = await atOnce(place, random, [
      ...people.map(
        ({ id: accountId }): Act =>
          (at) =>
            at.changeContact({
              ...{
                accountId,
                handlerId: null,
                channel: 'sms',
                presentHash: 'right',
                newHash: 'right',
                now: today,
              },
            }),
      ),
      submitting(dossier),
    ])
    const open = await openWith(place.other, phone)
    return [
      ...(open.length === 1 ? [] : [`${phone} has ${open.length} accounts`]),
      ...(lost.join() === 'identity-exists,identity-exists' ? [] : [`refused with ${lost.join()}`]),
    ]
  },
}
