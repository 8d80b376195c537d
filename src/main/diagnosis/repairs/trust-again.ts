import type { Repair } from '../repair.ts'

/** What had the certificate before keeps it; what got it now gives it back. */
export const trustAgain: Repair = async ({ loopbackTrust, stores, run, portsSettled }) => {
  const before = loopbackTrust.placed()
  const lacking: string[] = []
  if (before !== null)
    for (const store of stores())
      if (store.shows !== undefined && (await run(store.shows(before))).outcome === 'refused')
        lacking.push(store.id)
  await loopbackTrust.trust()
  // The ports with TLS take the certificate in their own turn.
  await portsSettled()
  return async () => {
    await (before === null ? loopbackTrust.remove() : loopbackTrust.untrust(lacking))
    await portsSettled()
  }
}
